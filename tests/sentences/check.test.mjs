// The labelled sentences are what their README says: enough of them, all different, spread as stated, with labels from closed sets.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Bags, bagOf, rowsOf } from './labelled.mjs';

const here = (name) => new URL(name, import.meta.url);
const rows = (name) => rowsOf(here(name));
const tableRows = [...readFileSync(here('README.md'), 'utf8').matchAll(/^\| `(\w+)`\s*\|(?: `(\w+)`\s*\|)?/gm)];
const cueLabels = tableRows.filter(([, , family]) => !family).map(([, label]) => label);
const families = new Map(tableRows.filter(([, , family]) => family).map(([, label, family]) => [family, label]));

const first = {
  name: 'first',
  cues: rows('cues.jsonl'),
  crisis: rows('crisis.jsonl'),
  ids: ['cue', 'crisis'],
  size: [360, 490],
  half: (number) => (number % 2 ? 'retired' : 'tune'),
};
// `least`: how often each cue label, and each family and reason for none, stands there.
const heldSets = [
  // By hands of their own, before anything of the hands d and r to z of learn/ was learned from.
  {
    name: 'fifth',
    cues: rows('cues_fifth.jsonl'),
    crisis: rows('crisis_fifth.jsonl'),
    ids: ['cue6', 'crisis6'],
    size: [239, 387],
    half: () => 'held',
    least: [12, 10],
    freeReasons: true,
  },
  {
    name: 'sixth',
    cues: rows('cues_sixth.jsonl'),
    crisis: rows('crisis_sixth.jsonl'),
    ids: ['cue7', 'crisis7'],
    size: [193, 369],
    half: () => 'held',
    least: [12, 10],
    freeReasons: true,
  },
  {
    name: 'es',
    cues: rows('cues_es.jsonl'),
    crisis: rows('crisis_es.jsonl'),
    ids: ['cue-es', 'crisis-es'],
    size: [120, 160],
    half: () => 'held',
    least: [7, 3],
  },
];
const sets = [first, ...heldSets];
const all = sets.flatMap(({ cues, crisis }) => [...cues, ...crisis]);

/** Why a sentence has no cue, without what is added after it. */
const reason = (row) => row.note.split(';')[0];

/** How many rows lie under each name that `names(row)` gives, and of those in each half: Map of name → {sum, tune, retired, held}. */
function counted(list, names) {
  const counts = new Map();
  for (const row of list) {
    for (const name of names(row)) {
      if (!counts.has(name)) counts.set(name, { sum: 0, tune: 0, retired: 0, held: 0 });
      counts.get(name)[row.half] += 1;
      counts.get(name).sum += 1;
    }
  }
  return counts;
}

for (const { name, cues, crisis, ids, size, half } of sets) {
  test(`${name}: there are enough sentences, in the stated shares`, () => {
    const withCue = cues.filter((row) => row.cues.length > 0).length / cues.length;
    const clear = crisis.filter((row) => row.label === 'clear').length / crisis.length;
    assert.deepEqual([cues.length, crisis.length], size);
    assert.ok(withCue >= 0.45 && withCue <= 0.55, `with a cue: ${withCue}`);
    assert.ok(clear >= 0.37 && clear <= 0.44, `clear: ${clear}`);
  });

  test(`${name}: every line has its fields, and its half is that of its set and number`, () => {
    for (const [list, prefix, fields] of [
      [cues, ids[0], ['id', 'text', 'cues', 'half', 'note']],
      [crisis, ids[1], ['id', 'text', 'label', 'family', 'half', 'note']],
    ]) {
      list.forEach((row, index) => {
        assert.deepEqual(Object.keys(row), fields, row.id);
        assert.equal(row.id, `${prefix}-${String(index + 1).padStart(list.length > 999 ? 4 : 3, '0')}`);
        assert.equal(row.half, half(index + 1), row.id);
        assert.ok(row.text.trim() === row.text && row.text.length > 0 && row.text.length <= 300, row.id);
      });
    }
  });

  test(`${name}: labels and families are those of the README, and each is used`, () => {
    assert.equal(cueLabels.length, 7);
    assert.deepEqual(new Set(cues.flatMap((row) => row.cues)), new Set(cueLabels));
    for (const row of cues) assert.equal(new Set(row.cues).size, row.cues.length, row.id);
    for (const row of crisis) assert.equal(row.label, families.get(row.family), row.id);
    assert.deepEqual(new Set(crisis.map((row) => row.family)), new Set(families.keys()));
  });
}

test('the halves of the first set hold as much of each label, family and kind', () => {
  const counts = [
    ...counted(first.cues, (row) => (row.cues.length > 0 ? row.cues : [reason(row)])),
    ...counted(first.crisis, (row) => [row.label, row.family]),
  ];
  for (const [name, { tune, retired }] of counts)
    assert.ok(Math.abs(tune - retired) <= 2, `${name}: ${tune} and ${retired}`);
});

for (const { name, cues, crisis, least, freeReasons } of heldSets) {
  test(`${name}: each label, reason for none and family stands there often enough to be measured`, () => {
    const without = (list) => list.filter((row) => row.cues.length === 0);
    const reasons = counted(without(cues), (row) => [freeReasons ? 'any' : reason(row)]);
    for (const row of without(cues)) assert.notEqual(reason(row), '', row.id);
    if (!freeReasons) assert.deepEqual(new Set(reasons.keys()), new Set(without(first.cues).map(reason)));
    for (const [label, { sum }] of counted(cues, (row) => row.cues)) assert.ok(sum >= least[0], `${label}: ${sum}`);
    for (const [kind, { sum }] of [...reasons, ...counted(crisis, (row) => [row.family])])
      assert.ok(sum >= least[1], `${kind}: ${sum}`);
  });
}

test('no two sentences of all sets are the same or nearly so', () => {
  const bags = new Bags();
  for (const row of all) {
    const bag = bagOf(row.text);
    assert.equal(bags.like(bag), undefined, row.id);
    bags.add(bag, row.id);
  }
});

test('no clear sentence names a method, and none at all an amount', () => {
  const english =
    /\b(pills?|tablets?|overdos\w*|rope|noose|hang(?:ed|ing)?(?! (?:a?round|out|in|about|on)\b)|guns?|kni(fe|ves)|blades?|razors?|bridge|jump(?:s|ed|ing)?|poison\w*|drown\w*|gas)\b/i;
  const spanish =
    /\b(pastillas?|sobredosis|soga|cuerda|ahorc\w*|colg\w*|pistolas?|cuchill\w*|navajas?|puente|salt\w*|tir\w+me|venen\w*|ahog\w*|gas)\b/i;
  const amount = /\b\d+\s*(mg|ml|grams?|pills?|tablets?|metres?|gramos?|pastillas?|metros?)\b/i;
  for (const { name, crisis } of sets)
    for (const row of crisis.filter(({ label }) => label === 'clear'))
      assert.doesNotMatch(row.text, name === 'es' ? spanish : english, row.id);
  for (const row of all) assert.doesNotMatch(row.text, amount, row.id);
});
