// A questionnaire that somebody brings: added from a file, asked, broken off, gone on with, and drawn. Its text is made up.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { answerCheck, button, enter, expectAt, link } from './acts.mjs';
import { assertAccessible, assertNoSidewaysScroll, openApp, phone, t } from './harness.mjs';

const file = new URL('../questionnaires/made-up-nine.json', import.meta.url).pathname;
const form = JSON.parse(readFileSync(file, 'utf8'));
const texts = form.item.flatMap((group) => (group.item ?? []).map(({ text }) => text));
const labels = form.item[1].item[0].answerOption.map(({ valueCoding }) => valueCoding.display);
const about = (who) => t('questionnaire.about', { about: who });

async function bring(page) {
  await enter(page, 'questionnaires');
  await link(page, 'questionnaire.add').click();
  await page.getByLabel(t('questionnaire.file')).setInputFiles(file);
  await page.locator('[data-key=ecr_rs]').click();
  await page.getByText(t('questionnaire.is', { called: 'ECR-RS', count: 9 })).waitFor();
  await page.locator('[data-key=keep]').click();
  await expectAt(page, form.title);
}

/** Answers from statement `from` (1 …) on; a null is left out. */
async function answer(page, answers, from = 1) {
  for (const [index, value] of answers.entries()) {
    await page.getByText(texts[from - 1 + index], { exact: true }).waitFor();
    if (value === null) await page.locator('[data-key=leave-out]').click();
    else await page.getByText(labels[value - 1], { exact: true }).click();
  }
}

async function wholeTime(page, answers) {
  await page.locator('[data-key=answer]').click();
  await page.getByRole('button', { name: about('partner') }).click();
  await answer(page, answers);
  await page.locator('[data-key=keep]').click();
  await expectAt(page, form.title);
}

test('a file that somebody brings is asked, broken off, gone on with and drawn', async (test) => {
  const { page } = await openApp(test, { viewport: phone });
  await answerCheck(page);
  await bring(page);
  await page.getByText(t('questionnaire.not_answered')).waitFor();

  await page.locator('[data-key=answer]').click();
  await page.getByRole('button', { name: about('partner') }).click();
  await page.getByText('Think of one person, and of the last two weeks.').waitFor();
  await answer(page, [3, null, 5]);
  await page.getByText(texts[3], { exact: true }).waitFor();
  await page.locator('[data-key=stop]').click();
  await page.getByText(t('questionnaire.broken_off', { n: 2, of: 9 })).waitFor();
  await page.getByText(t('questionnaire.not_answered')).waitFor();

  // It goes on at the first statement that has no answer, over a reload of the page too.
  await page.reload();
  await page.locator('[data-key=answer]').click();
  await page.getByRole('button', { name: about('partner') }).click();
  await answer(page, [4], 2);
  await page.getByText(texts[2], { exact: true }).waitFor();
  await page.reload();
  await answer(page, [5, 4, 5, 6, 2, 3, 1], 3);
  await page.getByText(t('questionnaire.at_end', { n: 9, of: 9 })).waitFor();
  await page.locator('[data-key=keep]').click();
  await expectAt(page, form.title);
  await page.getByText(t('questionnaire.score', { scale: 'anxiety', score: 2, low: 1, high: 7 })).waitFor();
  assert.equal(await page.locator('.plane').count(), 0, 'two axes need two times');

  await wholeTime(page, [6, 6, 6, 6, 2, 2, 5, 5, 5]);
  await page.locator('.plane svg').waitFor();
  assert.equal(await page.locator('.plane .cloud').count(), 0, 'no error is known, so no cloud is drawn');
  await page.getByText(t('questionnaire.no_cloud')).waitFor();

  // With figures from whoever gave the text the clouds are there, and the verdict.
  await page.getByText(t('questionnaire.own'), { exact: true }).click();
  for (const scale of ['avoidance', 'anxiety'])
    await page.getByLabel(t('questionnaire.own_spread', { scale })).fill('1.2');
  await page.getByLabel(t('questionnaire.own_retest', { scale: 'anxiety' })).fill('2');
  await page.getByText(t('questionnaire.own_wrong_retest')).waitFor();
  await page.getByLabel(t('questionnaire.own_retest', { scale: 'anxiety' })).fill('');
  await page.locator('[data-key=keep-figures]').click();
  await page.locator('.plane .cloud').nth(1).waitFor();
  const said = await page.locator('.plane svg').getAttribute('aria-label');
  assert.match(said, /^Avoidance 4\.5 to 2/);
  await page
    .getByText(/That is more than its error of 1\.97\./)
    .first()
    .waitFor();
  await assertAccessible(page, 'a questionnaire with two times');
  await assertNoSidewaysScroll(page, 'a questionnaire with two times');

  // The table behind the picture has the same numbers, and each time its record.
  await page.getByText(t('questionnaire.all_times'), { exact: true }).click();
  assert.equal(await page.locator('table.plain tbody tr').count(), 2);
  assert.equal(await page.locator('table.plain tbody tr').first().locator('td').first().innerText(), '2');

  // The text goes, the answers stay, and it can be taken back.
  await page.locator('[data-key=remove]').click();
  await page.getByText(t('questionnaire.none')).waitFor();
  await button(page, 'parts.undo').click();
  await page.getByText(form.title).click();
  await page.locator('.plane svg').waitFor();
});

test('what cannot be asked is refused by its place, and nothing is kept', async (test) => {
  const { page } = await openApp(test);
  await answerCheck(page);
  await enter(page, 'questionnaires/add');
  const paste = async (text) => {
    await page.getByLabel(t('questionnaire.paste')).fill(text);
    await page.locator('[data-key=read]').click();
  };
  const field = 'item[0].enableWhen';
  const item = { linkId: 'a', text: 'Made up', type: 'choice', enableWhen: [] };
  await paste(JSON.stringify({ resourceType: 'Questionnaire', item: [item] }));
  await page
    .getByRole('alert')
    .getByText(t('error.questionnaire/unknown', { line: 0, field, detail: 'enableWhen' }))
    .waitFor();
  await paste('{');
  await page
    .getByRole('alert')
    .getByText(t('error.questionnaire/not_json', { line: 1, field: '', detail: '' }))
    .waitFor();
  await enter(page, 'questionnaires');
  await page.getByText(t('questionnaire.none')).waitFor();
});
