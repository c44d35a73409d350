// What the pictures draw, as numbers: the door by the hour, the river by its days, the sentence that is lit.
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { opening } from '../src/pictures/door';
import { blankStretches, curve, layoutFor, points, stretches, type Day } from '../src/pictures/river-shape';
import { sentenceAt } from '../src/parts/sentence';
import { addDays, daysBetween } from '../src/parts/dates';

const day = (date: string, close: number | null = 5, pleasant: number | null = 0, n = 1): Day => ({
  date,
  close,
  pleasant,
  n,
});

test('the door opens from six in the morning to a third at night, by the hour alone', () => {
  assert.equal(opening(6), 0.06);
  assert.ok(Math.abs(opening(14) - 0.2) < 1e-9);
  assert.ok(Math.abs(opening(23) - 0.34) < 1e-9);
  assert.equal(opening(3), opening(23));
});

test('days of a week or less apart hang together, a longer silence is a stretch left blank', () => {
  const river = [day('2026-03-20'), day('2026-03-01'), day('2026-03-09')];
  assert.deepEqual(
    stretches(river).map((stretch) => stretch.map(({ date }) => date)),
    [['2026-03-01', '2026-03-09'], ['2026-03-20']],
  );
  assert.equal(blankStretches(river), 1);
  assert.equal(blankStretches([]), 0);
});

test('the water is as wide as the closeness and as high as the day was pleasant, and thin where it begins', () => {
  const layout = layoutFor(390);
  const days = Array.from({ length: 15 }, (_, i) => day(addDays('2026-03-01', i), 10, 100));
  const line = points(days, '2026-03-01', (x) => x, layout, null);
  assert.equal(line.length, 15);
  const middle = line[7]!;
  assert.ok(Math.abs(middle.y - (layout.middle - layout.rise)) < 1e-6);
  assert.ok(Math.abs(middle.half - (2 + layout.half)) < 1e-6);
  assert.ok(line[0]!.half < middle.half / 4);
  assert.ok(line[14]!.half < middle.half / 4);
});

test('a stretch that still flows is wide up to its last day and goes on to today', () => {
  const days = Array.from({ length: 10 }, (_, i) => day(addDays('2026-03-01', i), 10));
  const line = points(days, '2026-03-01', (x) => x, layoutFor(390), '2026-03-12');
  assert.equal(line.length, 12);
  assert.ok(line[11]!.half > 30);
});

test('a day without a word on closeness takes the width of a narrow stream, not of none', () => {
  const [point] = points([day('2026-03-01', null, null)], '2026-03-01', (x) => x, layoutFor(390), null);
  assert.ok(point!.half > 0);
  assert.equal(point!.y, layoutFor(390).middle);
});

test('a curve begins at its first point, ends at its last and has no number that is not one', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ x: fc.integer({ min: 0, max: 1000 }), y: fc.integer({ min: 0, max: 300 }) }), {
        minLength: 1,
        maxLength: 40,
      }),
      (line) => {
        const path = curve(line);
        const last = line.at(-1)!;
        assert.ok(path.startsWith(`M${line[0]!.x.toFixed(1)} ${line[0]!.y.toFixed(1)}`));
        assert.ok(path.endsWith(`${last.x.toFixed(1)} ${last.y.toFixed(1)}`));
        assert.doesNotMatch(path, /NaN|undefined|Infinity/);
      },
    ),
  );
});

test('days are counted across the change of the clocks and the end of a year', () => {
  assert.equal(daysBetween('2026-03-28', '2026-03-30'), 2);
  assert.equal(daysBetween('2026-12-31', '2027-01-01'), 1);
  assert.equal(addDays('2026-02-28', 1), '2026-03-01');
  assert.equal(addDays('2024-02-28', 1), '2024-02-29');
});

const lit = (text: string, caret: number) => {
  const { start, end } = sentenceAt(text, caret, 'en');
  return text.slice(start, end);
};

test('the sentence at the caret is lit', () => {
  const text = 'Busy is easy. It is a wall. And so';
  assert.equal(lit(text, 3), 'Busy is easy.');
  assert.equal(lit(text, text.length), 'And so');
  assert.equal(lit(text, 20), 'It is a wall.');
});

test('right after a full stop and a space the sentence before is still lit, and the next one with its first letter', () => {
  assert.equal(lit('Busy is easy. ', 14), 'Busy is easy.');
  assert.equal(lit('Busy is easy. I', 15), 'I');
});

test('an empty line has no sentence, and a sentence does not reach over a line', () => {
  assert.equal(lit('One.\n\nTwo', 5), '');
  assert.equal(lit('One\ntwo', 2), 'One');
  assert.equal(lit('One\ntwo', 5), 'two');
});

test('wherever the caret stands, what is lit lies within one line around it', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 80 }), fc.nat(80), (text, at) => {
      const caret = Math.min(at, text.length);
      const { start, end } = sentenceAt(text, caret, 'en');
      assert.ok(0 <= start && start <= end && end <= text.length);
      assert.ok(!text.slice(start, end).includes('\n'));
    }),
  );
});
