// What the worker is started with: the engine, compiled as it streams in, and the words as they were sent.
import { Failure } from '../app/failure';

const fetched = new Map<string, Promise<Response>>();

async function get(file: string): Promise<Response> {
  const response = await fetch(new URL(file, import.meta.url));
  if (!response.ok) throw new Failure('app/not_loaded', 0, '', `${response.status} ${file}`);
  return response;
}

/** The file, asked for once; a failure is not remembered, so that it can be asked for again. */
function once(file: string): Promise<Response> {
  let asked = fetched.get(file);
  if (asked === undefined) {
    asked = get(file);
    fetched.set(file, asked);
    asked.catch(() => fetched.delete(file));
  }
  return asked;
}

let compiled: Promise<WebAssembly.Module> | undefined;

/** Rejects with `app/not_loaded` or `app/browser`. */
export function engineModule(): Promise<WebAssembly.Module> {
  compiled ??= compile().catch((thrown) => {
    compiled = undefined;
    throw thrown instanceof Failure ? thrown : new Failure('app/not_loaded', 0, '', String(thrown));
  });
  return compiled;
}

async function compile(): Promise<WebAssembly.Module> {
  if (globalThis.WebAssembly === undefined) throw new Failure('app/browser', 0, '', 'WebAssembly');
  const response = await get(ENGINE_FILE);
  // Some hosts do not know the type; then it is compiled when all of it is here.
  const streams = response.headers.get('content-type')?.startsWith('application/wasm') === true;
  return streams ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
}

/** The content file of a language, as bytes. Rejects with `app/not_loaded`. */
export async function contentBytes(language: string): Promise<Uint8Array> {
  const response = await once(CONTENT_FILES[language] ?? CONTENT_FILES.en!);
  return new Uint8Array(await response.clone().arrayBuffer());
}
