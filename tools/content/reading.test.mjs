// The reading level: counted as the formula says, and below its bar.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compile } from './compile.mjs';
import { CONTENT, withCopy, write } from './fixture.mjs';
import { measure, readingLevel, syllables, SINGLE_GRADE, WHOLE_GRADE } from './reading.mjs';
import { textsOf } from './texts.mjs';

const levelOf = (root) => readingLevel(textsOf(compile(root).first.sources));

test('syllables of common words', () => {
  const counted = {
    a: 1,
    stay: 1,
    asked: 1,
    wanted: 2,
    partner: 2,
    relied: 2,
    closest: 2,
    closes: 2,
    notes: 1,
    pause: 1,
    people: 2,
    friendly: 2,
    family: 3,
    interdependence: 5,
    being: 2,
    something: 2,
    closeness: 2,
    period: 3,
    usually: 4,
    idea: 3,
  };
  for (const [word, count] of Object.entries(counted)) assert.equal(syllables(word), count, word);
});

test('over common words the count is neither high nor low', () => {
  // Counted by ear. One word may be off; the sum may not.
  const counted =
    'attachment 3 relationship 4 experiment 4 independence 4 therapist 3 everything 3 evening 2 beautiful 3 science 2 ' +
    'research 2 studies 2 question 2 answer 2 distance 2 alarm 2 loneliness 3 body 2 writing 2 moment 2 actually 4 ' +
    'little 2 example 3 quarrel 2 voice 1 feelings 2 needed 2 learned 1 average 3 measure 2 therapy 3 person 2 other 2 ' +
    'before 2 alone 2 together 3 children 2 comfort 2 useful 2 careful 2 themselves 2 everyone 3 friend 1 goodbye 2 ' +
    'minutes 2 houses 2 changes 2 judged 1 does 1 leaving 2 diary 3 real 1 neither 2 obvious 3 emotion 3 situation 4';
  const pairs = counted.split(' ');
  let [heard, found] = [0, 0];
  for (let i = 0; i < pairs.length; i += 2) {
    heard += Number(pairs[i + 1]);
    found += syllables(pairs[i]);
  }
  assert.ok(Math.abs(found - heard) <= heard * 0.04, `${found} for ${heard}`);
});

test('the grade is Flesch and Kincaid’s', () => {
  // 6 words, 1 sentence, 6 syllables: 0.39·6 + 11.8·1 − 15.59.
  const { words, sentences, grade } = measure('The cat sat on the mat.');
  assert.equal(words, 6);
  assert.equal(sentences, 1);
  assert.ok(Math.abs(grade - -1.45) < 1e-9);
});

test('the whole content is below the bar, and so is every long text', () => {
  const level = levelOf(CONTENT);
  assert.ok(level.words > 2000, 'all texts were read');
  assert.ok(level.grade <= WHOLE_GRADE, `grade ${level.grade}`);
  assert.deepEqual(level.hard, []);
  for (const [file, { grade }] of Object.entries(level.files)) assert.ok(grade <= WHOLE_GRADE, `${file}: ${grade}`);
  assert.ok(Object.keys(level.files).includes('content/en/library/learn.yaml'), 'the library is read, too');
});

test('a file that is hard as a whole is named, though none of its texts is long', () => {
  withCopy((folder) => {
    const text = 'Intellectual interdependence necessitates considerable interpersonal communication.';
    write(folder, 'en/interface/zz.yaml', [1, 2, 3].map((n) => `zz.hard_${n}: ${text}\n`).join(''));
    const { hard } = levelOf(folder);
    assert.deepEqual(
      hard.map(({ file }) => file),
      ['content/en/interface/zz.yaml'],
    );
  });
});

test('a long text that is hard is named with its file and line', () => {
  const text =
    'The interdependence characteristic of individuals habitually prioritising independence necessitates deliberate, incremental ' +
    'experimentation with emotionally significant communication, notwithstanding anticipatory apprehension concerning possible ' +
    'interpersonal disappointment following every such communication.';
  withCopy((folder) => {
    write(folder, 'en/interface/zz.yaml', `\nzz.hard: ${text}\n`);
    const { hard } = levelOf(folder);
    assert.deepEqual([...new Set(hard.map(({ file }) => file))], ['content/en/interface/zz.yaml']);
    assert.equal(hard[0].line, 2);
    assert.match(hard[0].message, new RegExp(`the bar is ${SINGLE_GRADE}`));
  });
});
