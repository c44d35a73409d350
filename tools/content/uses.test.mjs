// Messages and the code that says them agree.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkTree, checkUses, partsOf, usesIn } from './uses.mjs';

const messages = {
  'note.kept': 'Kept.',
  'note.of': '{number} of {n}',
  'kind.step': 'Step',
  'error.app/memory': 'No room.',
};
const faultsOf = (file, text) =>
  checkUses(messages, [{ file, text }]).faults.map(({ line, path, message }) => `${line} ${path} ${message}`);

test('whatever the code says is there, with the arguments it is given', () => {
  assert.deepEqual(checkTree().faults, []);
});

test('a call is understood in both languages', () => {
  assert.deepEqual(faultsOf('a.tsx', "t('note.kept'); t('note.of', { number, n: [1, 2].length })"), []);
  assert.deepEqual(faultsOf('a.cc', 'say("note.kept"); say("note.of", {{"number", f(1, "a,b")}, {"n", x{2}}})'), []);
});

test('an id that is in no file is a fault with its line', () => {
  assert.deepEqual(faultsOf('a.tsx', "\n\nt('note.lost')"), [
    '3 note.lost is said here and is in no file of content/en/interface',
  ]);
});

test('an error has words for its code', () => {
  assert.deepEqual(faultsOf('a.ts', "new Failure('app/memory'); import '../app/memory.js'"), []);
  assert.deepEqual(faultsOf('a.cc', '\nreturn Error{.code = "record/odd"};'), [
    '2 error.record/odd is said here and is in no file of content/en/interface',
  ]);
});

test('a missing and an unknown argument are faults', () => {
  assert.deepEqual(faultsOf('a.tsx', "t('note.of', { number, count: 2 })"), [
    '1 note.of is said here without its {n}',
    '1 note.of is given {count} here, which it does not have',
  ]);
  assert.deepEqual(faultsOf('a.cc', 'say("note.of")'), [
    '1 note.of is said here without its {n}',
    '1 note.of is said here without its {number}',
  ]);
});

test('what a spread hides is taken on trust', () => {
  assert.deepEqual(faultsOf('a.tsx', "t('note.of', { ...given })"), []);
});

test('a message that nothing says is listed, but not one that is put together', () => {
  const text = "t(`kind.${kind}`); hasMessage('note.kept')";
  assert.deepEqual(checkUses(messages, [{ file: 'a.tsx', text }]).silent, ['note.of']);
  assert.deepEqual(
    checkUses(messages, [{ file: 'a.cc', text: 'say("kind." + name); say("note." + what)' }]).silent,
    [],
  );
});

test('lists are taken apart at their own commas only', () => {
  assert.deepEqual(partsOf('{ a, b: f(1, 2), c: "x, y", d: { e, f } }'), [
    'a',
    'b: f(1, 2)',
    'c: "x, y"',
    'd: { e, f }',
  ]);
});

test('a pattern is no literal', () => {
  const { literals, patterns } = usesIn('t(`room.${name}_note`)', false);
  assert.equal(literals.size, 0);
  assert.ok(patterns[0].test('room.check_note'));
  assert.ok(!patterns[0].test('room.check'));
});
