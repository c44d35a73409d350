// The made-up languages: longer, bracketed or mirrored, and still the same messages.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { IntlMessageFormat } from 'intl-messageformat';
import { compile, schemaFaults } from './compile.mjs';
import { CONTENT } from './fixture.mjs';
import { argumentsOf, parseMessage } from './messages.mjs';
import { accented, mapLiterals, rightToLeft } from './pseudo.mjs';

const { en: english } = compile(CONTENT).languages;
const { en: shelf } = compile(CONTENT).libraries;
const long = accented(english);
const mirrored = rightToLeft(english);
const namesIn = (message) => [...argumentsOf(parseMessage(message).parts).keys()];

test('every message keeps its arguments and can be formatted', () => {
  for (const content of [long, mirrored]) {
    assert.deepEqual(Object.keys(content.messages), Object.keys(english.messages));
    for (const [id, message] of Object.entries(content.messages)) {
      assert.deepEqual(namesIn(message), namesIn(english.messages[id]), id);
      const args = Object.fromEntries(namesIn(message).map((name) => [name, 3]));
      assert.equal(
        typeof new IntlMessageFormat(message, content.language, undefined, { ignoreTag: true }).format(args),
        'string',
      );
    }
  }
});

test('the long language brackets every text that is shown and is about a third longer', () => {
  for (const step of long.ladder) {
    for (const field of ['words', 'hint', 'instruction', 'if', 'then', 'smaller', 'short'])
      assert.match(step[field], /^⟦.*⟧$/s);
  }
  for (const item of long.statements.items) assert.match(item.text.partner, /^⟦.*⟧$/s);
  const [before, after] = [english, long].map((content) =>
    content.ladder.reduce((sum, step) => sum + [...step.hint].length, 0),
  );
  assert.ok(after / before >= 1.35 && after / before < 1.6, `${after / before}`);
});

test('the library goes with them: every text turned or lengthened, every id and source as it was', () => {
  const [longShelf, mirroredShelf] = [accented(shelf), rightToLeft(shelf)];
  for (const made of [longShelf, mirroredShelf]) {
    assert.deepEqual(
      schemaFaults(made, 'ajar-library').filter((fault) => !/more than/.test(fault)),
      [],
    );
    assert.deepEqual(made.sources, shelf.sources);
    made.learn.cards.forEach((card, i) => {
      const { id, part, sources } = shelf.learn.cards[i];
      assert.deepEqual([card.id, card.part, card.sources], [id, part, sources]);
    });
  }
  for (const { title, text, unsure } of longShelf.learn.cards)
    for (const shown of [title, text, unsure]) assert.match(shown, /^⟦.*⟧$/s);
  for (const { title, text, unsure } of mirroredShelf.learn.cards)
    for (const shown of [title, text, unsure]) assert.match(shown, /^\u202e.*\u202c$/s);
});

test('ids, rules and numbers to call are the same in every language', () => {
  for (const content of [long, mirrored]) {
    assert.deepEqual(content.practice, english.practice);
    assert.deepEqual(
      content.ladder.map(({ id, domain, difficulty }) => [id, domain, difficulty]),
      english.ladder.map(({ id, domain, difficulty }) => [id, domain, difficulty]),
    );
    assert.deepEqual(
      content.help.lines.map(({ to, source }) => [to, source]),
      english.help.lines.map(({ to, source }) => [to, source]),
    );
    assert.deepEqual(
      content.prompts.map(({ question }) => question),
      english.prompts.map(({ question }) => question),
    );
  }
});

test('the right-to-left language says so, and turns words but not arguments', () => {
  assert.equal(mirrored.direction, 'rtl');
  assert.equal(mirrored.language, 'ar-XB');
  const { named } = mirrored.ladder.find(({ id }) => id === 'friends_1a').lead;
  assert.equal(named, '\u202eAsk\u202c {person}');
  for (const text of Object.values(mirrored.messages)) {
    assert.equal(text.split('\u202e').length, text.split('\u202c').length, 'each override ends');
  }
});

test('only what is said changes, not the grammar of a message', () => {
  const message =
    '{n, plural, =0 {no notes} one {# note} other {{n, number} notes}} {who, select, me {of mine} other {of {who}}}';
  assert.equal(
    mapLiterals(message, (text) => text.toUpperCase()),
    '{n, plural, =0 {NO NOTES} one {# NOTE} other {{n, number} NOTES}} {who, select, me {OF MINE} other {OF {who}}}',
  );
});

test('English itself fits the schema, and no version is shared', () => {
  assert.deepEqual(schemaFaults(english), []);
  assert.equal(new Set([english.version, long.version, mirrored.version]).size, 3);
});
