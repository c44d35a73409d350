// A capsule left at the hub from the app: what it costs is chosen, its link opens for somebody else, and it can be ended.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { chromium } from 'playwright-core';
import { button, enter, importFile, saved, terminal, write } from './acts.mjs';
import { assertAccessible, assertNoSidewaysScroll, chromiumOptions, openApp, t } from './harness.mjs';

const key = (page, name) => page.locator(`[data-key=${name}]`);

async function beginSync(page) {
  await enter(page, 'devices');
  await button(page, 'devices.begin').click();
  await page.getByText(t('devices.unsynced', { n: 0 }), { exact: true }).waitFor();
}

/** From the note that says `words` to the choice of how it leaves. */
async function seal(page, words) {
  await enter(page, 'journey');
  await page.getByRole('link').filter({ hasText: words }).first().click();
  await key(page, 'share').click();
  await page.locator('[data-part=inside]').filter({ hasText: words }).waitFor();
  await key(page, 'seal').click();
  await key(page, 'as-link').click();
}

/** Leaves it; gives the link that is shown. */
async function leave(page, { days, reads } = {}) {
  if (days !== undefined) await page.getByText(t('share.days', { n: days }), { exact: true }).click();
  if (reads !== undefined) await page.getByText(t('share.reads', { n: reads }), { exact: true }).click();
  await key(page, 'leave').click();
  return (await page.locator('[data-part=link]').innerText()).trim();
}

/** Somebody with another browser. */
async function reader(test) {
  const browser = await chromium.launch(chromiumOptions);
  test.after(() => browser.close());
  return browser.newPage();
}

test('a link that was left opens elsewhere, is listed with what it holds, and ends', async (test) => {
  const { page } = await openApp(test);
  await write(page, 'From the kitchen window.');
  await beginSync(page);
  await seal(page, 'From the kitchen window.');
  const link = await leave(page, { days: 1, reads: 10 });
  const phrase = (await page.locator('[data-part=phrase]').innerText()).trim();
  assert.ok(link.endsWith(`.${phrase}`));
  await page.getByText(t('share.link_words.apart'), { exact: true }).click();
  assert.equal((await page.locator('[data-part=link]').innerText()).trim(), link.replace(`.${phrase}`, ''));

  const other = await reader(test);
  await other.goto(link);
  await other.locator('#open').click();
  await other.locator('#inside').waitFor();
  assert.ok((await other.locator('#words').textContent()).includes('From the kitchen window.'));

  await page.getByRole('link', { name: t('share.links'), exact: true }).click();
  const row = page.locator('[data-link]');
  await row.filter({ hasText: t('share.link_open', { n: 9, date: '' }).split(',')[0] }).waitFor();
  assert.equal(await row.count(), 1);
  assert.ok((await row.innerText()).includes(t('kind.entry')));
  assert.ok(!(await page.content()).includes(phrase));
  await key(page, 'end-ask').click();
  await key(page, 'end').click();
  await page.getByText(t('share.link_ended')).waitFor();
  assert.equal(await row.count(), 0);
  await other.goto('about:blank');
  await other.goto(link);
  await other.locator('#open').click();
  await other
    .locator('#trouble')
    .filter({ hasText: t('capsule.page.link_none') })
    .waitFor();
});

test('the terminal opens what the app has left', async (test) => {
  const home = mkdtempSync(path.join(tmpdir(), 'ajar-links-'));
  test.after(() => rmSync(home, { recursive: true, force: true }));
  const { page } = await openApp(test);
  await write(page, 'Across the hub.');
  await beginSync(page);
  await seal(page, 'Across the hub.');
  const link = await leave(page);
  const { text, records } = JSON.parse(terminal(home, ['open-capsule', '-', '--json'], link));
  assert.ok(text.includes('Across the hub.'));
  assert.deepEqual(records[0].body, { text: 'Across the hub.' });
});

test('several notes go into one capsule, a letter that left is marked as sent, and one can be left out again', async (test) => {
  const home = mkdtempSync(path.join(tmpdir(), 'ajar-links-'));
  test.after(() => rmSync(home, { recursive: true, force: true }));
  const { page } = await openApp(test);
  await write(page, 'The first of two.');
  await write(page, 'Left out again.');
  await enter(page, 'protector/letter');
  await page.getByLabel(t('letter.to'), { exact: true }).fill('Ines');
  await page.getByLabel(t('letter.text'), { exact: true }).fill('Dear Ines, I was afraid.');
  await key(page, 'keep').click();
  await page.getByText(t('letter.kept')).waitFor();
  await beginSync(page);
  await enter(page, 'journey');
  await page.getByRole('link').filter({ hasText: 'Ines' }).first().click();
  await key(page, 'share').click();
  const inside = page.locator('[data-part=inside]');
  for (const words of ['The first of two.', 'Left out again.']) {
    if (!(await page.locator('[data-add]').first().isVisible())) await key(page, 'add').click();
    await page.locator('[data-add]').filter({ hasText: words }).click();
    await inside.filter({ hasText: words }).waitFor();
  }
  const without = page.getByRole('link', { name: t('share.leave_out') });
  assert.equal(await without.count(), 3);
  await without.last().click();
  await inside.filter({ hasNotText: 'Left out again.' }).waitFor();
  await key(page, 'seal').click();
  await key(page, 'as-link').click();
  const link = await leave(page);
  const { text, records } = JSON.parse(terminal(home, ['open-capsule', '-', '--json'], link));
  assert.ok(text.includes('Dear Ines') && text.includes('The first of two.') && !text.includes('Left out again.'));
  assert.deepEqual(
    records.map(({ kind, body }) => [kind, body]),
    [
      ['letter', { text: 'Dear Ines, I was afraid.', to: 'Ines' }],
      ['entry', { text: 'The first of two.' }],
    ],
  );
  await enter(page, 'settings/export');
  await button(page, 'settings.plain_save').click();
  const exported = String(await saved(page, () => button(page, 'settings.plain_save_now').click()));
  const letter = exported.split('\n').find((line) => line.includes('Dear Ines'));
  assert.equal(JSON.parse(letter).body.sent, true);
});

test('the page for a therapist is sealed as it reads, without the lines that are blacked out', async (test) => {
  const home = mkdtempSync(path.join(tmpdir(), 'ajar-links-'));
  test.after(() => rmSync(home, { recursive: true, force: true }));
  const { page } = await openApp(test);
  const file = path.join(home, 'goals.jsonl');
  const goal = (n, text) =>
    JSON.stringify({
      id: `${'0'.repeat(25)}${n}`,
      kind: 'goal',
      at: '2026-03-01T20:15:00+01:00',
      rev: `0198f0000000.0000.${'0'.repeat(25)}${n}`,
      body: { text, with: 'therapist' },
    });
  writeFileSync(file, `${goal('a', 'To stay in the room.')}\n${goal('b', 'Not for paper.')}\n`);
  await importFile(page, file);
  await beginSync(page);
  await enter(page, 'seek/page');
  await page.locator('.paper button').filter({ hasText: 'Not for paper.' }).click();
  await key(page, 'let-in').click();
  await key(page, 'seal').click();
  await key(page, 'as-link').click();
  const link = await leave(page);
  const { text, records } = JSON.parse(terminal(home, ['open-capsule', '-', '--json'], link));
  assert.ok(text.includes('To stay in the room.') && text.includes(t('page.limits')));
  assert.ok(text.includes(t('page.blacked')) && !text.includes('Not for paper.'));
  assert.ok(records.every(({ kind }) => kind === 'entry') && !JSON.stringify(records).includes('Not for paper.'));
  await enter(page, 'share/links');
  await page
    .locator('[data-link]')
    .filter({ hasText: t('seek.page') })
    .waitFor();
});

test('without sync the way there is said, and when the hub is away nothing is lost and the same key tries again', async (test) => {
  const { page } = await openApp(test);
  await write(page, 'Not yet.');
  await seal(page, 'Not yet.');
  await page.getByText(t('share.link_needs_hub')).waitFor();
  assert.equal(await key(page, 'leave').count(), 0);
  await beginSync(page);
  await seal(page, 'Not yet.');
  let away = true;
  await page.context().route('**/v1/auth/challenge', (route) => (away ? route.abort() : route.continue()));
  await key(page, 'leave').click();
  await page.getByText(t('error.sync/unreachable')).waitFor();
  away = false;
  assert.match(await leave(page), /\/capsule-en\.html#[0-9a-f]{32}\.[a-z-]+$/);
});

for (const colorScheme of ['light', 'dark']) {
  test(`its screens are accessible and fit 320 px, ${colorScheme}`, async (test) => {
    const { page } = await openApp(test, { viewport: { width: 320, height: 640 }, colorScheme });
    await write(page, 'A long sentence that goes on. '.repeat(10));
    await beginSync(page);
    await seal(page, 'A long sentence');
    const fits = async (where) => {
      await assertAccessible(page, where);
      await assertNoSidewaysScroll(page, where);
    };
    await key(page, 'leave').waitFor();
    await fits('choosing');
    await leave(page);
    await fits('the link');
    await enter(page, 'share/links');
    await key(page, 'end-ask').click();
    await fits('the list');
  });
}
