// The worker: does one thing after another, in the order the page asked.
import { Failure } from '../app/failure';
import { clearDraft, loadDraft, saveDraft } from './drafts';
import { Keeper } from './keeper';
import type { CallName, Calls, FromWorker, Request } from './protocol';
import { confirmWords, recover, setPassphrase, unlock, words } from './secrets';
import { Sync } from './sync';
import { exportPlain, exportSealed, importCheck, importOpen, importTake, rescue } from './transfer';

const send = (message: FromWorker) => postMessage(message);
const keeper = new Keeper(send);

let queue: Promise<unknown> = Promise.resolve();

/** Runs `work` after everything that was asked before it. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const done = queue.then(work);
  queue = done.catch(() => {});
  return done;
}

const sync = new Sync(keeper, inTurn);

/** Calls that wait for the hub: they take their turns at the engine by themselves. */
const beside = new Set<CallName>([
  'hub',
  'devices',
  'device_name',
  'sync',
  'device_visitor',
  'device_admit',
  'join_begin',
  'join_wait',
  'join_stop',
  'join_words',
]);

/** Every call of the protocol, and who does it. */
const served: { [N in CallName]: (argument: Calls[N][0]) => Calls[N][1] | Promise<Calls[N][1]> } = {
  start: (asked) => keeper.start(asked),
  lock: (asked) => keeper.lock(asked),
  view: (asked) => keeper.view(asked),
  put: (asked) => keeper.put(asked),
  remove: (asked) => keeper.remove(asked),
  restore: (asked) => keeper.restore(asked),
  sweep: (asked) => keeper.sweep(asked),
  verify: () => keeper.verify(),
  erase: () => keeper.erase(),
  draft_load: (asked) => loadDraft(keeper, asked),
  draft_save: (asked) => saveDraft(keeper, asked),
  draft_clear: (asked) => clearDraft(keeper, asked),
  unlock: (asked) => unlock(keeper, asked),
  set_passphrase: (asked) => setPassphrase(keeper, asked),
  words: () => words(keeper),
  words_confirm: (asked) => confirmWords(keeper, asked),
  recover: (asked) => recover(keeper, asked),
  export_plain: () => exportPlain(keeper),
  export_sealed: (asked) => exportSealed(keeper, asked),
  import_check: (asked) => importCheck(keeper, asked),
  import_open: (asked) => importOpen(keeper, asked),
  import_take: (asked) => importTake(keeper, asked),
  rescue: (asked) => rescue(keeper, asked),
  hub: (asked) => sync.hub(asked),
  devices: () => sync.devices(),
  device_name: (asked) => sync.nameDevice(asked),
  sync: (asked) => sync.run(asked),
  device_visitor: (asked) => sync.visitor(asked),
  device_admit: (asked) => sync.admit(asked),
  join_begin: (asked) => sync.knock(asked),
  join_wait: (asked) => sync.arrive(asked),
  join_stop: () => sync.leave(),
  join_words: (asked) => sync.arriveByWords(asked),
};

keeper.onChanged = () => {
  // What fails here fails again, and is said, at the next thing the person does.
  queue = queue.then(() => keeper.catchUp()).catch(() => {});
};

onmessage = ({ data }: MessageEvent<Request>) => {
  if (beside.has(data.name)) void serve(data);
  else queue = queue.then(() => serve(data));
};

async function serve({ call, name, argument }: Request): Promise<void> {
  try {
    const act = served[name] as (argument: unknown) => unknown;
    send({ call, answer: await act(argument) });
  } catch (thrown) {
    const { code, line, field, detail } = Failure.from(thrown);
    send({ call, failure: { code, line, field, detail } });
  }
}
