// The worker: does one thing after another, in the order the page asked.
import { Failure } from '../app/failure';
import { clearDraft, loadDraft, saveDraft } from './drafts';
import { Keeper } from './keeper';
import type { CallName, Calls, FromWorker, Request } from './protocol';
import { confirmWords, recover, setPassphrase, unlock, words } from './secrets';
import { exportPlain, exportSealed, importCheck, importOpen, importTake, rescue } from './transfer';

const send = (message: FromWorker) => postMessage(message);
const keeper = new Keeper(send);

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
};

let queue: Promise<unknown> = Promise.resolve();

keeper.onChanged = () => {
  // What fails here fails again, and is said, at the next thing the person does.
  queue = queue.then(() => keeper.catchUp()).catch(() => {});
};

onmessage = ({ data }: MessageEvent<Request>) => {
  queue = queue.then(() => serve(data));
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
