// The module that reads sentences, run in Node: it asks nothing of its host, and says what the terminal program says.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { root } from '../../tools/server.mjs';
import { readings, rows } from '../sentences/score.mjs';
import { compile, learnedOf, reader, rulesOf } from './reader.mjs';

const compiled = compile();
const rules = rulesOf('en');
const learned = learnedOf('en');

test('it has no import, and exports what wasm/ABI.md names and nothing else', () => {
  assert.deepEqual(WebAssembly.Module.imports(compiled), []);
  const abi = readFileSync(path.join(root, 'wasm/ABI.md'), 'utf8').split('# The second module')[1];
  const documented = [...abi.matchAll(/`(memory|_initialize|rd_\w+)/g)].map(([, name]) => name);
  const exported = WebAssembly.Module.exports(compiled).map(({ name }) => name);
  assert.deepEqual(exported.sort(), [...new Set(documented)].sort());
});

test('it says of every sentence of the tune half what the terminal program says', () => {
  const module = reader();
  module.rules(rules, learned);
  const texts = ['cues.jsonl', 'crisis.jsonl'].flatMap((file) => rows(file, 'tune')).map((row) => row.text);
  assert.ok(texts.length > 400);
  assert.deepEqual(
    texts.map((text) => module.read(text)),
    readings(texts),
  );
});

test('a kind, a phrase rule, or both are switched off by their names', () => {
  const module = reader();
  const { kinds } = module.rules(rules, learned);
  const text = 'I’m fine, honestly.';
  const [cue] = module.read(text).cues;
  assert.equal(text.slice(cue.start, cue.start + cue.length), 'I’m fine');
  assert.ok(kinds.includes(cue.id));
  assert.deepEqual(module.read(text, [cue.id]).cues, []);
  assert.deepEqual(module.read(text, ['nothing_known', cue.rule]).cues, []);
  assert.equal(module.read('I want to die.', kinds).safety, 'ask', 'the crisis question cannot be switched off');
});

test('in Spanish it asks, and marks, by Spanish rules', () => {
  const module = reader();
  const { kinds } = module.rules(rulesOf('es'), learnedOf('es'));
  const asks = (text) => module.read(text).safety === 'ask';
  for (const text of [
    'Quiero morirme.',
    'Ojalá no despierte mañana.',
    'Me corté otra vez anoche.',
    'Estarían mejor sin mí.',
  ])
    assert.ok(asks(text), text);
  for (const text of [
    'Me muero de risa.',
    'No quiero morir, quiero dormir.',
    'Mi hermana intentó suicidarse.',
    'Me corté el pelo.',
  ])
    assert.ok(!asks(text), text);
  const text = 'No es para tanto.';
  const [cue] = module.read(text).cues;
  assert.deepEqual([cue.id, text.slice(cue.start, cue.start + cue.length)], ['minimise', 'No es para tanto']);
  assert.ok(kinds.includes(cue.id));
});

test('damage and disorder are said by their codes', () => {
  const module = reader();
  assert.throws(() => module.read('hello'), { code: 'wasm/no_sentences' });
  assert.throws(() => module.rules(Buffer.from('{}')), { code: 'rules/missing' });
  for (const size of [1, 100, learned.length - 1])
    assert.throws(() => module.rules(rules, learned.subarray(0, size)), { code: 'learned/bad_file' });
  module.rules(rules, learned);
  assert.throws(() => module.read(Buffer.from([0xff])), { code: 'text/bad_utf8' });
  assert.deepEqual(module.read(''), { cues: [], safety: null });
});
