// Storage that refuses, and tabs that come late: what was said to be kept is kept, and what was erased stays erased.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { answerCheck, drafted, enter, exportPlain } from './acts.mjs';
import { openApp, t } from './harness.mjs';
import { startStaticHost } from './static.mjs';
import { changeStored, countStored, rewriteElsewhere } from './stored.mjs';
import { pages } from '../../tools/server.mjs';

const digits = '0123456789abcdefghjkmnpqrstvwxyz';

/** A plain export of `count` entries, made up. */
function entries(count) {
  const lines = Array.from({ length: count }, (_, n) => {
    const end = digits[Math.floor(n / 1024) % 32] + digits[Math.floor(n / 32) % 32] + digits[n % 32];
    const rev = `018f00000000.${n.toString(16).padStart(4, '0')}.0123456789abcdefghjkmnpqrs`;
    const body = { text: `Number ${n}, of a long winter.` };
    return JSON.stringify({
      id: `01234567890123456789012${end}`,
      kind: 'entry',
      at: '2026-01-02T03:04:05+01:00',
      rev,
      body,
    });
  });
  return `${lines.join('\n')}\n`;
}

test('an import that was checked is taken whole, though another window rewrote the log in between', async (test) => {
  const host = await startStaticHost(pages, '/');
  test.after(() => host.stop());
  const folder = mkdtempSync(path.join(tmpdir(), 'ajar-import-'));
  test.after(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'winter.jsonl');
  writeFileSync(file, entries(400));
  const app = await openApp(test, { url: host.url });
  await answerCheck(app.page);
  await enter(app.page, 'settings/import');
  await app.page.getByLabel(t('settings.import_file')).setInputFiles(file);
  const take = app.page.locator('main button.main');
  await take.waitFor();

  await rewriteElsewhere(app.page);
  await take.click();
  await app.page.getByText(t('settings.import_done', { n: 400 })).waitFor({ timeout: 120_000 });
  const kept = (await exportPlain(app.page)).toString();
  assert.equal(kept.match(/of a long winter/g)?.length, 400);
});

test('a window that learns late of the erasing leaves no draft behind', async (test) => {
  const host = await startStaticHost(pages, '/');
  test.after(() => host.stop());
  const app = await openApp(test, { url: host.url, path: '#/write' });
  await drafted(app.page, () => app.page.getByRole('textbox').first().fill('A sentence of mine.'));
  // What erasing does to the storage, before this window hears of it.
  await changeStored(app.page, (stores) => {
    for (const store of Object.values(stores)) store.clear();
  });
  await app.page.getByRole('textbox').first().fill('A sentence of mine, and another.');
  await app.page.waitForTimeout(900);
  assert.equal(await countStored(app.page, 'drafts'), 0);
});
