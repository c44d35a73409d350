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

test('made-up words for a situation, a prompt or a domain that is not there, and a situation without any', () => {
  const from = '  - id: tears_nearby\n';
  refuses('sample.yaml', from, '  - id: tears_far\n', /“tears_far” is not a situation/);
  refuses('sample.yaml', from, '  - id: tears_far\n', /“tears_nearby” has no lines/);
  refuses('sample.yaml', '  - id: shut_people_out\n', '  - id: shut_up\n', /“shut_up” is not a prompt/);
  refuses('sample.yaml', '  - id: repair\n', '  - id: repairs\n', /“repairs” is not a domain/);
  refuses('sample.yaml', '  - id: went_partly\n', '  - id: went_half\n', /is none of meanings/);
});

test('the made-up people say as many different things in every language, and name someone where English does', () => {
  for (const [language, { sample }] of Object.entries(compile(CONTENT).libraries)) {
    for (const part of ['situations', 'openings', 'fears', 'lines']) {
      sample[part].forEach(({ id, said }, i) => {
        const lines = (text) => text.split('\n');
        const english = library.sample[part][i];
        assert.equal(id, english.id);
        assert.equal(lines(said).length, lines(english.said).length, `${language} ${part} ${id}`);
        assert.equal(new Set(lines(said)).size, lines(said).length, `${language} ${part} ${id}: a line twice`);
      });
    }
  }
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

test('every belief can be tested by steps, the first of them no harder than the last', () => {
  const { ladder } = compile(CONTENT).languages.en;
  const difficulty = new Map(ladder.map((step) => [step.id, step.difficulty]));
  for (const { id, steps } of library.recognise.beliefs.items) {
    const levels = steps.map((step) => difficulty.get(step));
    assert.ok(levels[0] <= levels.at(-1), `${id}: ${levels}`);
  }
});

test('a belief that names a step that is not there', () => {
  refuses('recognise.yaml', 'work_3a]', 'work_3z]', /“work_3z” is not a step of the ladder/);
});

test('an example for something that is no statement', () => {
  refuses('recognise.yaml', 'id: keep_in', 'id: keep_out', /“keep_out” is not a statement/);
});

test('a note for space without a time to be back, or with another gap', () => {
  refuses('practise.yaml', 'Back at {time}.', 'Back later.', /needs \{time\}/);
  refuses('practise.yaml', 'I’ll write at {time}.', '{name}, I’ll write at {time}.', /needs \{time\}/);
});

test('an outcome, an answer or a turn of the protector without its words', () => {
  refuses('practise.yaml', '{ id: rested, text:', '{ id: done, text:', /“done” stands here for the second time/);
  refuses('practise.yaml', 'id: cool, text', 'id: chilly, text', /none of warm, neutral, cool, none/);
  refuses('protector.yaml', '- id: reminder', '- id: remainder', /none of guards/);
});

test('something that helped that devices do not know, and one that is gone', () => {
  const { faults } = faultsAfter('en/library/journey.yaml', 'id: space_note', 'id: space_letter');
  const messages = faults.map(({ message }) => message);
  assert.ok(messages.includes('“space_letter” is not among the helped of content/ids.yaml'));
  assert.ok(messages.includes('“space_note” is missing; devices keep this id, so it stays'));
});

test('a book that is not among the sources, and a source that nothing names', () => {
  const { faults } = faultsAfter('en/library/seek.yaml', 'source: johnson_2008', 'source: jonson_2008');
  const messages = faults.map(({ message }) => message);
  assert.ok(messages.includes('“jonson_2008” is not in sources.yaml'));
  assert.ok(messages.includes('“johnson_2008” is named by no text'));
});

test('a series of another length than the practice says', () => {
  const { faults } = faultsAfter('en/practice.yaml', '  days: 4\n', '  days: 3\n');
  assert.ok(faults.some(({ message }) => message === 'has 4 days; practice.series.days is 3'));
});
