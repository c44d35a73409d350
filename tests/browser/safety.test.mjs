// What the practice does not do: keep one here, carry on where writing makes it worse, lead toward someone who is not safe, or
// count absence. Each rule as a person meets it. (Crisis and plan: phrases.test.mjs. One person for everything:
// one-person.test.mjs. What is not offered: offered.test.mjs. A page too many and a break-up: series.test.mjs.)
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { root } from '../../tools/server.mjs';
import { answerCheck, bringIn, enter, expectAt, link, write } from './acts.mjs';
import { assertAccessible, content, openApp, t } from './harness.mjs';

const library = JSON.parse(readFileSync(path.join(root, 'build/content/library/en.json'), 'utf8'));
const { series } = library.write;
const key = (page, name) => page.locator(`main [data-key="${name}"]`);
const field = (page, label) => page.getByLabel(label, { exact: true });
const main = (page) => page.locator('main');

/** A life that has answered the seven statements, with these records from earlier days in it. */
async function lifeWith(test, records) {
  const { page } = await openApp(test);
  await answerCheck(page);
  const folder = mkdtempSync(path.join(tmpdir(), 'ajar-safety-'));
  test.after(() => rmSync(folder, { recursive: true, force: true }));
  const ids = records.length === 0 ? [] : await bringIn(page, folder, records);
  return { page, ids };
}

/** Goes to a room and waits until everything in it was drawn. */
async function settled(page, room) {
  await enter(page, room);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForFunction(() => document.querySelector('.waiting') === null);
  await page.waitForLoadState('networkidle');
}

test('needing this less is said and meant: it can be put down, and everything taken along', async (test) => {
  const { page } = await lifeWith(test, []);
  await enter(page, 'journey');
  await link(page, 'leaving.title').click();
  for (const { text } of library.journey.graduation.items) await page.getByText(text, { exact: true }).waitFor();
  await assertAccessible(page, 'needing this less');
  await key(page, 'export').click();
  await expectAt(page, t('settings.export_title'));
  await enter(page, 'journey/enough');
  await key(page, 'stay').click();
  await expectAt(page, t('room.journey'));
});

test('whoever comes back after a month sees today, and nothing of what was missed', async (test) => {
  const { page } = await openApp(test);
  await page.clock.install({ time: new Date('2026-03-02T20:00:00+01:00') });
  await page.reload();
  await answerCheck(page);
  await write(page, 'A line, a month ago.');
  await page.clock.setFixedTime(new Date('2026-04-03T20:00:00+02:00'));
  await page.reload();
  await enter(page, 'today');
  await page.getByText(t('today.back')).waitFor();
  await key(page, 'plan').waitFor();
  const shown = await main(page).innerText();
  assert.ok(!/\b3[0-3]\b|missed|days/i.test(shown), shown);
  await assertAccessible(page, 'today, after a month');
});

test('ten pages and no step toward anyone: one sentence is offered to share, until something went outward', async (test) => {
  const pages = Array.from({ length: 10 }, (_, n) => ({
    kind: 'entry',
    daysAgo: 20 - n,
    body: { mode: 'free', text: `Page ${n + 1}.`, outward: 'mine' },
  }));
  const { page } = await lifeWith(test, pages);
  await enter(page, 'today');
  await page.getByText(/no step toward anyone/).waitFor();
  const sentence = await page.getByText(/no step toward anyone/).innerText();
  assert.ok(sentence.startsWith('10 entries'), sentence);
  await write(page, 'This one goes to someone.');
  await key(page, 'person').click();
  await key(page, 'with-person').click();
  await expectAt(page, t('room.today'));
  await page.locator('.door-words').waitFor();
  assert.equal(await page.getByText(/no step toward anyone/).count(), 0);
});

test('after twenty minutes of writing closing is suggested; within the guided days it never is', async (test) => {
  const { page } = await openApp(test);
  await page.clock.install({ time: new Date('2026-05-10T20:00:00+02:00') });
  await page.reload();
  await answerCheck(page);
  const most = content.practice.write.suggest_closing_minutes;
  await enter(page, 'write');
  await page.getByRole('textbox').fill('It goes on');
  await page.clock.runFor((most * 60 - 5) * 1000);
  assert.equal(await page.getByText(t('write.long')).count(), 0);
  await page.clock.runFor(10_000);
  await page.getByText(t('write.long')).waitFor();
  await page.getByRole('textbox').fill('');

  await enter(page, 'write/series');
  await key(page, 'none').click();
  await field(page, t('series.distress_before')).fill('3');
  await key(page, 'begin').click();
  await page.getByRole('textbox').fill('It goes on here, too');
  await page.clock.runFor((most + 10) * 60_000);
  await page.getByText(t('series.time_over')).waitFor();
  assert.equal(await page.getByText(t('write.long')).count(), 0);
});

test('a second day that leaves one worse ends the guided days', async (test) => {
  const { page } = await lifeWith(test, [
    {
      kind: 'entry',
      daysAgo: 1,
      body: { mode: 'series', text: 'One.', series_day: 1, distress_before: 4, distress_after: 5 },
    },
  ]);
  await enter(page, 'write/series');
  await page.getByText(t('series.day', { n: 2, of: series.days.length })).waitFor();
  await field(page, t('series.distress_before')).fill('4');
  await key(page, 'begin').click();
  await page.getByRole('textbox').fill('Two.');
  await key(page, 'keep').click();
  await key(page, 'skip').click();
  await field(page, t('series.distress_after')).fill('6');
  await key(page, 'keep').click();
  await page.getByText(t('series.ended_worse')).waitFor();
  await key(page, 'help').waitFor();
  assert.equal(await key(page, 'begin').count(), 0);
});

test('four days are all there are, and a fortnight later they are looked back at, once', async (test) => {
  const day = (n, daysAgo) => ({
    kind: 'entry',
    daysAgo,
    body: (ids) => ({
      mode: 'series',
      text: `Day ${n}.`,
      series_day: n,
      distress_before: 5,
      distress_after: 5,
      ...(n === 1 ? {} : { series: ids[0] }),
    }),
  });
  const moment = (daysAgo, urge) => ({ kind: 'moment', daysAgo, body: { urge } });
  const { page } = await lifeWith(test, [
    day(1, 19),
    day(2, 18),
    day(3, 17),
    day(4, 16),
    moment(25, 8),
    moment(22, 6),
    moment(10, 5),
  ]);
  await enter(page, 'write');
  await key(page, 'series-back').click();
  await page.getByText(t('series.back_rests', { before: 2, after: 1, days: 14 })).waitFor();
  await page
    .getByRole('img', {
      name: t('series.back_pair', { what: t('series.back.urge'), before: '7', n: 2, after: '5', m: 1 }),
    })
    .waitFor();
  await page.getByText(series.after_back).waitFor();
  await assertAccessible(page, 'a look back at the guided days');
  const { label } = library.journey.helped.scale.find(({ value }) => value === 0);
  await main(page).locator('label').filter({ hasText: label }).click();
  await page.getByText(t('helped.kept')).waitFor();
  await settled(page, 'write');
  assert.equal(await key(page, 'series-back').count(), 0);
  await enter(page, 'patterns/helped');
  await main(page).locator('.chosen').getByText(label, { exact: true }).waitFor();
});

const unsafe = 'Rook';
const words = 'You always were the easy one.';

/** A partner who is not safe, with something in every room that could bring them back. */
const withUnsafe = [
  { kind: 'person', daysAgo: 40, body: { alias: unsafe, relation: 'partner', ring: 1, safety: 'unsafe' } },
  { kind: 'person', daysAgo: 40, body: { alias: 'Ines', relation: 'friend', ring: 2, safety: 'safe' } },
  { kind: 'received', daysAgo: 20, body: ([rook]) => ({ what: 'compliment', person: rook, words }) },
  ...Array.from({ length: 10 }, (_, n) => ({
    kind: 'moment',
    daysAgo: 12 - n,
    body: ([rook]) => ({
      person: rook,
      urge: 9,
      trigger: `${unsafe} came home late.`,
      situations: ['conflict'],
      did: ['went_quiet'],
      close_before: 6,
      close_after: 2,
    }),
  })),
  {
    kind: 'step',
    daysAgo: 3,
    body: ([rook]) => ({
      own: 'Say sorry first',
      person: rook,
      relation: 'partner',
      domain: 'repair',
      difficulty: 4,
      status: 'planned',
    }),
  },
  { kind: 'setting', daysAgo: 3, id: '1b'.padStart(26, '0'), body: { key: 'card', value: 'Breathe. Go back in.' } },
];

test('the same partner, safe, is what these rooms bring back', async (test) => {
  const { page } = await lifeWith(test, [
    { ...withUnsafe[0], body: { ...withUnsafe[0].body, safety: 'safe' } },
    ...withUnsafe.slice(1),
  ]);
  await enter(page, 'today');
  await main(page).getByText('Say sorry first').first().waitFor();
  await enter(page, 'support');
  await page.locator('.again').getByText(words).waitFor();
  await enter(page, 'moment/back');
  await main(page).getByText(`${unsafe} came home late.`).first().waitFor();
  await enter(page, 'cycle');
  await main(page).getByText(`${unsafe} came home late.`).first().waitFor();
});

test('someone who is not safe is in nothing that suggests, reminds, explains or repairs', async (test) => {
  const { page, ids } = await lifeWith(test, withUnsafe);
  const rooms = [
    'today',
    'moment/back',
    'steps',
    'step/new?ladder=partner_4d',
    'step/new?ladder=partner_5r',
    'protector/now',
    'learn/beliefs',
    'learn/beliefs/burden',
    'cycle',
    'patterns',
    'patterns/questions',
    'patterns/receiving',
    'write',
    'space',
  ];
  for (const room of rooms) {
    await settled(page, room);
    const shown = await main(page).innerText();
    for (const said of [unsafe, words, 'came home late', 'Say sorry first'])
      assert.ok(!shown.includes(said), `${room} says “${said}”`);
  }
  await settled(page, 'steps');
  const toward = content.ladder
    .filter(({ relation }) => relation === 'partner')
    .map(({ id }) => `a[href*="ladder=${id}"]`);
  assert.equal(await page.locator(toward.join(',')).count(), 0);

  // The words that come back on a day are no one's who is not safe.
  await settled(page, 'support');
  assert.equal(await page.locator('.again').count(), 0);
  // A page is not let out toward them.
  await write(page, 'A line.');
  await key(page, 'person').click();
  await page.getByText('Ines', { exact: true }).waitFor();
  assert.equal(await main(page).getByText(unsafe, { exact: true }).count(), 0);
  // Where they stand themselves, distance is called protection, and no step is begun.
  await settled(page, `people/${ids[0]}`);
  await page.getByText(content.unsafe.distance).waitFor();
  await page.getByText(content.unsafe.advocates).waitFor();
  assert.equal(await key(page, 'step').count(), 0);
  assert.equal(await key(page, 'support').count(), 0);
});
