// The second wasm module (wasm/ABI.md): reads a text by the rules about sentences, here on the page, with no life and no key.
import { Failure } from '../base/failure';
import { filesOf, get } from './assets';

export interface Cue {
  /** The kind, and the phrase rule; either can be switched off. */
  id: string;
  rule: string;
  /** In UTF-16 units, as JavaScript counts. */
  start: number;
  length: number;
  question: { id: string };
}

export interface Reading {
  cues: Cue[];
  safety: 'ask' | null;
}

export interface Sentences {
  /** The kinds of cue there are, in their order. */
  kinds: readonly string[];
  /** Throws a Failure. `off`: kinds and phrase rules that mark nothing. */
  read(text: string, off: readonly string[]): Reading;
}

interface Exports {
  memory: WebAssembly.Memory;
  _initialize(): void;
  rd_alloc(bytes: number): number;
  rd_free(at: number): void;
  rd_rules(at: number, length: number): 0 | 1;
  rd_learned(at: number, length: number): 0 | 1;
  rd_read(text: number, textLength: number, off: number, offLength: number): 0 | 1;
  rd_json(): number;
  rd_json_length(): number;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

let loading: Promise<Sentences> | undefined;

/** The reader of the language, loaded once. Rejects with a Failure, and may be asked again. */
export function sentences(language: string): Promise<Sentences> {
  loading ??= load(language).catch((thrown: unknown) => {
    loading = undefined;
    throw thrown;
  });
  return loading;
}

async function load(language: string): Promise<Sentences> {
  const { sentences: rulesFile, learned: learnedFile } = filesOf(language);
  const [code, rules, learned] = await Promise.all(
    [READING_FILE, rulesFile, ...(learnedFile === null ? [] : [learnedFile])].map(async (file) =>
      (await get(file)).arrayBuffer(),
    ),
  );
  const { instance } = await WebAssembly.instantiate(code!);
  const wasm = instance.exports as unknown as Exports;
  wasm._initialize();
  const { kinds } = ask<{ kinds: string[] }>(wasm, [new Uint8Array(rules!)], (at, length) =>
    wasm.rd_rules(at!, length!),
  );
  if (learned !== undefined) ask(wasm, [new Uint8Array(learned)], (at, length) => wasm.rd_learned(at!, length!));
  return {
    kinds,
    read: (text, off) =>
      ask<Reading>(wasm, [encoder.encode(text), encoder.encode(off.join('\n'))], (...given) =>
        wasm.rd_read(...(given as [number, number, number, number])),
      ),
  };
}

/** Hands pieces over, and wipes them from the module's memory when it has answered: they may be somebody's words. */
function ask<T>(wasm: Exports, pieces: Uint8Array[], call: (...given: number[]) => 0 | 1): T {
  const bytes = (at: number, length: number) => new Uint8Array(wasm.memory.buffer, at >>> 0, length >>> 0);
  const places = pieces.map((piece) => {
    const at = wasm.rd_alloc(piece.length);
    if (at === 0) throw new Failure('app/memory', 0, '', String(piece.length));
    bytes(at, piece.length).set(piece);
    return at;
  });
  try {
    const failed = call(...places.flatMap((at, i) => [at, pieces[i]!.length]));
    const json = JSON.parse(decoder.decode(bytes(wasm.rd_json(), wasm.rd_json_length())));
    if (failed !== 0) throw new Failure(json.error.code, 0, json.error.field, json.error.detail);
    return json as T;
  } finally {
    places.forEach((at, i) => {
      bytes(at, pieces[i]!.length).fill(0);
      wasm.rd_free(at);
    });
  }
}
