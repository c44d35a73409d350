// The rules of the door: passphrases, their cost, idling, addresses, help lines, files.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { looksPlain } from '../src/app/files';
import { isIdle } from '../src/app/idle';
import { href, parsePlace } from '../src/app/router';
import { estimateBits, guessWork } from '../src/app/strength';
import { now, today } from '../src/app/time';
import type { HelpLine } from '../src/app/words';
import { floor, raise } from '../src/engine/passphrase';
import { checkedWords, isStale, linesFor } from '../src/screens/help/lines';
import { wordsOf } from '../src/screens/unlock/typed-words';

test('four or five unrelated words are not weak, and one long word is', () => {
  assert.equal(guessWork('marmalade bicycle thunder basket ladder'), 'strong');
  assert.equal(guessWork('marmalade bicycle thunder basket'), 'fair');
  assert.equal(guessWork('incomprehensibilities'), 'weak');
  assert.equal(guessWork('x7#Kq9!vLp2$w'), 'strong');
  assert.equal(guessWork('marmalade'), 'weak');
});

test('repeats and runs are worth next to nothing', () => {
  assert.equal(guessWork('aaaaaaaaaaaaaaaaaaaaaaaa'), 'weak');
  assert.equal(guessWork('1234567890123'), 'weak');
  assert.equal(guessWork('abcdefghijklmnop'), 'weak');
  assert.ok(estimateBits('') === 0);
});

test('the cost of a key is never lowered, whatever the clock says', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1e6, noNaN: true }), (took) => {
      const { opslimit, memlimit } = raise(floor, took);
      assert.ok(opslimit >= floor.opslimit && opslimit <= 10);
      assert.ok(memlimit >= floor.memlimit && memlimit <= 256 * 1024 * 1024);
    }),
  );
});

test('a fast device pays with memory before it pays with passes', () => {
  assert.deepEqual(raise(floor, 400), { opslimit: 3, memlimit: 2 * floor.memlimit });
  assert.deepEqual(raise(floor, 600), { opslimit: 5, memlimit: floor.memlimit });
  assert.deepEqual(raise(floor, 1500), floor);
});

test('it shuts after its minutes, never before, and not at all when told never', () => {
  assert.equal(isIdle(600_000, 0, 10), true);
  assert.equal(isIdle(599_999, 0, 10), false);
  assert.equal(isIdle(1e12, 0, 0), false);
});

test('a clock that was set back does not keep it open', () => {
  assert.equal(isIdle(0, 3_600_000, 10), true);
});

test('every address reads back as it was made', () => {
  const part = fc.string({ minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(
      fc.array(part, { maxLength: 3 }),
      fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), part),
      (rest, query) => {
        const place = parsePlace(href('room', rest, query));
        assert.equal(place.room, 'room');
        assert.deepEqual(place.rest, rest);
        assert.deepEqual(Object.fromEntries(place.query), { ...query });
      },
    ),
  );
});

test('an address that nobody made leads to the beginning, not to a fault', () => {
  assert.deepEqual(parsePlace('').room, '');
  assert.deepEqual(parsePlace('#/').room, '');
  assert.deepEqual(parsePlace('#/step/%E0%A4%A').rest, ['%E0%A4%A']);
});

test('local time has its offset', () => {
  assert.match(now(new Date(2026, 0, 2, 3, 4, 5)), /^2026-01-02T03:04:05[+-]\d\d:\d\d$/);
  assert.equal(today(new Date(2026, 10, 22)), '2026-11-22');
});

const line = (id: string, country: string, about: HelpLine['about']): HelpLine => ({
  id,
  country,
  about,
  name: id,
  channel: 'call',
  to: '1',
  source: 'https://example.org/',
  checked: '2022',
});

test('help begins with the emergency number of the country, then what is for everywhere', () => {
  const lines = [line('finder', '*', 'finder'), line('abuse', 'US', 'abuse'), line('emergency', 'US', 'emergency')];
  assert.deepEqual(
    linesFor(lines, 'US').map(({ id }) => id),
    ['emergency', 'abuse', 'finder'],
  );
  assert.deepEqual(
    linesFor(lines, 'FR').map(({ id }) => id),
    ['finder'],
  );
});

test('a page that was read is old after its days, counted from the latest that its date can mean', () => {
  const day = (text: string) => Date.parse(`${text}T12:00:00Z`);
  assert.equal(isStale('2026-01-01', day('2026-03-31'), 90), false);
  assert.equal(isStale('2026-01-01', day('2026-04-02'), 90), true);
  assert.equal(isStale('2026-01', day('2026-04-30'), 90), false);
  assert.equal(isStale('2026', day('2027-03-30'), 90), false);
  assert.equal(isStale('2022', day('2026-01-01'), 90), true);
});

test('the date of a page is said as exactly as it is known', () => {
  assert.equal(checkedWords('2022-07-19', 'en'), 'July 19, 2022');
  assert.equal(checkedWords('2022-07', 'en'), 'July 2022');
  assert.equal(checkedWords('2022', 'en'), '2022');
});

test('recovery words may be numbered, separated and written in any case', () => {
  assert.deepEqual(wordsOf(' 1. Abandon, 2) ability\n3 ABLE '), ['abandon', 'ability', 'able']);
});

test('records look plain, a sealed file does not', () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  assert.equal(looksPlain(bytes('{"id"')), true);
  assert.equal(looksPlain(bytes('\ufeff\n {"id"')), true);
  assert.equal(looksPlain(bytes('AJX1\0')), false);
});
