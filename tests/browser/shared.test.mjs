// Letting someone in from the app: what leaves is shown and may be left out, and what was saved opens elsewhere.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { pathToFileURL } from 'node:url';
import { answerCheck, enter, importFile, saved, terminal, write } from './acts.mjs';
import { chromium } from 'playwright-core';
import { assertAccessible, assertNoSidewaysScroll, chromiumOptions, openApp, t } from './harness.mjs';

function place(test) {
  const folder = mkdtempSync(path.join(tmpdir(), 'ajar-shared-'));
  test.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const key = (page, name) => page.locator(`[data-key=${name}]`);

/** What is read, however it is laid out. */
const onOneLine = (text) => text.replace(/\s+/g, ' ').trim();

/** Seals what the screen shows; gives the words. */
async function seal(page) {
  await key(page, 'seal').click();
  const words = page.locator('[data-part=phrase]');
  await words.waitFor();
  return (await words.textContent()).trim();
}

/** What the terminal, on another machine, reads in a file. */
function read(folder, name, bytes, words) {
  const file = path.join(folder, name);
  writeFileSync(file, bytes);
  return JSON.parse(terminal(folder, ['open-capsule', file, '--phrase-file', '-', '--json'], words));
}

test('from Write: the page that was saved opens in a browser without the app, and nothing in it runs', async (test) => {
  const folder = place(test);
  const nasty = 'Stayed. <script>globalThis.ran = 1</script><img src=x onerror="globalThis.ran = 1">';
  const { page } = await openApp(test);
  await enter(page, 'write');
  await page.getByRole('textbox').fill(nasty);
  await key(page, 'let-in').click();
  await page.locator('[data-part=inside]').filter({ hasText: 'Stayed.' }).waitFor();
  const words = await seal(page);
  assert.equal(words.split('-').length, 7);
  const html = path.join(folder, 'page.html');
  writeFileSync(html, await saved(page, () => key(page, 'save-page').click()));
  await page.getByText(t('write.outward.therapist')).click();
  await key(page, 'done').click();
  await page.getByText(t('record.field.outward')).waitFor();

  const browser = await chromium.launch(chromiumOptions);
  test.after(() => browser.close());
  const reader = await browser.newPage();
  await reader.goto(pathToFileURL(html).href);
  await reader.getByLabel(t('capsule.page.phrase'), { exact: true }).fill(words);
  await reader.getByRole('button', { name: t('capsule.page.open') }).click();
  await reader.locator('#inside').waitFor();
  assert.ok((await reader.locator('#words').textContent()).includes(nasty));
  assert.equal(await reader.evaluate(() => globalThis.ran), undefined);
});

test('what is left out does not leave, and what leaves opens in the terminal', async (test) => {
  const folder = place(test);
  const { page } = await openApp(test);
  const file = path.join(folder, 'moment.jsonl');
  const id = '0'.repeat(25) + 'a';
  const body = {
    trigger: 'They asked how I was.',
    urge: 7,
    mood: { pleasant: -20, activated: 40 },
    did: ['went_quiet'],
  };
  const rev = `0198f0000000.0000.${'0'.repeat(25)}1`;
  writeFileSync(file, `${JSON.stringify({ id, kind: 'moment', at: '2026-03-01T20:15:00+01:00', rev, body })}\n`);
  await importFile(page, file);
  await enter(page, `record/${id}`);
  await key(page, 'share').click();
  const inside = page.locator('[data-part=inside]');
  await inside.filter({ hasText: t('record.field.urge') }).waitFor();
  await page.getByLabel(t('record.field.urge'), { exact: true }).uncheck();
  await inside.filter({ hasNotText: t('record.field.urge') }).waitFor();
  const shown = onOneLine(await inside.innerText());
  const words = await seal(page);
  const capsule = read(folder, 'capsule.age', await saved(page, () => key(page, 'save-file').click()), words);
  assert.equal(onOneLine(capsule.text), shown);
  const { urge: _, ...left } = body;
  assert.deepEqual(capsule.records, [{ kind: 'moment', at: '2026-03-01T20:15:00+01:00', body: left }]);
});

test('the page for a therapist leaves as it stands, without what was blacked out', async (test) => {
  const folder = place(test);
  const { page } = await openApp(test);
  await answerCheck(page);
  await enter(page, 'seek/goals');
  for (const goal of ['To call back the same week.', 'To stay for the end of a quarrel.']) {
    await page.getByLabel(t('goal.text'), { exact: true }).fill(goal);
    await key(page, 'keep').click();
    await page.locator('.goals .own').getByText(goal).waitFor();
  }
  await enter(page, 'seek/page');
  await page.getByRole('button', { name: 'To stay for the end of a quarrel.' }).click();
  await page.getByRole('img', { name: t('page.blacked') }).waitFor();
  await key(page, 'let-in').click();
  await page.locator('[data-part=inside]').filter({ hasText: 'To call back the same week.' }).waitFor();
  await assertAccessible(page, 'the page for a therapist, before it is sealed');
  const words = await seal(page);
  const capsule = read(folder, 'page.age', await saved(page, () => key(page, 'save-file').click()), words);
  assert.ok(capsule.text.includes('To call back the same week.'));
  assert.ok(!JSON.stringify(capsule).includes('quarrel'));
  for (const { body } of capsule.records) assert.ok(capsule.text.includes(body.text), body.text);
  await key(page, 'done').click();
  await key(page, 'print').waitFor();
});

test('each sealing has words of its own, and they are nowhere afterwards', async (test) => {
  const { page } = await openApp(test);
  await write(page, 'Twice.');
  await enter(page, 'journey');
  await page.getByRole('link').filter({ hasText: 'Twice.' }).first().click();
  await key(page, 'share').click();
  const first = await seal(page);
  await key(page, 'done').click();
  await key(page, 'share').click();
  const second = await seal(page);
  assert.notEqual(first, second);
  await key(page, 'done').click();
  await key(page, 'share').waitFor();
  assert.ok(!(await page.content()).includes(second));
});

for (const colorScheme of ['light', 'dark']) {
  test(`both of its screens are accessible and fit 320 px, ${colorScheme}`, async (test) => {
    const { page } = await openApp(test, { viewport: { width: 320, height: 640 }, colorScheme });
    await write(page, 'A long sentence that goes on. '.repeat(40));
    await enter(page, 'journey');
    await page.getByRole('link').filter({ hasText: 'A long sentence' }).first().click();
    await key(page, 'share').click();
    await page.locator('[data-part=inside]').waitFor();
    await assertAccessible(page, 'what leaves');
    await assertNoSidewaysScroll(page, 'what leaves');
    await seal(page);
    await assertAccessible(page, 'sealed');
    await assertNoSidewaysScroll(page, 'sealed');
  });
}
