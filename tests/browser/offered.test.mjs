// What is offered and what is not: rest of equal size, no step toward someone unsafe, help on every screen.
import assert from 'node:assert/strict';
import test from 'node:test';
import { addPerson, answerCheck, button, drafted, enter, expectAt } from './acts.mjs';
import { content, openApp, t } from './harness.mjs';

const friendly = content.ladder.find(({ relation, difficulty }) => relation === 'friend' && difficulty === 2);

test('a plan half made is there again after a reload', async (test) => {
  const { page } = await openApp(test);
  await answerCheck(page);
  await enter(page, `step/new?ladder=${friendly.id}`);
  await drafted(page, () => page.getByLabel(t('step.feared'), { exact: true }).fill('A long silence.'));
  await page.reload();
  await expectAt(page, t('step.plan'));
  assert.equal(await page.getByLabel(t('step.feared'), { exact: true }).inputValue(), 'A long silence.');
});

test('of someone who is not safe no step is offered, and help is', async (test) => {
  const { page } = await openApp(test);
  await answerCheck(page, { context: 'friends' });
  await addPerson(page, 'Rook', { relation: 'friend', safety: 'unsafe' });
  await enter(page, 'steps');
  await page.getByRole('heading', { level: 1 }).waitFor();
  const offered = content.ladder
    .filter(({ relation }) => relation === 'friend')
    .map(({ id }) => `a[href*="ladder=${id}"]`);
  assert.equal(await page.locator(offered.join(',')).count(), 0);
  await enter(page, `step/new?ladder=${friendly.id}`);
  await page.getByText(t('step.guarded')).waitFor();
  assert.ok(await page.locator('[data-key=plan]').isDisabled());
  assert.equal(await page.getByText('Rook', { exact: true }).count(), 0);
});

test('rest is a key like any other, and can be taken back', async (test) => {
  const { page } = await openApp(test);
  await answerCheck(page);
  await enter(page, 'today');
  const sizes = await page
    .locator('.keys > *')
    .evaluateAll((keys) => keys.map((key) => key.getBoundingClientRect().width));
  assert.ok(Math.max(...sizes) - Math.min(...sizes) <= 2, `keys of ${sizes.join(', ')} px`);
  await page.locator('[data-key=rest]').click();
  await page.getByText(t('today.resting.words')).waitFor();
  await button(page, 'parts.undo').click();
  await page.getByText(t('today.resting.words')).waitFor({ state: 'detached' });
});

test('help is one tap away on every screen, and works while the life is shut', async (test) => {
  const { page } = await openApp(test);
  await answerCheck(page);
  for (const room of ['today', 'moment', 'write', 'check', 'people', 'steps', 'journey', 'around', 'settings']) {
    await enter(page, room);
    await page
      .getByRole('link', { name: t('shell.help'), exact: true })
      .first()
      .click();
    await expectAt(page, t('room.help'));
  }
});
