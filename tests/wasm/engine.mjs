// The engine's module in Node, called as wasm/ABI.md says: for tests and benches.
import { randomFillSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../tools/server.mjs';

/** The two modules of wasm/ABI.md, by edition. */
export const editions = ['first', 'whole'];
export const compiled = Object.fromEntries(
  editions.map((edition) => [
    edition,
    new WebAssembly.Module(readFileSync(path.join(root, `build/wasm/wasm/engine_${edition}.wasm`))),
  ]),
);
export const contentBytes = readFileSync(path.join(root, 'build/content/en.json'));

/** An answer of 1: its code and what goes with it. */
export class EngineError extends Error {
  constructor({ code, line, field, detail }) {
    super(`${code} ${field} ${detail}`.trim());
    Object.assign(this, { code, line, field, detail });
  }
}

/** One instance of the whole module, or the first. `random` fills bytes; a test may give its own to get the same life twice. */
export class Engine {
  constructor({ random = randomFillSync, content = contentBytes, edition = 'whole', module = compiled[edition] } = {}) {
    const fill = (at, size) => void random(new Uint8Array(this.exports.memory.buffer, at, size));
    this.exports = new WebAssembly.Instance(module, { ajar: { random: fill } }).exports;
    this.exports._initialize();
    if (content) this.call('content', {}, content);
  }

  /** Calls `op` and returns {json, blob}, both copies. Throws an EngineError. */
  call(op, request = {}, blob = new Uint8Array()) {
    const engine = this.exports;
    const words = Buffer.from(JSON.stringify({ op, ...request }));
    const at = [words, blob].map((bytes) => {
      const place = engine.aj_alloc(bytes.length || 1);
      if (place === 0) throw new Error('the engine has no memory left');
      new Uint8Array(engine.memory.buffer, place, bytes.length).set(bytes);
      return place;
    });
    const failed = engine.aj_call(at[0], words.length, at[1], blob.length);
    at.forEach((place) => engine.aj_free(place));
    const read = (from, size) => new Uint8Array(engine.memory.buffer, from, size).slice();
    const json = JSON.parse(Buffer.from(read(engine.aj_json(), engine.aj_json_length())).toString() || 'null');
    if (failed) throw new EngineError(json.error);
    return { json, blob: read(engine.aj_blob(), engine.aj_blob_length()) };
  }

  /** Prepares a write and accepts it, as an edge does once it is durable. Returns {json, frames}. */
  write(op, request, blob) {
    const { json, blob: frames } = this.call(op, request, blob);
    this.call('accept');
    return { json, frames };
  }
}

/** Cuts `blob` into the parts whose lengths an answer named. */
export function cut(blob, parts) {
  let at = 0;
  return parts.map((size) => blob.subarray(at, (at += size)));
}
