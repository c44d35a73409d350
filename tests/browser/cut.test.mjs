// A sealed export that lost its end: what is whole comes in, and that something is missing is said.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { button, enter, terminal } from './acts.mjs';
import { openApp, t } from './harness.mjs';

/** A small record's frame in bytes: its length, what precedes the text, one block and its tag (spec/vault.md §4 and §5). */
const lastFrame = 4 + 255 + 256 + 16;

test('a sealed export without its last entry says that the file is damaged', async (test) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'ajar-cut-'));
  test.after(() => rmSync(folder, { recursive: true, force: true }));
  const home = path.join(folder, 'home');
  const file = path.join(folder, 'life.ajar');
  const passphrase = path.join(folder, 'passphrase');
  writeFileSync(passphrase, 'a shelf, a lamp and four quiet letters\n');
  terminal(home, ['begin', '--no-passphrase']);
  for (const urge of ['2', '3']) terminal(home, ['note', '--urge', urge]);
  terminal(home, ['export', '--sealed', file, '--passphrase-file', passphrase]);
  const whole = readFileSync(file);
  writeFileSync(file, whole.subarray(0, whole.length - lastFrame));

  const { page } = await openApp(test);
  await enter(page, 'settings/import');
  await page.getByLabel(t('settings.import_file')).setInputFiles(file);
  await page.getByLabel(t('settings.import_passphrase')).fill('a shelf, a lamp and four quiet letters');
  await button(page, 'settings.import_open').click();
  await page.getByText(t('error.vault/damaged_export')).waitFor({ timeout: 60_000 });
  await page.getByText(t('settings.import_found', { new: 1, known: 0 })).waitFor();
});
