// The worker: asks the keeper one thing after another, in the order the page asked.
import { Failure } from '../app/failure';
import { Keeper } from './keeper';
import type { CallName, FromWorker, Request } from './protocol';

const send = (message: FromWorker) => postMessage(message);

const compiled = WebAssembly.compileStreaming(fetch(new URL(ENGINE_FILE, import.meta.url)));
// A failure is said by the call that needs the module.
compiled.catch(() => {});

async function content(language: string): Promise<Uint8Array> {
  const file = CONTENT_FILES[language] ?? CONTENT_FILES.en!;
  const response = await fetch(new URL(file, import.meta.url));
  if (!response.ok) throw new Failure('app/not_loaded', 0, '', String(response.status));
  return new Uint8Array(await response.arrayBuffer());
}

const keeper = new Keeper(loaded(compiled), content, send);
let queue: Promise<unknown> = Promise.resolve();

function loaded(module: Promise<WebAssembly.Module>): Promise<WebAssembly.Module> {
  const named = module.catch((thrown) => {
    throw new Failure('app/not_loaded', 0, '', String(thrown));
  });
  named.catch(() => {});
  return named;
}

keeper.onChanged = () => {
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
