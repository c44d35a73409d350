// Leaning on one person for nearly every step: said in People with what it rests on, and the ways to widen; never before.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { root } from '../../tools/server.mjs';
import { addPerson, answerCheck, enter, exportPlain, importFile } from './acts.mjs';
import { assertAccessible, openApp, t } from './harness.mjs';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';

const safety = JSON.parse(readFileSync(path.join(root, 'build/content/library/en.json'), 'utf8')).safety;
const words = safety.over_dependence;
const title = (page) => page.locator('summary').filter({ hasText: t('one_person.title') });

/** Steps that were done in the last days, as export lines: `counts` for each person's id. */
function steps(counts) {
  const digits = '0123456789abcdefghjkmnpqrstvwxyz';
  const day = 86_400_000;
  const today = Math.floor(Date.now() / day) * day;
  const lines = [];
  for (const [person, count] of Object.entries(counts)) {
    for (let i = 0; i < count; i++) {
      const n = lines.length;
      const at = new Date(today - (n + 1) * day + 12 * 3_600_000).toISOString().replace(/\.\d+Z$/, '+00:00');
      lines.push({
        id: `3${digits[n]}`.padEnd(26, '0'),
        kind: 'step',
        at,
        rev: `00000000${(0x1000 + n).toString(16)}.0000.${'1'.padEnd(26, '0')}`,
        body: { own: 'a call', person, status: 'done', settled_at: at },
      });
    }
  }
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

/** A life with two people, and so many steps done with each. */
async function lifeWith(test, first, second) {
  const { page } = await openApp(test);
  await answerCheck(page);
  await addPerson(page, 'Ines', { safety: 'safe' });
  await addPerson(page, 'Ruth', { safety: 'safe' });
  const people = (await exportPlain(page))
    .toString()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
    .filter(({ kind }) => kind === 'person');
  const id = (alias) => people.find(({ body }) => body.alias === alias).id;
  const folder = mkdtempSync(path.join(tmpdir(), 'ajar-steps-'));
  test.after(() => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'steps.jsonl');
  writeFileSync(file, steps({ [id('Ines')]: first, [id('Ruth')]: second }));
  await importFile(page, file);
  await enter(page, 'people');
  return page;
}

test('with eleven of twelve steps to one person, the ways to widen are offered, and can wait', async (test) => {
  const page = await lifeWith(test, 11, 1);
  await title(page).click();
  await page.getByText(t('receiving.one_person.claim', { number: 11, n: 12, person: 'Ines' })).waitFor();
  for (const { title: name } of words.items) await page.getByText(name, { exact: true }).waitFor();
  await assertAccessible(page, 'one person, most of it');
  await page
    .locator('.one-person')
    .getByRole('button', { name: t('one_person.not_now') })
    .click();
  await title(page).waitFor({ state: 'detached' });
});

test('with steps to two people nothing is said of it', async (test) => {
  const page = await lifeWith(test, 8, 6);
  await page.getByText('Ruth', { exact: true }).first().waitFor();
  await page.waitForLoadState('networkidle');
  assert.equal(await title(page).count(), 0);
});
