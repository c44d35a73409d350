// What keeps a life shut: the passphrase, the lock, hiding, and nothing readable on the disk.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { answerCheck, button, drafted, enter, setPassphrase, statements, unlock } from './acts.mjs';
import { openApp, t } from './harness.mjs';

const passphrase = 'a kettle, two moths and a long corridor';

/** Which files under `folder` hold `words`, in UTF-8 or UTF-16. */
function filesWith(folder, words) {
  const wanted = [Buffer.from(words), Buffer.from(words, 'utf16le')];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    .filter((file) => {
      const bytes = readFileSync(file);
      return wanted.some((words) => bytes.includes(words));
    });
}

test('a passphrase shuts the life: reload asks for it, a wrong one is told, the right one opens', async (test) => {
  const { page } = await openApp(test);
  await answerCheck(page);
  await setPassphrase(page, passphrase);
  await page.reload();
  await page.getByLabel(t('unlock.passphrase')).waitFor();
  await unlock(page, 'something else entirely');
  await page.getByText(t('error.vault/wrong_key')).waitFor({ timeout: 60_000 });
  await unlock(page, passphrase);
  await page.getByRole('heading', { level: 1, name: t('settings.passphrase_title') }).waitFor({ timeout: 60_000 });
  await enter(page, 'check');
  await page.getByText(t('check.which')).waitFor();
});

test('a passphrase may be pasted, and shown', async (test) => {
  const { page } = await openApp(test);
  await answerCheck(page);
  await setPassphrase(page, passphrase);
  await page.reload();
  const field = page.getByLabel(t('unlock.passphrase'));
  await field.focus();
  await page.evaluate((text) => document.execCommand('insertText', false, text), passphrase);
  await button(page, 'unlock.show').click();
  assert.equal(await field.getAttribute('type'), 'text');
  assert.equal(await field.inputValue(), passphrase);
});

test('hiding shows a page of weights and measures at once, and the way back asks for the passphrase', async (test) => {
  const { page, url } = await openApp(test);
  await answerCheck(page);
  await setPassphrase(page, passphrase);
  await page
    .getByRole('button', { name: t('shell.hide') })
    .first()
    .click();
  await page.getByRole('heading', { name: t('hide.title') }).waitFor();
  assert.equal((await page.locator('body').innerText()).includes(t('shell.name')), false);
  await page.goto(url);
  await page.getByLabel(t('unlock.passphrase')).waitFor();
});

test('Shift three times hides, in every tab', async (test) => {
  const app = await openApp(test);
  await answerCheck(app.page);
  const other = await app.tab();
  await other.getByRole('heading', { level: 1 }).waitFor();
  for (let press = 0; press < 3; press += 1) await app.page.keyboard.press('Shift');
  await app.page.getByRole('heading', { name: t('hide.title') }).waitFor();
  await other.getByRole('heading', { name: t('hide.title') }).waitFor();
});

test('nothing that was written is readable in the browser’s files', async (test) => {
  const app = await openApp(test);
  const { page } = app;
  const marker = (place) => `heron under the copper bridge ${place}`;
  await answerCheck(page);
  await enter(page, 'write');
  await drafted(page, () =>
    page
      .getByRole('textbox')
      .first()
      .fill(`The ${marker('written')} knew.`),
  );
  await enter(page, 'people/new');
  await page.getByLabel(t('people.alias')).fill(marker('named'));
  await enter(page, 'step/new?own=1');
  await page.getByRole('textbox').first().waitFor();
  await drafted(page, async () => {
    for (const field of await page.getByRole('textbox').all()) await field.fill(marker('planned'));
  });
  await enter(page, 'journey?search=1');
  await page.getByRole('searchbox').fill(marker('sought'));
  await enter(page, 'settings/passphrase');
  await page.getByLabel(t('settings.new_passphrase')).fill(marker('secret'));
  await button(page, 'unlock.show').first().click();
  await app.close();
  for (const place of ['written', 'named', 'planned', 'sought', 'secret']) {
    assert.deepEqual(filesWith(app.profile, marker(place)), [], place);
  }
  for (const id of statements.map(({ id }) => id))
    assert.deepEqual(filesWith(path.join(app.profile, 'Default/Sessions'), id), []);
  const again = await openApp(test, { url: app.url, profile: app.profile, path: '#/write' });
  await again.page.waitForFunction(
    (words) => [...document.querySelectorAll('textarea')].some((field) => field.value.includes(words)),
    marker('written'),
  );
});

test('the search of the last test finds words that are there', async (test) => {
  const app = await openApp(test);
  await app.page.evaluate(() => localStorage.setItem('probe', 'heron under the copper bridge'));
  await app.page.waitForTimeout(200);
  await app.close();
  assert.notDeepEqual(filesWith(app.profile, 'heron under the copper bridge'), []);
});
