// The labelled sentences are what their README says: enough of them, all different, evenly halved, with labels from closed sets.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const read = (name) => readFileSync(new URL(name, import.meta.url), 'utf8');
const rows = (name) =>
  read(name)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
const tableRows = [...read('README.md').matchAll(/^\| `(\w+)`\s*\|(?: `(\w+)`\s*\|)?/gm)];
const cueLabels = tableRows.filter(([, , family]) => !family).map(([, label]) => label);
const families = new Map(tableRows.filter(([, , family]) => family).map(([, label, family]) => [family, label]));

const cues = rows('cues.jsonl');
const crisis = rows('crisis.jsonl');
const all = [...cues, ...crisis];

/** Lower-case words without apostrophes, so that typing alone makes no sentence a new one. */
const words = (text) =>
  text
    .toLowerCase()
    .replace(/['’]/g, '')
    .match(/[\p{L}\p{N}]+/gu) ?? [];

/** How many rows lie in each half, per name that `names(row)` gives: Map of name → {tune, held}. */
function halves(list, names) {
  const counts = new Map();
  for (const row of list) {
    for (const name of names(row)) {
      if (!counts.has(name)) counts.set(name, { tune: 0, held: 0 });
      counts.get(name)[row.half] += 1;
    }
  }
  return counts;
}

test('there are enough sentences, in the stated shares', () => {
  const withCue = cues.filter((row) => row.cues.length > 0).length / cues.length;
  const clear = crisis.filter((row) => row.label === 'clear').length / crisis.length;
  assert.ok(cues.length >= 320 && crisis.length >= 440, `${cues.length}, ${crisis.length}`);
  assert.ok(withCue >= 0.45 && withCue <= 0.55, `with a cue: ${withCue}`);
  assert.ok(clear >= 0.37 && clear <= 0.43, `clear: ${clear}`);
});

test('every line has its fields, and its number says its half', () => {
  for (const [list, prefix, fields] of [
    [cues, 'cue', ['id', 'text', 'cues', 'half', 'note']],
    [crisis, 'crisis', ['id', 'text', 'label', 'family', 'half', 'note']],
  ]) {
    list.forEach((row, index) => {
      assert.deepEqual(Object.keys(row), fields, row.id);
      assert.equal(row.id, `${prefix}-${String(index + 1).padStart(3, '0')}`);
      assert.equal(row.half, (index + 1) % 2 ? 'held' : 'tune', row.id);
      assert.ok(row.text.trim() === row.text && row.text.length > 0 && row.text.length <= 300, row.id);
    });
  }
});

test('labels and families are those of the README, and each is used', () => {
  assert.equal(cueLabels.length, 7);
  assert.deepEqual(new Set(cues.flatMap((row) => row.cues)), new Set(cueLabels));
  for (const row of cues) assert.equal(new Set(row.cues).size, row.cues.length, row.id);
  for (const row of crisis) assert.equal(row.label, families.get(row.family), row.id);
  assert.deepEqual(new Set(crisis.map((row) => row.family)), new Set(families.keys()));
});

test('the halves hold as much of each label, family and kind', () => {
  const counts = [
    ...halves(cues, (row) => (row.cues.length > 0 ? row.cues : [row.note.split(';')[0]])),
    ...halves(crisis, (row) => [row.label, row.family]),
  ];
  for (const [name, { tune, held }] of counts) assert.ok(Math.abs(tune - held) <= 2, `${name}: ${tune} and ${held}`);
});

test('no two sentences are the same or nearly so', () => {
  const sets = all.map((row) => new Set(words(row.text)));
  for (let one = 0; one < sets.length; one += 1) {
    for (let other = 0; other < one; other += 1) {
      const shared = [...sets[one]].filter((word) => sets[other].has(word)).length;
      const likeness = shared / (sets[one].size + sets[other].size - shared);
      assert.ok(likeness < 0.8, `${all[one].id} and ${all[other].id}: ${likeness.toFixed(2)}`);
    }
  }
});

test('no clear sentence names a method, and none at all an amount', () => {
  const method =
    /\b(pills?|tablets?|overdos\w*|rope|noose|hang\w*|guns?|kni(fe|ves)|blades?|razors?|bridge|jump\w*|poison\w*|drown\w*|gas)\b/i;
  const amount = /\b\d+\s*(mg|ml|grams?|pills?|tablets?|metres?)\b/i;
  for (const row of crisis.filter(({ label }) => label === 'clear')) assert.doesNotMatch(row.text, method, row.id);
  for (const row of all) assert.doesNotMatch(row.text, amount, row.id);
});
