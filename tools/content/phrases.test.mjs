// The compiler of the rules about sentences: what a pattern becomes, and that each fault is named with its line.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compile, schemaFaults } from './compile.mjs';
import { CONTENT, faultsAfter } from './fixture.mjs';
import { folded } from './phrases.mjs';

const { en } = compile(CONTENT).sentences;

test('the rules of this content fit their schema, and stay far below what the engine takes', () => {
  assert.deepEqual(schemaFaults(en, 'ajar-sentences'), []);
  assert.ok(en.code.length / 2 < 80_000, `${en.code.length / 2} operations`);
  assert.ok(en.sets.length < 6_000, `${en.sets.length} sets`);
  assert.ok(JSON.stringify(en).length < 700_000, 'the engine takes 1 MiB');
});

test('every jump goes forward, every argument is in its range, and the last operation finds a feature', () => {
  const count = en.code.length / 2;
  for (let at = 0; at < count; at++) {
    const [operation, argument] = en.code.slice(2 * at, 2 * at + 2);
    if (operation === 3 || operation === 4) assert.ok(argument > at && argument < count, `${at}`);
    if (operation === 0) assert.ok(argument < en.sets.length, `${at}`);
    if (operation === 7) assert.ok(argument < en.features, `${at}`);
  }
  assert.equal(en.code.at(-2), 7);
  for (const start of en.starts) assert.ok(start === 0 || en.code[2 * start - 2] === 7, `${start} is inside a pattern`);
});

test('every kind of cue has a rule, and every rule an id of its own', () => {
  const ids = [...en.cues, ...en.crisis].map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length);
  assert.deepEqual([...new Set(en.cues.map(({ cue }) => cue))].sort(), [...en.kinds].sort());
  for (const kind of en.kinds) assert.ok(!ids.includes(kind), `${kind} names a kind and a rule`);
});

test('a word is folded as the engine folds it', () => {
  assert.equal(folded('Don’t'), 'dont');
  assert.equal(folded("I'D"), 'id');
  assert.equal(folded('también'), 'tambien');
});

const wrong = [
  ['a group that is not there', 'name_like: samira', 'name_like: samira|{nobody_there}', /is no group/],
  ['a bracket that stays open', '  die: |\n    die\n', '  die: |\n    (die\n', /without “\)”/],
  ['a sign that is none', '  die: |\n    die\n', '  die: |\n    die %\n', /not a word or a sign/],
  ['a stem of one letter', '  die: |\n    die\n', '  die: |\n    d*\n', /too short for a stem/],
  ['a short word with ~', '  die: |\n    die\n', '  die: |\n    ~die\n', /too short to forgive/],
  ['a gap that is too wide', '  die: |\n    die\n', '  die: |\n    to ..30 die\n', /1 to 12 words/],
];
for (const [what, from, to, said] of wrong) {
  test(`${what} is a fault with its line`, () => {
    const { line, faults } = faultsAfter('en/sentences/words.yaml', from, to);
    const fault = faults.find(({ file, message }) => file === 'content/en/sentences/words.yaml' && said.test(message));
    assert.ok(fault, JSON.stringify(faults.slice(0, 3)));
    const lines = to.split('\n').length > 2 ? line + 1 : line;
    assert.equal(fault.line, lines);
  });
}

test('a rule may name only a list that is there, a kind that is published, and an id once', () => {
  const said = (from, to, pattern, file = 'crisis') => {
    const { faults } = faultsAfter(`en/sentences/${file}.yaml`, from, to);
    assert.ok(
      faults.some(({ message }) => pattern.test(message)),
      JSON.stringify(faults.slice(0, 3)),
    );
  };
  said('but: [past, past_near', 'but: [past, last_near', /“last_near” is not among the common lists/);
  said('id: wish_gone', 'id: wish_to_die', /for the second time/);
  said('cue: fine', 'cue: splendid', /“splendid” is not a kind of cue/, 'cues');
  said('id: wish_gone', 'id: wish_gone\n    weight: 3', /unknown field “weight”/);
});

test('a common list may be set aside, and lies over words or near a sentence by its name', () => {
  const places = Object.fromEntries(
    ['unless', 'unless_near', 'unless_over'].map((list) => [list, new Set(en.crisis.flatMap((rule) => rule[list]))]),
  );
  assert.ok(en.asides.length > 0);
  for (const { feature, by } of en.asides) assert.ok(places.unless.has(feature[0]) && by.length === 1);
  for (const list of ['unless_near', 'unless_over']) assert.ok(places[list].size > 0, list);
});

test('a pattern of a rule has a word, whatever it is made of', () => {
  const { faults } = faultsAfter('en/sentences/cues.yaml', '      no hard feelings\n', '      no? hard? feelings?\n');
  assert.ok(faults.some(({ message }) => /no word at all/.test(message)));
});

test('a kind of cue without its question is a fault', () => {
  const { faults } = faultsAfter('en/interface/cues.yaml', 'cue.fine.question', 'cue.fine.query');
  assert.ok(faults.some(({ path, message }) => path === 'cue.fine.question' && /is missing/.test(message)));
  assert.ok(faults.some(({ message }) => /not among the cues of content\/ids.yaml/.test(message)));
});
