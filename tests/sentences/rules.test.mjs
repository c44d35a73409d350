// How what marks and asks does on the labelled sentences. The figures are printed, "on sentences we wrote", for both halves
// of the first set; held sets are scored by hand and counted (README.md), so no test scores them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { line, readings, scoreCrisis, scoreCues } from './score.mjs';

// Below what is reached by about what chance does to a half of 148 harmless sentences, so that a change for the worse fails.
// Nothing is learned from the first set.
const bars = { cues: { precision: 0.85, recall: 0.5 }, crisis: { recall: 0.85, falseAlarms: 0.15 } };

function hold(what, score, { precision = 0, recall, falseAlarms = 1 }) {
  assert.ok(score.precision >= precision, `${what}: precision ${score.precision}, at least ${precision}`);
  assert.ok(score.recall >= recall, `${what}: recall ${score.recall}, at least ${recall}`);
  assert.ok(score.falseAlarms <= falseAlarms, `${what}: false alarms ${score.falseAlarms}, at most ${falseAlarms}`);
}

for (const half of ['tune', 'retired']) {
  test(`on the ${half} half it does as well as it did`, () => {
    for (const [what, score] of [
      ['cues', scoreCues(half)],
      ['crisis', scoreCrisis(half)],
    ]) {
      console.log(line(what, half, score));
      hold(what, score, bars[what]);
    }
  });
}

// What most people would type must never pass, whatever else is learned, nor an ordinary evening be asked about.
const plain = {
  ask: [
    'I want to die.',
    'i want to kill myself',
    'I don’t want to be here anymore',
    'I wish I was dead',
    'I wish I could just not wake up tomorrow.',
    'Thinking about suicide again.',
    'i cut myself last night',
    'Everyone would be better off without me.',
    'There is no reason for me to go on living.',
    'I can’t stop thinking about ending my life',
  ],
  leave: [
    'I had a lovely day at the lake.',
    'I’m fine, honestly.',
    'I could kill for a coffee.',
    'I’m dead tired and the kitchen is a mess.',
    'Work was long. Pasta again, then bed.',
    'I do not want to die, I want to sleep.',
    'My phone died on the train.',
    'We watched a film about a murder and laughed a lot.',
    'He said he misses me and I did not know what to say.',
    'Gone to bed early, the cat is on my feet.',
  ],
};

test('plain words are asked about, and ordinary evenings are not', () => {
  const wrong = (texts, wanted) => texts.filter((_, i) => readings(texts)[i].safety !== wanted);
  assert.deepEqual(wrong(plain.ask, 'ask'), []);
  assert.deepEqual(wrong(plain.leave, null), []);
});

test('an ordinary evening is not marked', () => {
  for (const { cues } of readings(plain.leave.filter((text) => !text.includes('fine')))) assert.deepEqual(cues, []);
});
