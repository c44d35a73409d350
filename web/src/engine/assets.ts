// What the worker is started with: the engine, compiled as it streams in, and the content.
import { Failure } from '../base/failure';

const fetched = new Map<string, Promise<Response>>();

export async function get(file: string): Promise<Response> {
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

/** The small module that is there first, and the whole one (docs/decisions/0013-two-modules.md). */
export type Edition = 'first' | 'whole';

const compiled = new Map<Edition, Promise<WebAssembly.Module>>();

/** Rejects with `app/not_loaded` or `app/browser`, and may be asked again. */
export function engineModule(edition: Edition): Promise<WebAssembly.Module> {
  let asked = compiled.get(edition);
  if (asked === undefined) {
    asked = compile(ENGINE_FILES[edition]).catch((thrown) => {
      compiled.delete(edition);
      throw thrown instanceof Failure ? thrown : new Failure('app/not_loaded', 0, '', String(thrown));
    });
    compiled.set(edition, asked);
  }
  return asked;
}

async function compile(file: string): Promise<WebAssembly.Module> {
  if (globalThis.WebAssembly === undefined) throw new Failure('app/browser', 0, '', 'WebAssembly');
  const response = await get(file);
  // Some hosts do not know the type; then it is compiled when all of it is here.
  const streams = response.headers.get('content-type')?.startsWith('application/wasm') === true;
  return streams ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
}

export const filesOf = (language: string) => CONTENT_FILES[language] ?? CONTENT_FILES.en!;

async function json<T>(file: string): Promise<T> {
  const response = await once(file);
  return (await response.clone().json()) as T;
}

// Each rejects with `app/not_loaded`, and may be asked again.

/** What the first screens say. */
export const firstWords = <T>(language: string) => json<T>(filesOf(language).first);

/** What all other screens say. */
export const restOfWords = <T>(language: string) => json<T>(filesOf(language).rest);

/** A chapter of the library, by its name in content/en/library. */
export async function chapterOf<T>(language: string, name: string): Promise<T> {
  const file = filesOf(language).chapters[name];
  if (file === undefined) throw new Failure('app/not_loaded', 0, '', name);
  return json<T>(file);
}

/** The same as bytes, for the engine. */
export async function chapterBytes(language: string, name: string): Promise<Uint8Array> {
  return new TextEncoder().encode(JSON.stringify(await chapterOf(language, name)));
}

/** What the engine reads of the content, as bytes. */
export async function rulesBytes(language: string): Promise<Uint8Array> {
  const response = await once(filesOf(language).rules);
  return new Uint8Array(await response.clone().arrayBuffer());
}
