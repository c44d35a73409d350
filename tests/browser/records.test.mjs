// What was written belongs to the person: found again, changed, deleted for good, taken out and brought in.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import {
  addPerson,
  answerCheck,
  button,
  enter,
  expectAt,
  exportPlain,
  importFile,
  saved,
  setPassphrase,
  simulated,
  stateHash,
  terminal,
  unlock,
  write,
} from './acts.mjs';
import { openApp, t } from './harness.mjs';

const passphrase = 'nine oars and a borrowed lantern';

/** A folder that goes away after the test. */
function place(test) {
  const folder = mkdtempSync(path.join(tmpdir(), 'ajar-records-'));
  test.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('once undo has closed, a deleted text is in no export and nowhere in the log', async (test) => {
  const { page } = await openApp(test);
  await write(page, 'Keep this one.');
  await write(page, 'Forget this one.');
  await enter(page, 'journey');
  await page.getByRole('link').filter({ hasText: 'Forget this one.' }).first().click();
  await page.locator('[data-key=delete]').click();
  await button(page, 'parts.undo').waitFor();
  await button(page, 'parts.undo').waitFor({ state: 'detached', timeout: 30_000 });
  await verifiedEvents(page, 5);
  const lines = (await exportPlain(page)).toString();
  assert.ok(lines.includes('Keep this one.'));
  assert.equal(lines.includes('Forget this one.'), false);
});

/** Verifies until the log has `events` whole entries: the sweep comes on its own a little after undo closes. */
async function verifiedEvents(page, events) {
  const wanted = page.getByText(t('settings.verified', { events, problems: 0 }));
  for (let tries = 0; tries < 60; tries += 1) {
    await enter(page, 'settings/storage');
    await button(page, 'settings.verify_now').click();
    const seen = await wanted.waitFor({ timeout: 1000 }).then(
      () => true,
      () => false,
    );
    if (seen) return;
    await enter(page, 'settings');
  }
  assert.fail(`the log never came to ${events} events`);
}

test('a terminal’s export comes in whole, with the same state', async (test) => {
  const folder = place(test);
  const home = path.join(folder, 'home');
  terminal(home, ['begin', '--no-passphrase']);
  terminal(home, ['import', simulated(folder, { days: 60 })]);
  terminal(home, ['write'], 'Said at the kitchen table: I would like to come along.');
  const file = path.join(folder, 'export.jsonl');
  writeFileSync(file, terminal(home, ['export']));
  const state = /[0-9a-f]{64}/.exec(terminal(home, ['verify']))[0];
  const { page } = await openApp(test);
  await importFile(page, file);
  assert.equal(await stateHash(page), state);
  assert.equal((await exportPlain(page)).toString(), readFileSync(file, 'utf8'));
});

test('a plain export comes back into another life as it was', async (test) => {
  const folder = place(test);
  const first = await openApp(test);
  await answerCheck(first.page);
  await addPerson(first.page, 'Ines');
  await write(first.page, 'A note.');
  const file = path.join(folder, 'plain.jsonl');
  writeFileSync(file, await exportPlain(first.page));
  const state = await stateHash(first.page);
  const second = await openApp(test);
  await importFile(second.page, file);
  assert.equal(await stateHash(second.page), state);
});

test('a sealed export opens with its passphrase and no other, in another browser', async (test) => {
  const folder = place(test);
  const first = await openApp(test);
  await write(first.page, 'A sealed note.');
  await setPassphrase(first.page, passphrase);
  await enter(first.page, 'settings/export');
  const bytes = await saved(first.page, () => button(first.page, 'settings.sealed_save').click());
  assert.equal(bytes.includes('sealed note'), false);
  const file = path.join(folder, 'life.ajar');
  writeFileSync(file, bytes);
  const state = await stateHash(first.page);
  const { page } = await openApp(test);
  await enter(page, 'settings/import');
  await page.getByLabel(t('settings.import_file')).setInputFiles(file);
  await page.getByLabel(t('settings.import_passphrase')).fill('not this one at all');
  await button(page, 'settings.import_open').click();
  await page.getByRole('alert').filter({ hasText: /./ }).waitFor({ timeout: 60_000 });
  await page.getByLabel(t('settings.import_passphrase')).fill(passphrase);
  await button(page, 'settings.import_open').click();
  await page.locator('main button.main').click({ timeout: 60_000 });
  await page
    .getByRole('status')
    .filter({ has: page.getByRole('link') })
    .waitFor({ timeout: 60_000 });
  assert.equal(await stateHash(page), state);
});

test('a file with a fault brings nothing in and says where the fault is', async (test) => {
  const folder = place(test);
  const file = path.join(folder, 'broken.jsonl');
  const good = readFileSync(simulated(folder, { days: 5 }), 'utf8');
  writeFileSync(file, `${good}{"id":"no id","kind":"moment"}\n`);
  const { page } = await openApp(test);
  await enter(page, 'settings/import');
  await page.getByLabel(t('settings.import_file')).setInputFiles(file);
  const line = good.trimEnd().split('\n').length + 1;
  await page
    .getByRole('alert')
    .filter({ hasText: String(line) })
    .waitFor();
  assert.equal(await page.locator('main button.main').count(), 0);
  await enter(page, 'settings/storage');
  assert.equal(await page.locator('main dd').first().innerText(), '0');
});

test('everything can be deleted, confirmed by typing, and then the app is as new', async (test) => {
  const app = await openApp(test);
  const { page } = app;
  await answerCheck(page);
  await write(page, 'Bread and milk.');
  await enter(page, 'settings/erase');
  const erase = button(page, 'settings.erase_now');
  assert.ok(await erase.isDisabled());
  const word = t('settings.erase_word');
  await page.getByLabel(t('settings.erase_type', { word })).fill(word);
  await erase.click();
  await page.getByText(t('check.which')).waitFor();
  const left = await page.evaluate(async () => ({
    databases: (await indexedDB.databases()).map(({ name }) => name),
    local: localStorage.length,
  }));
  assert.equal(left.local, 0);
  await page.reload();
  await page.getByText(t('check.which')).waitFor();
  await enter(page, 'settings/storage');
  assert.equal(await page.locator('main dd').first().innerText(), '0');
});

test('two tabs that write at once lose nothing and stay one life', async (test) => {
  const app = await openApp(test);
  await write(app.page, 'Before both.');
  const other = await app.tab();
  await enter(other, 'write');
  const each = 8;
  const keep = async (page, tab) => {
    for (let n = 0; n < each; n += 1) await write(page, `${tab} ${n}`);
  };
  await Promise.all([keep(app.page, 'left'), keep(other, 'right')]);
  const lines = (await exportPlain(app.page)).toString();
  for (const tab of ['left', 'right']) {
    for (let n = 0; n < each; n += 1) assert.ok(lines.includes(`"${tab} ${n}"`), `${tab} ${n}`);
  }
  assert.equal(await stateHash(app.page), await stateHash(other));
  await app.page.getByText(t('settings.verified', { events: 2 + 2 * each, problems: 0 })).waitFor();
});

test('a life that a tab shut is shut in the other', async (test) => {
  const app = await openApp(test);
  await write(app.page, 'One life.');
  await setPassphrase(app.page, passphrase);
  const other = await app.tab();
  await unlock(other, passphrase);
  await expectAt(other, t('room.today'));
  await enter(app.page, 'settings/hide');
  await button(app.page, 'shell.lock').click();
  await other.getByLabel(t('unlock.passphrase')).waitFor();
});
