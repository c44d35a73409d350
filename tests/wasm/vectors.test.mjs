// Every vector of the vault and of capsules, by the same code as the native test, compiled for the browser.
import assert from 'node:assert/strict';
import { randomFillSync } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { root } from '../../tools/server.mjs';

const compiled = new WebAssembly.Module(readFileSync(path.join(root, 'build/wasm/vault/vault_vectors.wasm')));
const random = (at, size) => void randomFillSync(new Uint8Array(module.memory.buffer, at, size));
const module = new WebAssembly.Instance(compiled, { ajar: { random } }).exports;
module._initialize();

function outcome(bytes) {
  const at = module.aj_alloc(bytes.length);
  new Uint8Array(module.memory.buffer, at, bytes.length).set(bytes);
  const failed = module.aj_vector(at, bytes.length);
  module.aj_free(at);
  const text = Buffer.from(module.memory.buffer, module.aj_json(), module.aj_json_length()).toString();
  assert.equal(failed, 0, text);
  return text;
}

for (const [folder, least] of [
  ['vault', 80],
  ['capsule', 50],
  ['http', 40],
  ['sync', 15],
]) {
  const place = path.join(root, 'spec/vectors', folder);
  const cases = readdirSync(place).filter((name) => name.endsWith('.json'));

  test(`the vectors of ${folder} are there`, () => assert.ok(cases.length > least));

  for (const name of cases) {
    test(name.replace(/\.json$/, ''), () => {
      const bytes = readFileSync(path.join(place, name));
      assert.equal(outcome(bytes), JSON.stringify(JSON.parse(bytes).out));
    });
  }
}
