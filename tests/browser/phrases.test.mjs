// Phrases that are marked while one writes, and the gentle question: asked once, gone on from, or answered with help.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { root } from '../../tools/server.mjs';
import { answerCheck, button, enter, expectAt } from './acts.mjs';
import { learnedOf, reader, rulesOf } from '../wasm/reader.mjs';
import { assertAccessible, openApp, t } from './harness.mjs';

const { crisis, plan } = JSON.parse(readFileSync(path.join(root, 'build/content/library/en.json'), 'utf8')).safety;
const key = (page, name) => page.locator(`[data-key="${name}"]`);
const field = (page) => page.locator('.writer textarea');
const underlined = (page) => page.locator('.writer .under u');

/** Two sentences in which only what was learned marks the same kind, whatever was learned last. */
function twoGuesses() {
  const reading = reader();
  reading.rules(rulesOf('en'), learnedOf('en'));
  const guessedAtOnce = (text) => {
    const { cues, safety } = reading.read(text);
    const [cue] = cues;
    return safety === null &&
      cues.length === 1 &&
      cue.start === 0 &&
      cue.rule === `${cue.id}_learned` &&
      cue.id !== 'fine'
      ? cue.id
      : null;
  };
  const found = {};
  for (const line of readFileSync(path.join(root, 'tests/sentences/cues.jsonl'), 'utf8').trim().split('\n')) {
    const { text, half } = JSON.parse(line);
    const kind = half === 'held' || !/^[^\n.?!…“”]+\.$/.test(text) ? null : guessedAtOnce(text);
    if (kind === null || reading.read(text, [`${kind}_learned`]).cues.length > 0) continue;
    found[kind] = [...(found[kind] ?? []), text];
    if (found[kind].length === 2) return { kind, guesses: found[kind] };
  }
  throw new Error('no kind is guessed at twice');
}

/** Opens the page to write on in a life that is there. */
async function openWrite(test) {
  const { page } = await openApp(test);
  await answerCheck(page);
  await enter(page, 'write');
  await field(page).waitFor();
  return page;
}

test('a phrase is marked when its sentence is finished, with a question, and not before', async (test) => {
  const page = await openWrite(test);
  await field(page).pressSequentially('He forgot. I was fine');
  await page.getByText(t('cue.fine.question')).waitFor({ state: 'detached' });
  assert.equal(await underlined(page).count(), 0, 'nothing is said of half a sentence');
  await field(page).pressSequentially(' with it, honestly. It rained.');
  await underlined(page).waitFor();
  assert.equal(await underlined(page).innerText(), 'I was fine');
  await page.getByText(t('cue.fine.question')).waitFor();
  await page.getByText(t('cues.phrase', { words: 'I was fine' })).waitFor();
  await assertAccessible(page, 'a marked phrase');
});

test('the marks stay with their words when something is written before them', async (test) => {
  const page = await openWrite(test);
  await field(page).fill('I am fine.');
  await underlined(page).waitFor();
  await field(page).press('Control+Home');
  await field(page).pressSequentially('Rain all day. ');
  await page.waitForFunction(() => document.querySelector('.writer .under u')?.textContent === 'I am fine');
});

test('a phrase that is left out is marked no more, and comes back in the settings', async (test) => {
  const page = await openWrite(test);
  await field(page).fill('I am fine.');
  await key(page, 'cue-off').click();
  await underlined(page).waitFor({ state: 'detached' });
  await enter(page, 'settings/cues');
  await button(page, 'cues.left_out', { n: 1 }).click();
  await button(page, 'cues.left_out', { n: 1 }).waitFor({ state: 'detached' });
  await enter(page, 'write');
  await underlined(page).waitFor();
});

test('guesses of a kind are left out together, are named so before and after, and listed phrases stay marked', async (test) => {
  const page = await openWrite(test);
  const { kind, guesses } = twoGuesses();
  const marks = (count) =>
    page.waitForFunction((wanted) => document.querySelectorAll('.writer .under u').length === wanted, count);
  const named = { kind: t(`cue.${kind}`) };
  await field(page).fill([...guesses, 'I am fine.'].join('\n'));
  await marks(3);
  await page.getByText(t('cue.fine.question')).waitFor();
  await button(page, 'cues.leave_out').waitFor();
  await field(page).press('Control+Home');
  await page.getByText(t(`cue.${kind}.question`)).waitFor();
  await assertAccessible(page, 'a mark that was learned');
  await button(page, 'cues.leave_out_guesses', named).click();
  await marks(1);
  assert.equal(await underlined(page).innerText(), 'I am fine');
  await button(page, 'cues.leave_out').waitFor();
  await enter(page, 'settings/cues');
  await button(page, 'cues.guesses_left_out', named).waitFor();
  assert.equal(await button(page, 'cues.left_out', { n: 1 }).count(), 0, 'they are not counted as a phrase');
  await assertAccessible(page, 'guesses that were left out');
  await button(page, 'cues.guesses_left_out', named).click();
  await button(page, 'cues.guesses_left_out', named).waitFor({ state: 'detached' });
  await enter(page, 'write');
  await marks(3);
});

test('phrases are switched off altogether, and the gentle question is not', async (test) => {
  const page = await openWrite(test);
  await enter(page, 'settings/cues');
  await page.getByLabel(t('cues.on')).uncheck();
  await page.getByLabel(t('cue.fine'), { exact: true }).and(page.locator(':disabled')).waitFor();
  await assertAccessible(page, 'the settings of phrases');
  await enter(page, 'write');
  await field(page).fill('I am fine. I want to die.');
  await page.getByText(crisis.ask).waitFor();
  assert.equal(await underlined(page).count(), 0);
});

test('the gentle question takes a no, is not asked again for the same words, and nothing was stopped', async (test) => {
  const page = await openWrite(test);
  await field(page).pressSequentially('I want to die. ');
  await page.getByText(crisis.ask).waitFor();
  assert.ok(
    await field(page).evaluate((element) => element === document.activeElement),
    'the writing goes on meanwhile',
  );
  await assertAccessible(page, 'the gentle question');
  await key(page, 'crisis-not_now').click();
  await page.getByText(crisis.ask).waitFor({ state: 'detached' });
  await page.waitForFunction(() => document.activeElement?.matches('.writer textarea'));
  await field(page).pressSequentially('That is the song they played. ');
  await key(page, 'keep').click();
  await page.getByText(t('write.where_to')).waitFor();
  assert.equal(await page.getByText(crisis.ask).count(), 0);
});

test('a yes brings help and the plan in one’s own words before anything else', async (test) => {
  const page = await openWrite(test);
  await enter(page, 'help/plan');
  await page
    .locator('summary')
    .filter({ hasText: t('help.plan_questions') })
    .click();
  for (const { ask } of plan.items) await page.getByText(ask, { exact: true }).waitFor();
  await page.locator('main input, main textarea').first().fill('Ring Ines, also at night.');
  await button(page, 'parts.keep').click();
  await expectAt(page, t('room.help'));
  await enter(page, 'write');
  await field(page).fill('I don’t want to be alive. It is late.');
  await key(page, 'crisis-me_now').click();
  await page.waitForFunction((lead) => document.activeElement?.textContent === lead, crisis.lead);
  await page.getByText('Ring Ines, also at night.').waitFor();
  await key(page, 'crisis-help').click();
  await expectAt(page, t('room.help'));
  await enter(page, 'write');
  assert.equal(
    await field(page).inputValue(),
    'I don’t want to be alive. It is late.',
    'what was written is still there',
  );
});

test('words in a moment are read when it is kept, and the moment is kept whatever the answer', async (test) => {
  const { page } = await openApp(test);
  await answerCheck(page);
  await enter(page, 'moment');
  await page.getByLabel(t('moment.urge'), { exact: true }).focus();
  await page.keyboard.press('ArrowRight');
  await page
    .locator('main summary')
    .filter({ hasText: t('moment.words') })
    .click();
  await page.locator('main textarea').first().fill('I wish I was dead.');
  await key(page, 'keep').click();
  await page
    .getByRole('dialog')
    .getByRole('heading', { name: t('cues.ask') })
    .waitFor();
  await assertAccessible(page, 'the question after keeping');
  await key(page, 'crisis-not_now').click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await enter(page, 'journey');
  await page.getByText('I wish I was dead.').waitFor();
});

test('the question after keeping stands over the room that follows, however soon it comes, until it is answered', async (test) => {
  const page = await openWrite(test);
  // The rules are read before: the question opens at once, and the next room after it.
  await field(page).fill('I am fine.');
  await underlined(page).waitFor();
  await enter(page, 'moment');
  await page
    .locator('main summary')
    .filter({ hasText: t('moment.words') })
    .click();
  await page.locator('main textarea').first().fill('I wish I was dead.');
  await key(page, 'keep').click();
  await expectAt(page, t('room.today'));
  await page.getByRole('dialog').getByRole('button').first().waitFor();
  await key(page, 'crisis-me_now').click();
  await page.waitForFunction((lead) => document.activeElement?.textContent === lead, crisis.lead);
  await key(page, 'crisis-help').click();
  await expectAt(page, t('room.help'));
  await page.getByRole('dialog').waitFor({ state: 'detached' });
});
