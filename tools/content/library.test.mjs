// The library: that its cards stand on sources that exist, and that each of its checks finds what it is for.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compile } from './compile.mjs';
import { CONTENT, faultsAfter } from './fixture.mjs';
import { wordsOf } from './rules.mjs';

const { en: library } = compile(CONTENT).libraries;

/** Asserts that one replacement is found, at the line where it was made or at the list around it. */
function refuses(file, from, to, message) {
  const { faults } = faultsAfter(`en/library/${file}`, from, to);
  assert.ok(
    faults.some((fault) => fault.file === `content/en/library/${file}` && message.test(fault.message)),
    `no fault like ${message} among ${JSON.stringify(faults)}`,
  );
}

test('there are at least twenty-five cards, each of a card’s length, with a source and with what is uncertain', () => {
  assert.ok(library.learn.cards.length >= 25);
  for (const { id, text, sources, unsure } of library.learn.cards) {
    assert.ok(wordsOf(text) >= 80 && wordsOf(text) <= 160, id);
    assert.ok(sources.length >= 1 && unsure.length > 0, id);
  }
});

test('every source says where it was published', () => {
  for (const { id, doi, pubmed, pmc, isbn } of library.sources) assert.ok(doi ?? pubmed ?? pmc ?? isbn, id);
});

test('the check digit of every ISBN is right', () => {
  for (const { isbn } of library.sources.filter((source) => source.isbn)) {
    const sum = [...isbn].reduce((total, digit, i) => total + Number(digit) * (i % 2 === 0 ? 1 : 3), 0);
    assert.equal(sum % 10, 0, isbn);
  }
});

test('a card that stands on a source that is not there', () => {
  refuses('learn.yaml', 'sources: [rohrer_2018]', 'sources: [rohrer_2081]', /“rohrer_2081” is not in sources.yaml/);
});

test('a card that names a step that is not there', () => {
  refuses('learn.yaml', 'steps: [partner_3n]', 'steps: [partner_3x]', /“partner_3x” is not a step of the ladder/);
});

test('a card that is tied to notes by a rule that is not there', () => {
  refuses('learn.yaml', 'yours: faults', 'yours: flaws', /“flaws” is not in yours.yaml/);
});

test('a card that is too long', () => {
  refuses(
    'learn.yaml',
    'There is a way of leaving',
    `${'word '.repeat(90)}. There is a way of leaving`,
    /has \d+ words/,
  );
});

test('a rule that counts a note, a field, a value or a number that records do not have', () => {
  refuses('yours.yaml', 'kind: gave', 'kind: given', /“given” is not a kind of note/);
  refuses('yours.yaml', 'field: returned_at', 'field: returned', /“returned” is not a field/);
  refuses('yours.yaml', 'break_up, goodbye', 'break_up, farewell', /“farewell” is not a value of “situations”/);
  refuses('yours.yaml', 'field: belief_after }', 'field: belief_after, from: 3 }', /“belief_after” is not a number/);
});

test('an id that stands twice in a chapter', () => {
  refuses('learn.yaml', 'id: lonely_cycle', 'id: relief', /“relief” stands here for the second time/);
});

test('a source without an address', () => {
  refuses('sources.yaml', ', doi: 10.1159/000276502 }', ' }', /./);
});
