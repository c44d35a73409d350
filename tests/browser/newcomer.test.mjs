// The first two minutes of someone who has never seen Ajar: from the address to the mirror.
import assert from 'node:assert/strict';
import test from 'node:test';
import { answerCheck, button, contexts, drafted, expectAt, scale, since, statements } from './acts.mjs';
import { openApp, t } from './harness.mjs';

test('a newcomer has the mirror in nine taps, with no account and no passphrase', async (test) => {
  const { page } = await openApp(test);
  let taps = 0;
  await answerCheck(page, { tap: () => (taps += 1) });
  assert.ok(taps <= 9, `${taps} taps`);
  assert.equal(await page.locator('input[type=password], input[type=email]').count(), 0);
  await page.getByText(t('mirror.ours')).waitFor();
});

test('the mirror says what was answered, closest first, and offers one step of difficulty two at most', async (test) => {
  const { page } = await openApp(test);
  await answerCheck(page, { answers: [0, 4, 1, 3, 1, 0, 2], long: 'years' });
  const rows = await page.locator('.order').innerText();
  const [closest, farthest] = [statements[1].short, statements[0].short];
  assert.ok(rows.indexOf(closest) >= 0 && rows.indexOf(closest) < rows.indexOf(farthest), rows);
  await button(page, 'mirror.rest').waitFor();
  await page.locator('[data-key=plan]').click();
  await expectAt(page, t('step.plan'));
});

test('what was answered is still there after a reload and after the browser was closed', async (test) => {
  const app = await openApp(test);
  await answerCheck(app.page);
  const mirror = await app.page.locator('.said').innerText();
  await app.page.reload();
  await app.page.locator('.said').waitFor();
  assert.equal(await app.page.locator('.said').innerText(), mirror);
  const address = new URL(app.page.url());
  await app.close();
  const again = await openApp(test, { url: app.url, profile: app.profile, path: address.hash });
  await again.page.locator('.said').waitFor();
  assert.equal(await again.page.locator('.said').innerText(), mirror);
});

test('statements may be left out, and one can go back to change an answer', async (test) => {
  const { page } = await openApp(test);
  await page.getByRole('button', { name: contexts.family }).click();
  await page.getByText(statements[0].text.family).waitFor();
  await page.getByText(scale[4], { exact: true }).click();
  await page.getByText(statements[1].text.family).waitFor();
  await button(page, 'shell.back').click();
  await page.getByText(statements[0].text.family).waitFor();
  assert.ok(await page.getByLabel(scale[4], { exact: true }).isChecked());
  await page.getByText(scale[1], { exact: true }).click();
  for (const item of statements.slice(1)) {
    await page.getByText(item.text.family).waitFor();
    await button(page, 'check.leave_out').click();
  }
  await page.getByRole('button', { name: since.lately, exact: true }).click();
  await expectAt(page, t('mirror.where'));
  assert.equal(await page.locator('.order li, .order tr').filter({ hasText: statements[1].short }).count(), 0);
});

test('half a check is there again after the tab went away', async (test) => {
  const { page } = await openApp(test);
  await drafted(page, () => page.getByRole('button', { name: contexts.partner }).click());
  await page.getByText(statements[0].text.partner).waitFor();
  await drafted(page, () => page.getByText(scale[3], { exact: true }).click());
  await page.getByText(statements[1].text.partner).waitFor();
  await page.goto('about:blank');
  await page.goBack();
  await page.getByText(statements[1].text.partner).waitFor();
  await button(page, 'shell.back').click();
  await page.getByText(statements[0].text.partner).waitFor();
  assert.ok(await page.getByLabel(scale[3], { exact: true }).isChecked());
});
