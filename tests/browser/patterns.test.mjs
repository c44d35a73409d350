// What one's own notes say, in the browser: before there is enough, and with a year of them.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { answerCheck, button, enter, importFile, simulated } from './acts.mjs';
import { openApp, t } from './harness.mjs';

/** A browser with a simulated year in it. */
async function withAYear(test) {
  const folder = mkdtempSync(path.join(tmpdir(), 'ajar-patterns-'));
  test.after(() => rmSync(folder, { recursive: true, force: true }));
  const app = await openApp(test);
  await importFile(app.page, simulated(folder, { days: 365 }));
  return app;
}

test('after one check it is too early to tell, and what is missing is said', async (test) => {
  const { page } = await openApp(test);
  await answerCheck(page);
  await enter(page, 'patterns');
  await page.getByText(t('patterns.missing.occasions', { have: 1, need: 3 })).waitFor();
  assert.equal(await page.locator('.brick:not(.few)').count(), 0);
  assert.equal(await page.locator('.brick.few').count(), 20);
});

test('every sentence of a year of notes opens the notes behind it', async (test) => {
  const { page } = await withAYear(test);
  for (const room of ['patterns', 'patterns/questions', 'patterns/expected', 'patterns/receiving', 'patterns/change']) {
    await enter(page, room);
    await page.locator('.finding').first().waitFor();
    const findings = page.locator('.finding');
    for (let i = 0; i < (await findings.count()); i += 1) {
      assert.notEqual((await findings.nth(i).locator('p').first().innerText()).trim(), '', room);
      assert.ok((await findings.nth(i).locator('.rests').count()) > 0, `${room}, finding ${i}`);
    }
    await findings.first().locator('.rests').first().click();
    await page.getByRole('dialog').getByRole('link').first().waitFor();
    await button(page, 'parts.close').click();
  }
});

test('the loop takes one’s own words, and keeps them over a reload', async (test) => {
  const { page } = await withAYear(test);
  await enter(page, 'cycle');
  await page.locator('[data-key=words]').click();
  await page.getByLabel(t('cycle.place.trigger'), { exact: true }).fill('The future comes up');
  await page.getByLabel(t('cycle.place.exit'), { exact: true }).fill('Ten minutes. Back at nine.');
  await page.getByRole('dialog').locator('[data-key=keep]').click();
  const loop = page.getByRole('list', { name: t('cycle.loop') });
  await loop.getByText('The future comes up').waitFor();
  await page.reload();
  await loop.getByText('Ten minutes. Back at nine.').waitFor();
});

test('before there is enough, the loop is a made-up example and says so', async (test) => {
  const { page } = await openApp(test);
  await answerCheck(page);
  await enter(page, 'cycle');
  await page.getByText(t('cycle.example.trigger')).waitFor();
  await page.getByText(t('cycle.too_early', { need: 8, have: 0 })).waitFor();
});
