// The engine's module, stopped in the middle of a call: it answers nothing more.
import assert from 'node:assert/strict';
import { webcrypto } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Module } from '../src/engine/module';

// Node 18 has no crypto of its own in the global scope.
globalThis.crypto ??= webcrypto as Crypto;

const compiled = new WebAssembly.Module(readFileSync('build/wasm/wasm/engine_whole.wasm'));

test('a module that stopped in the middle of a call is asked nothing more', async (test) => {
  const module = await Module.start(compiled);
  module.call('create', { now_ms: 1 });
  const write = { kind: 'goal', body: { text: 'a' }, now: '2026-03-01T20:15:00+01:00', now_ms: 1772392500000 };
  const random = test.mock.method(crypto, 'getRandomValues', () => {
    throw new Error('stopped');
  });
  assert.throws(() => module.call('put', write), /stopped/);
  random.mock.restore();
  assert.throws(() => module.call('state'), { code: 'app/worker' });
  assert.throws(() => module.call('put', write), { code: 'app/worker' });
});
