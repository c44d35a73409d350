// The module that reads sentences, as Node calls it: for its own test and for scoring sentences of another language.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../tools/server.mjs';

const built = (name) => readFileSync(path.join(root, 'build', name));
export const compile = () => new WebAssembly.Module(built('wasm/wasm/reading.wasm'));
/** The compiled rules of a language, as bytes. */
export const rulesOf = (language) => built(`content/sentences/${language}.json`);

/** What was learned for a language, as bytes; none of a language that has nothing learned. */
export const learnedOf = (language) => built(`content/sentences/${language}.learned`);

/** An instance with its calls; each throws the code that the module answers with. */
export function reader(compiled = compile()) {
  const { exports: wasm } = new WebAssembly.Instance(compiled, {});
  wasm._initialize();
  const bytes = (at, length) => new Uint8Array(wasm.memory.buffer, at, length);
  const place = (given) => {
    const at = wasm.rd_alloc(given.length);
    bytes(at, given.length).set(given);
    return at;
  };
  const answer = (failed) => {
    const json = JSON.parse(Buffer.from(bytes(wasm.rd_json(), wasm.rd_json_length())).toString());
    if (failed) throw Object.assign(new Error(json.error.code), json.error);
    return json;
  };
  return {
    /** The compiled rules, and what was learned beside them. */
    rules: (given, learned = Buffer.alloc(0)) => {
      const kinds = answer(wasm.rd_rules(place(given), given.length));
      if (learned.length > 0) answer(wasm.rd_learned(place(learned), learned.length));
      return kinds;
    },
    read: (text, off = []) => {
      const given = typeof text === 'string' ? Buffer.from(text) : text;
      const lines = Buffer.from(off.join('\n'));
      return answer(wasm.rd_read(place(given), given.length, place(lines), lines.length));
    },
  };
}
