// Every vector of the vault, by the same code as the native test, compiled for the browser.
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

const folder = path.join(root, 'spec/vectors/vault');
const cases = readdirSync(folder).filter((name) => name.endsWith('.json'));

test('the vectors are there', () => assert.ok(cases.length > 80));

for (const name of cases) {
  test(name.replace(/\.json$/, ''), () => {
    const bytes = readFileSync(path.join(folder, name));
    assert.equal(outcome(bytes), JSON.stringify(JSON.parse(bytes).out));
  });
}
