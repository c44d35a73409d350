// The worker: does one thing after another, in the order the page asked.
import { Failure } from '../base/failure';
import { clearDraft, loadDraft, saveDraft } from './drafts';
import { Keeper } from './keeper';
import type { CallName, Calls, FromWorker, Request } from './protocol';
import { confirmWords, recover, setPassphrase, unlock, words } from './secrets';
import { beginSample, endSample, withSample } from './sample';
import { RestingCapsules } from './resting';
import { Sync } from './sync';
import { exportPlain, exportSealed, importCheck, importOpen, importTake, readQuestionnaire, rescue } from './transfer';

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
const resting = new RestingCapsules(keeper, inTurn);

/** Calls that wait for the hub: they take their turns at the engine by themselves. */
const beside = new Set<CallName>([
  'hub',
  'devices',
  'device_name',
  'sync',
  'vault_end',
  'words_new',
  'device_visitor',
  'device_admit',
  'join_begin',
  'join_wait',
  'join_stop',
  'join_words',
  'resting_leave',
  'resting_list',
  'resting_end',
]);

/** Every call of the protocol, and who does it. */
const served: { [N in CallName]: (argument: Calls[N][0]) => Calls[N][1] | Promise<Calls[N][1]> } = {
  start: (asked) => keeper.start(asked),
  grow: () => keeper.grow(),
  lock: (asked) => keeper.lock(asked),
  view: (asked) => keeper.view(asked),
  put: (asked) => keeper.put(asked),
  remove: (asked) => keeper.remove(asked),
  restore: (asked) => keeper.restore(asked),
  sweep: (asked) => keeper.sweep(asked),
  questionnaire_read: (asked) => readQuestionnaire(keeper, asked),
  verify: () => keeper.verify(),
  erase: () => keeper.erase(),
  sample_begin: (asked) => beginSample(keeper, asked),
  sample_end: () => endSample(keeper),
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
  vault_end: (asked) => sync.endVault(asked),
  words_new: (asked) => sync.anew(asked),
  device_visitor: (asked) => sync.visitor(asked),
  device_admit: (asked) => sync.admit(asked),
  join_begin: (asked) => sync.knock(asked),
  join_wait: (asked) => sync.arrive(asked),
  join_stop: () => sync.leave(),
  join_words: (asked) => sync.arriveByWords(asked),
  resting_leave: (asked) => resting.leave(asked),
  resting_list: (asked) => resting.list(asked),
  resting_end: (asked) => resting.end(asked),
};

/** What the first module does. All else waits for the whole one, which is fetched when it is first asked for. */
const byFirst = new Set<CallName>([
  'start',
  'lock',
  'view',
  'put',
  'remove',
  'restore',
  'sweep',
  'draft_load',
  'draft_save',
  'draft_clear',
  'export_plain',
  'erase',
  'sample_end',
]);

keeper.onChanged = () => {
  // What fails here fails again, and is said, at the next thing the person does.
  queue = queue.then(() => keeper.catchUp()).catch(() => {});
};

onmessage = ({ data }: MessageEvent<Request>) => {
  if (keeper.edition === 'whole' || byFirst.has(data.name)) begin(data);
  else void serveByWhole(data);
};

function begin(request: Request): void {
  if (beside.has(request.name)) void serve(request);
  else queue = queue.then(() => serve(request));
}

async function serve(request: Request): Promise<void> {
  const { call, name, argument } = request;
  try {
    if (keeper.sample !== null && !withSample.has(name)) throw new Failure('app/sample');
    const act = served[name] as (argument: unknown) => unknown;
    send({ call, answer: await act(argument) });
  } catch (thrown) {
    const isOfTheWhole = name === 'view' && thrown instanceof Failure && thrown.code === 'view/unknown';
    if (isOfTheWhole && keeper.edition === 'first') void serveByWhole(request);
    else fail(request, thrown);
  }
}

/** The module is fetched beside the queue, so that everything else goes on meanwhile; then it is this request's turn. */
async function serveByWhole(request: Request): Promise<void> {
  try {
    await keeper.fetchWhole();
  } catch (thrown) {
    return fail(request, thrown);
  }
  try {
    await inTurn(() => keeper.grow());
  } catch (thrown) {
    // What keeps a cleared life again makes a module of its own from what memory holds.
    if (request.name !== 'rescue') return fail(request, thrown);
  }
  begin(request);
}

function fail({ call }: Request, thrown: unknown): void {
  const { code, line, field, detail } = Failure.from(thrown);
  send({ call, failure: { code, line, field, detail } });
}
