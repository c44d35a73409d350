// The wasm module's one call (wasm/ABI.md), as a typed function that throws a Failure.
import { Failure } from '../base/failure';

interface Exports {
  memory: WebAssembly.Memory;
  _initialize(): void;
  aj_alloc(bytes: number): number;
  aj_free(at: number): void;
  aj_call(json: number, jsonLength: number, blob: number, blobLength: number): 0 | 1;
  aj_json(): number;
  aj_json_length(): number;
  aj_blob(): number;
  aj_blob_length(): number;
}

export interface Answer<T> {
  json: T;
  /** A copy, the caller's own. */
  blob: Uint8Array;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });
const nothing = new Uint8Array(0);

/** One instance: one life's keys and journal, or one throw-away derivation. Dropping it drops what it held. */
export class Module {
  private broken = false;

  private constructor(private readonly wasm: Exports) {}

  static async start(compiled: WebAssembly.Module): Promise<Module> {
    let memory: WebAssembly.Memory | undefined;
    const random = (at: number, length: number) => {
      if (memory === undefined) throw new Failure('app/unexpected', 0, '', 'random before memory');
      fillRandom(new Uint8Array(memory.buffer as ArrayBuffer, at >>> 0, length >>> 0));
    };
    const instance = await WebAssembly.instantiate(compiled, { ajar: { random } });
    const wasm = instance.exports as unknown as Exports;
    memory = wasm.memory;
    wasm._initialize();
    return new Module(wasm);
  }

  /**
   * Asks the module. Throws a Failure with the engine's code, or `app/memory` where it had no room. Where the module
   * stopped in the middle (memory ran out within it) what it holds may be half done: then it answers nothing more, and
   * every later call is `app/worker`.
   */
  call<T = unknown>(op: string, request: object = {}, blob: Uint8Array = nothing): Answer<T> {
    if (this.broken) throw new Failure('app/worker');
    const asked = encoder.encode(JSON.stringify({ op, ...request }));
    const jsonAt = this.place(asked);
    const blobAt = blob.length > 0 ? this.place(blob) : 0;
    try {
      const failed = this.enter(jsonAt, asked.length, blobAt, blob.length);
      const json = JSON.parse(decoder.decode(this.bytes(this.wasm.aj_json(), this.wasm.aj_json_length())));
      if (failed !== 0) throw failureOf(json);
      return { json, blob: this.bytes(this.wasm.aj_blob(), this.wasm.aj_blob_length()).slice() };
    } finally {
      this.release(jsonAt, asked.length);
      if (blobAt !== 0) this.release(blobAt, blob.length);
    }
  }

  private enter(...at: [number, number, number, number]): 0 | 1 {
    try {
      return this.wasm.aj_call(...at);
    } catch (thrown) {
      this.broken = true;
      throw thrown;
    }
  }

  private place(bytes: Uint8Array): number {
    const at = this.wasm.aj_alloc(bytes.length);
    if (at === 0) throw new Failure('app/memory', 0, '', String(bytes.length));
    this.bytes(at, bytes.length).set(bytes);
    return at;
  }

  /** What was handed over may be a passphrase or a sentence: it is wiped before its place is given back. */
  private release(at: number, length: number): void {
    this.bytes(at, length).fill(0);
    if (!this.broken) this.wasm.aj_free(at);
  }

  /** A window, valid until the memory grows. */
  private bytes(at: number, length: number): Uint8Array {
    return new Uint8Array(this.wasm.memory.buffer, at >>> 0, length >>> 0);
  }
}

/** `parts` of a blob, by their lengths in order. Throws where they do not add up. */
export function split(blob: Uint8Array, parts: number[]): Uint8Array[] {
  let at = 0;
  const pieces = parts.map((length) => blob.slice(at, (at += length)));
  if (at !== blob.length) throw new Failure('app/unexpected', 0, 'parts', String(blob.length));
  return pieces;
}

export function join(...pieces: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** getRandomValues fills at most 65,536 bytes at once. */
function fillRandom(into: Uint8Array<ArrayBuffer>): void {
  for (let at = 0; at < into.length; at += 65536) crypto.getRandomValues(into.subarray(at, at + 65536));
}

function failureOf(json: { error?: { code?: string; line?: number; field?: string; detail?: string } }): Failure {
  const { code = 'app/unexpected', line = 0, field = '', detail = '' } = json.error ?? {};
  return new Failure(code, line, field, detail);
}
