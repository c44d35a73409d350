// The guided days from the first tap to their end: what is asked before, the page, the landing, and the rule that stops them.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { root } from '../../tools/server.mjs';
import { addPerson, answerCheck, drafted, enter, expectAt } from './acts.mjs';
import { assertAccessible, content, openApp, t } from './harness.mjs';

const library = JSON.parse(readFileSync(path.join(root, 'build/content/library/en.json'), 'utf8'));
const { series } = library.write;
const key = (page, name) => page.locator(`main [data-key="${name}"]`);
const field = (page, label) => page.getByLabel(label, { exact: true });

/** From the days' first screen to a page that is kept and a landing that is over, with distress before and after. */
async function writeDay(page, day, before, after, words) {
  await page.getByText(t('series.day', { n: day, of: series.days.length })).waitFor();
  await field(page, t('series.distress_before')).fill(String(before));
  await key(page, 'begin').click();
  await page.getByRole('textbox').fill(words);
  await key(page, 'keep').click();
  await page.getByText(series.landing.items[0].text).waitFor();
  await key(page, 'skip').click();
  await field(page, t('series.distress_after')).fill(String(after));
  await key(page, 'keep').click();
}

test('the days say what to expect and whom they are not for; one “yes” leads to something shorter', async (test) => {
  const { page } = await openApp(test);
  await answerCheck(page);
  await enter(page, 'write/series');
  await page.getByText(series.effect).waitFor();
  for (const { text } of series.who_not) await page.getByText(text, { exact: true }).waitFor();
  await key(page, 'one').click();
  await page.getByText(t('series.not_now')).waitFor();
  await key(page, 'shorter').click();
  await expectAt(page, t('room.write'));
});

test('a page and its landing are kept, and the next day waits for another day', async (test) => {
  const { page } = await openApp(test);
  await answerCheck(page);
  await enter(page, 'write/series');
  await key(page, 'none').click();
  await writeDay(page, 1, 4, 5, 'It began in the kitchen.');
  await page.getByText(t('write.where_to')).waitFor();
  await key(page, 'mine').click();
  await expectAt(page, t('room.today'));
  await enter(page, 'write/series');
  await page.getByText(t('series.weight', { before: 4, after: 5 })).waitFor();
  assert.equal(await key(page, 'begin').count(), 0);
  await assertAccessible(page, 'the guided days, between two pages');
});

test('distress that stays three above the start ends the days, and says so as a rule and not as a failure', async (test) => {
  const { page } = await openApp(test);
  await answerCheck(page);
  await enter(page, 'write/series');
  await key(page, 'none').click();
  await writeDay(page, 1, 4, 7, 'The letter again.');
  await page.getByText(t('series.ended_rise')).waitFor();
  await key(page, 'help').waitFor();
  await page.reload();
  await page.getByText(t('series.ended_rise')).waitFor();
});

test('after a break-up the days are withheld', async (test) => {
  const { page } = await openApp(test);
  await answerCheck(page);
  await addPerson(page, 'Ines', { safety: 'safe' });
  await enter(page, 'moment');
  const { label } = content.vocabulary.situations.find(({ id }) => id === 'break_up');
  const rows = page
    .locator('details')
    .filter({ hasText: t('moment.situations') })
    .first();
  await rows.locator('summary').click();
  await rows.locator('.more').click();
  await rows.locator('label').filter({ hasText: label }).click();
  await key(page, 'keep').click();
  await expectAt(page, t('room.today'));
  await enter(page, 'write/series');
  await page.getByText(t('series.not_now')).waitFor();
  assert.equal(await key(page, 'none').count(), 0);
});

test('a page that is being written survives a reload, with what was said before it', async (test) => {
  const { page } = await openApp(test);
  await answerCheck(page);
  await enter(page, 'write/series');
  await key(page, 'none').click();
  await field(page, t('series.distress_before')).fill('3');
  await key(page, 'begin').click();
  await page.getByRole('textbox').waitFor();
  await drafted(page, () => page.getByRole('textbox').fill('Half a sentence'));
  await page.reload();
  await page.getByRole('textbox').waitFor();
  assert.equal(await page.getByRole('textbox').inputValue(), 'Half a sentence');
});
