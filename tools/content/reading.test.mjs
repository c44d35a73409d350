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
  };
  for (const [word, count] of Object.entries(counted)) assert.equal(syllables(word), count, word);
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
});

test('a long text that is hard is named with its file and line', () => {
  const text =
    'The interdependence characteristic of individuals habitually prioritising independence necessitates deliberate, incremental ' +
    'experimentation with emotionally significant communication, notwithstanding anticipatory apprehension concerning possible ' +
    'interpersonal disappointment following every such communication.';
  withCopy((folder) => {
    write(folder, 'en/interface/zz.yaml', `\nzz.hard: ${text}\n`);
    const { hard } = levelOf(folder);
    assert.equal(hard.length, 1);
    assert.equal(hard[0].file, 'content/en/interface/zz.yaml');
    assert.equal(hard[0].line, 2);
    assert.match(hard[0].message, new RegExp(`the bar is ${SINGLE_GRADE}`));
  });
});
