// The worker: asks the keeper one thing after another, in the order the page asked.
import { Failure } from '../app/failure';
import { Keeper } from './keeper';
import type { CallName, FromWorker, Request } from './protocol';

const send = (message: FromWorker) => postMessage(message);
const keeper = new Keeper(send);
let queue: Promise<unknown> = Promise.resolve();

keeper.onChanged = () => {
  // What fails here fails again, and is said, at the next thing the person does.
  queue = queue.then(() => keeper.catch_up()).catch(() => {});
};

onmessage = ({ data }: MessageEvent<Request>) => {
  queue = queue.then(() => serve(data));
};

async function serve({ call, name, argument }: Request): Promise<void> {
  try {
    const act = keeper[name] as (argument: unknown) => unknown;
    send({ call, answer: (await act.call(keeper, argument)) ?? null });
  } catch (thrown) {
    const { code, line, field, detail } = Failure.from(thrown);
    send({ call, failure: { code, line, field, detail } });
  }
}

// Every call of the protocol is a method of the keeper: checked by the compiler here, used by name above.
type Served = { [N in CallName]: (argument: never) => unknown };
keeper satisfies Served;
