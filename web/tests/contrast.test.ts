// Every pair of colours that the screens use, by WCAG 2.2: words at 4.5 : 1, drawn lines at 3 : 1, more where more is asked.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';

type Theme = 'day' | 'night';
type Colours = Record<string, Record<Theme, string>>;

const css = readFileSync(join(process.cwd(), 'web/src/styles/tokens.css'), 'utf8');
const [plainPart = '', restPart = ''] = css.split('@media (prefers-contrast: more)');
const read = (text: string): Colours =>
  Object.fromEntries(
    [...text.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6})(?:[0-9a-f]{2})?, (#[0-9a-f]{6})/g)].map(
      ([, name = '', day = '', night = '']) => [name, { day, night }],
    ),
  );
const plain = read(plainPart);
const more = { ...plain, ...read(restPart.split('@media')[0] ?? '') };

/** Relative luminance of `#rrggbb`, 0–1 (WCAG 2.2). */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function ratio(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

const planes = ['wall', 'sheet', 'floor'];
const cross = (fronts: string[], backs: string[]) =>
  fronts.flatMap((front) => backs.map((back) => [front, back] as const));

const words = [
  ...cross(['ink', 'ink-soft', 'ink-dim'], planes),
  ...cross(['ink', 'ink-soft'], ['glow', 'glow-far']),
  ...cross(['on-leaf', 'on-leaf-soft'], ['leaf']),
  ...cross(['on-light'], ['light', 'beam']),
  ['ink', 'wash'] as const,
  ['wall', 'ink'] as const,
];
const drawn = [
  ...cross(['line', 'mark', 'ink', 'focus'], planes),
  ...cross(['line', 'ink'], ['glow', 'glow-far']),
  ['mark', 'wash'] as const,
  ['leaf', 'light'] as const,
];

const below = (colours: Colours, pairs: readonly (readonly [string, string])[], least: number): string[] =>
  (['day', 'night'] as const).flatMap((theme) =>
    pairs.flatMap(([front, back]) => {
      const a = colours[front]?.[theme];
      const b = colours[back]?.[theme];
      assert.ok(a !== undefined && b !== undefined, `no colour ${front} or ${back}`);
      return ratio(a, b) >= least ? [] : [`${front} on ${back} by ${theme}: ${ratio(a, b).toFixed(2)}`];
    }),
  );

test('the formula agrees with the standard’s extremes', () => {
  assert.equal(ratio('#ffffff', '#000000'), 21);
  assert.equal(ratio('#767676', '#767676'), 1);
});

test('words stand out from what they stand on by 4.5 : 1, day and night', () => {
  assert.deepEqual(below(plain, words, 4.5), []);
});

test('drawn lines and marks stand out by 3 : 1', () => {
  assert.deepEqual(below(plain, drawn, 3), []);
});

test('where higher contrast is asked for, words stand out by 7 : 1', () => {
  assert.deepEqual(below(more, words, 7), []);
  assert.deepEqual(below(more, drawn, 3), []);
});

test('amber is bounded by ink that stands out from it, or stands out by itself', () => {
  for (const colours of [plain, more]) {
    for (const theme of ['day', 'night'] as const) {
      const light = colours['light']?.[theme] ?? '';
      const ink = colours['ink']?.[theme] ?? '';
      for (const plane of planes) {
        const on = colours[plane]?.[theme] ?? '';
        const bounded = Math.min(ratio(ink, on), ratio(ink, light));
        assert.ok(Math.max(bounded, ratio(light, on)) >= 3, `light on ${plane} by ${theme}`);
      }
    }
  }
});
