// What one comes back for: a moment noted, a step planned and settled, words written, found, changed, deleted and undone.
import assert from 'node:assert/strict';
import test from 'node:test';
import { answerCheck, button, enter, expectAt } from './acts.mjs';
import { assertAccessible, content, openApp, t } from './harness.mjs';

const key = (page, name) => page.locator(`main [data-key="${name}"]`);
const choose = (page, words) => page.locator('main label').filter({ hasText: words }).first().click();

/** Adds a person who is a friend and stands near; `safety` is the id of an answer. */
async function addFriend(page, alias, safety) {
  await enter(page, 'people/new');
  await page.getByLabel(t('people.alias')).fill(alias);
  await choose(page, content.vocabulary.relations.find(({ id }) => id === 'friend').label);
  await choose(page, content.vocabulary.rings[1].label);
  await choose(page, content.unsafe.answers.find(({ id }) => id === safety).label);
  await key(page, 'keep').click();
  await page.getByRole('heading', { name: alias }).waitFor();
}

const ladder = (id) => content.ladder.find((step) => step.id === id);

test('a moment is placed, weighed and kept in three acts, and stands in the journey', async (test) => {
  const { page } = await openApp(test);
  await answerCheck(page);
  await enter(page, 'moment');
  await page.locator('.mood svg').click({ position: { x: 60, y: 60 } });
  await page.getByLabel(t('moment.urge'), { exact: true }).focus();
  for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowRight');
  await key(page, 'keep').click();
  await expectAt(page, t('room.today'));
  await enter(page, 'journey');
  await page.getByText(t('journey.urge', { n: 8 })).waitFor();
});

test('a moment that was taken back stands in the form again, as it was', async (test) => {
  const { page } = await openApp(test);
  await answerCheck(page);
  await enter(page, 'moment');
  await page.locator('.mood svg').click({ position: { x: 300, y: 220 } });
  const placed = await page.locator('.mood-words').innerText();
  await key(page, 'keep').click();
  await button(page, 'parts.undo').click();
  await expectAt(page, t('room.moment'));
  assert.equal(await page.locator('.mood-words').innerText(), placed);
});

test('a step is planned with what is feared of it, settled, and drawn beside what was expected', async (test) => {
  const { page } = await openApp(test);
  await answerCheck(page);
  await addFriend(page, 'Ines', 'safe');
  await enter(page, 'step/new?ladder=friends_1a');
  await choose(page, 'Ines');
  await page.getByLabel(t('step.feared')).fill('She laughs it off.');
  const belief = page.getByLabel(t('step.belief'), { exact: true });
  await belief.focus();
  for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowRight');
  await key(page, 'plan').click();
  await expectAt(page, t('room.today'));

  await key(page, 'settle').click();
  await page.getByText('She laughs it off.').waitFor();
  await choose(page, t('step.status.done'));
  await page.getByLabel(t('step.outcome')).fill('She sent three titles.');
  const after = page.getByLabel(t('step.belief_after_was', { value: 70 }), { exact: true });
  await after.focus();
  for (let i = 0; i < 6; i++) await page.keyboard.press('ArrowLeft');
  await key(page, 'keep').click();
  await page.getByRole('img', { name: t('step.pair', { before: 70, after: 20 }) }).waitFor();
  await page.getByText('She sent three titles.').waitFor();
  await assertAccessible(page, 'a settled step');
});

test('a step can be planned and settled by keyboard alone', async (test) => {
  const { page } = await openApp(test);
  await answerCheck(page);
  const active = () =>
    page.evaluate(() => {
      const { activeElement: at } = document;
      return at?.getAttribute('data-key') ?? (at?.labels?.[0] ?? at)?.textContent?.trim() ?? '';
    });
  const tabTo = async (wanted) => {
    for (let i = 0; i < 60; i++) {
      if ((await active()) === wanted) return;
      await page.keyboard.press('Tab');
    }
    assert.fail(`${wanted} cannot be reached by Tab; last was ${await active()}`);
  };
  await enter(page, 'today');
  await key(page, 'plan').waitFor();
  await tabTo('plan');
  await page.keyboard.press('Enter');
  await expectAt(page, t('step.plan'));
  await page.locator('form').waitFor();
  await tabTo(t('step.feared'));
  await page.keyboard.type('It turns into a talk.');
  await tabTo('plan');
  await page.keyboard.press('Enter');
  await key(page, 'settle').waitFor();
  await tabTo('settle');
  await page.keyboard.press('Enter');
  await page.getByText('It turns into a talk.').waitFor();
  await tabTo(t('step.status.done'));
  await page.keyboard.press('Space');
  await tabTo(t('step.outcome'));
  await page.keyboard.type('It took a minute.');
  await tabTo('keep');
  await page.keyboard.press('Enter');
  await page.getByText('It took a minute.').waitFor();
  await page.waitForFunction(() => document.activeElement?.matches('h1'));
});

test('nothing is planned toward someone unsafe, by name or in one’s own words, nor toward “anyone” like them', async (test) => {
  const { page } = await openApp(test);
  await answerCheck(page);
  await addFriend(page, 'Edgar', 'unsafe');
  await page.getByText(content.unsafe.distance).waitFor();

  await enter(page, 'step/new?ladder=friends_1a');
  await page.getByText(t('step.guarded')).waitFor();
  assert.ok(await key(page, 'plan').isDisabled());
  assert.equal(await page.locator('main label').filter({ hasText: 'Edgar' }).count(), 0);

  await enter(page, 'step/new');
  await page.getByLabel(t('step.own')).fill('Ask Edgar for the key');
  await page.getByText(content.unsafe.distance).waitFor();
  assert.ok(await key(page, 'plan').isDisabled());
});

test('before a harder step it is asked whether it is safe, and a doubt ends it there', async (test) => {
  const { page } = await openApp(test);
  await answerCheck(page);
  await enter(page, 'step/new?ladder=friends_6a');
  await page.getByText(content.unsafe.before_step).waitFor();
  assert.ok(await key(page, 'plan').isDisabled());
  assert.equal(await page.getByLabel(t('step.feared')).count(), 0);
  await choose(page, content.unsafe.answers.find(({ id }) => id === 'unsure').label);
  await page.getByText(t('step.unsure')).waitFor();
  assert.ok(await key(page, 'plan').isDisabled());
  await choose(page, content.unsafe.answers.find(({ id }) => id === 'safe').label);
  await page.getByLabel(t('step.feared')).waitFor();
  assert.ok(await key(page, 'plan').isEnabled());
});

test('rest is one tap, can be taken back, and a step after all is one tap too', async (test) => {
  const { page } = await openApp(test);
  await answerCheck(page);
  await enter(page, 'today');
  await key(page, 'rest').click();
  await page.getByText(t('today.resting.words')).waitFor();
  await key(page, 'ask').click();
  await key(page, 'plan').waitFor();
  await button(page, 'parts.undo').click();
  await page.getByText(t('parts.back_again')).waitFor();
});

test('what was written is found as it is typed, changed, deleted and brought back', async (test) => {
  const { page } = await openApp(test);
  await answerCheck(page);
  await enter(page, 'write');
  await page.getByRole('textbox').fill('Busy is a wall with a window in it. Four shelves this year.');
  await key(page, 'keep').click();
  await key(page, 'mine').click();
  await expectAt(page, t('room.today'));

  await enter(page, 'journey');
  await page.getByLabel(t('journey.search')).fill('shelv');
  await page.locator('.items mark').filter({ hasText: 'shelv' }).waitFor();
  await page.locator('.items a').first().click();
  await key(page, 'change').click();
  await page.getByRole('textbox').fill('Five shelves, in fact.');
  await key(page, 'keep').click();
  await page.getByText('Five shelves, in fact.').waitFor();
  await key(page, 'delete').click();
  await expectAt(page, t('room.journey'));
  assert.equal(await page.getByText('Five shelves, in fact.').count(), 0);
  await button(page, 'parts.undo').click();
  await page.getByText('Five shelves, in fact.').waitFor();
});

test('the sentence at the caret is lit and the field stays a plain one', async (test) => {
  const { page } = await openApp(test);
  await enter(page, 'write');
  const field = page.getByRole('textbox');
  await field.fill('One is done. Two goes on');
  assert.equal(await page.locator('.writer .now').innerText(), 'Two goes on');
  await field.evaluate((element) => element.setSelectionRange(2, 2));
  await page.locator('.writer .now').filter({ hasText: 'One is done.' }).waitFor();
  assert.equal(await field.inputValue(), 'One is done. Two goes on');
  assert.notEqual(await page.locator('.writer .beam path').getAttribute('d'), '');
});
