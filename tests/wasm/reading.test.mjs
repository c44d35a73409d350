// The module that reads sentences, run in Node: it asks nothing of its host, and says what the terminal program says.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { root } from '../../tools/server.mjs';
import { readings, rows } from '../sentences/score.mjs';

const compiled = new WebAssembly.Module(readFileSync(path.join(root, 'build/wasm/wasm/reading.wasm')));
const rules = readFileSync(path.join(root, 'build/content/sentences/en.json'));

/** An instance with its calls; each throws the code that the module answers with. */
function reader() {
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
    rules: (given) => answer(wasm.rd_rules(place(given), given.length)),
    read: (text, off = []) => {
      const given = typeof text === 'string' ? Buffer.from(text) : text;
      const lines = Buffer.from(off.join('\n'));
      return answer(wasm.rd_read(place(given), given.length, place(lines), lines.length));
    },
  };
}

test('it has no import, and exports what wasm/ABI.md names and nothing else', () => {
  assert.deepEqual(WebAssembly.Module.imports(compiled), []);
  const abi = readFileSync(path.join(root, 'wasm/ABI.md'), 'utf8').split('# The second module')[1];
  const documented = [...abi.matchAll(/`(memory|_initialize|rd_\w+)/g)].map(([, name]) => name);
  const exported = WebAssembly.Module.exports(compiled).map(({ name }) => name);
  assert.deepEqual(exported.sort(), [...new Set(documented)].sort());
});

test('it says of every sentence of the tune half what the terminal program says', () => {
  const module = reader();
  module.rules(rules);
  const texts = ['cues.jsonl', 'crisis.jsonl'].flatMap((file) => rows(file, 'tune')).map((row) => row.text);
  assert.ok(texts.length > 400);
  assert.deepEqual(
    texts.map((text) => module.read(text)),
    readings(texts),
  );
});

test('a kind, a phrase rule, or both are switched off by their names', () => {
  const module = reader();
  const { kinds } = module.rules(rules);
  const text = 'I’m fine, honestly.';
  const [cue] = module.read(text).cues;
  assert.equal(text.slice(cue.start, cue.start + cue.length), 'I’m fine');
  assert.ok(kinds.includes(cue.id));
  assert.deepEqual(module.read(text, [cue.id]).cues, []);
  assert.deepEqual(module.read(text, ['nothing_known', cue.rule]).cues, []);
  assert.equal(module.read('I want to die.', kinds).safety, 'ask', 'the crisis question cannot be switched off');
});

test('damage and disorder are said by their codes', () => {
  const module = reader();
  assert.throws(() => module.read('hello'), { code: 'wasm/no_sentences' });
  assert.throws(() => module.rules(Buffer.from('{}')), { code: 'rules/missing' });
  module.rules(rules);
  assert.throws(() => module.read(Buffer.from([0xff])), { code: 'text/bad_utf8' });
  assert.deepEqual(module.read(''), { cues: [], safety: null });
});
