// What a person does in the app, one function an act, found by role and by the words on the screen.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { program } from '../../tools/server.mjs';
import { content, t } from './harness.mjs';
import { isStored, readStored } from './stored.mjs';

export const contexts = Object.fromEntries(
  content.statements.contexts.map((context) => [context, t(`check.context.${context}`)]),
);
export const scale = content.statements.scale.map(({ label }) => label);
export const since = Object.fromEntries(content.statements.since.map(({ id, label }) => [id, label]));
export const statements = content.statements.items;

export const button = (page, id, args) => page.getByRole('button', { name: t(id, args), exact: true });
export const link = (page, id, args) => page.getByRole('link', { name: t(id, args), exact: true });

/** Goes to an address of the app, as typed into the address bar. */
export async function enter(page, address) {
  await page.evaluate((hash) => (location.hash = hash), `#/${address}`);
  await page.locator('main').waitFor();
}

/** Waits until the head of the screen says where one is. */
export async function expectAt(page, words) {
  await page.getByRole('heading', { level: 1 }).filter({ hasText: words }).waitFor();
}

/** Answers the seven statements for one relationship. `tap` is called before each tap; it ends in the mirror. */
export async function answerCheck(
  page,
  { context = 'partner', answers = [3, 4, 2, 3, 1, 0, 2], long = 'always', tap = () => {} } = {},
) {
  const press = async (target) => {
    tap();
    await target.click();
  };
  await press(page.getByRole('button', { name: contexts[context] }));
  for (const [index, item] of statements.entries()) {
    await page.getByText(item.text[context], { exact: true }).waitFor();
    await press(page.getByText(scale[answers[index]], { exact: true }));
  }
  await press(page.getByRole('button', { name: since[long], exact: true }));
  await expectAt(page, t('mirror.where'));
}

/** Sets the first passphrase, by the settings. */
export async function setPassphrase(page, passphrase) {
  await enter(page, 'settings/passphrase');
  await page.getByLabel(t('settings.new_passphrase')).fill(passphrase);
  await page.getByLabel(t('settings.again')).fill(passphrase);
  await button(page, 'settings.set').click();
  await page.getByText(t('settings.passphrase_done')).waitFor({ timeout: 60_000 });
}

/** Types a passphrase at the shut door. */
export async function unlock(page, passphrase) {
  await page.getByLabel(t('unlock.passphrase')).fill(passphrase);
  await button(page, 'unlock.open').click();
}

/** Imports a file by the settings; resolves when everything in it is kept. */
export async function importFile(page, file) {
  await enter(page, 'settings/import');
  await page.locator('input[type=file]').setInputFiles(file);
  const take = page.locator('main button.main');
  await take.click({ timeout: 60_000 });
  await page
    .getByRole('status')
    .filter({ has: page.getByRole('link') })
    .waitFor({ timeout: 120_000 });
}

/** Saves the plain export and returns its bytes. */
export async function exportPlain(page) {
  await enter(page, 'settings/export');
  await button(page, 'settings.plain_save').click();
  return saved(page, () => button(page, 'settings.plain_save_now').click());
}

/** What a press offers for download, as bytes. */
export async function saved(page, press) {
  const [download] = await Promise.all([page.waitForEvent('download', { timeout: 60_000 }), press()]);
  const file = await download.path();
  assert.ok(file, 'the download failed');
  return readFileSync(file);
}

/** All drafts as they are stored, sealed; false before there is a database. */
const storedDrafts = async (page) =>
  (await isStored(page)) &&
  readStored(page, ({ drafts }, _, answer) => {
    drafts.getAll().onsuccess = ({ target }) =>
      answer(JSON.stringify(target.result, (_, value) => (ArrayBuffer.isView(value) ? [...value] : value)));
  });

/** Does what changes a draft, and waits until a draft is stored anew. */
export async function drafted(page, act) {
  await page.locator('main').waitFor();
  const before = await storedDrafts(page);
  await act();
  for (const end = Date.now() + 30_000; (await storedDrafts(page)) === before;)
    assert.ok(Date.now() < end, 'the draft was never stored');
}

/** Writes a person down. */
export async function addPerson(page, alias, { relation = 'friend', safety } = {}) {
  await enter(page, 'people/new');
  await page.getByLabel(t('people.alias'), { exact: true }).fill(alias);
  await page.getByRole('radio', { name: relationLabel(relation), exact: true }).check();
  const answer = content.unsafe.answers.find(({ id }) => id === safety);
  if (answer) await page.getByRole('radio', { name: answer.label, exact: true }).check();
  await page.locator('[data-key=keep]').click();
  await expectAt(page, t('room.people'));
  await page.getByText(alias, { exact: true }).first().waitFor();
}

export const relationLabel = (id) => content.vocabulary.relations.find((one) => one.id === id).label;

/** Writes words down in the room for it, up to where they are to go. */
export async function write(page, words) {
  await enter(page, 'write');
  await page.getByRole('textbox').first().fill(words);
  await page.locator('[data-key=keep]').click();
  await page.getByText(t('write.where_to')).waitFor();
}

/** The state hash that the settings show after everything was verified. */
export async function stateHash(page) {
  await enter(page, 'settings/storage');
  await button(page, 'settings.verify_now').click();
  const shown = await page.locator('.digest').innerText({ timeout: 60_000 });
  return /[0-9a-f]{64}/.exec(shown)[0];
}

/** Runs the terminal program on a home of its own; returns what it printed. */
export function terminal(home, argv, input = '') {
  const options = { input, maxBuffer: 1 << 28, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] };
  return execFileSync(program, ['--home', home, ...argv], options);
}

/** A made-up life as export lines, in a file inside `folder`. */
export function simulated(folder, { seed = 7, days = 60 } = {}) {
  const file = path.join(folder, `simulated-${seed}-${days}.jsonl`);
  execFileSync('sh', ['-c', `"${program}" simulate --seed ${seed} --days ${days} >"${file}"`]);
  return file;
}

/**
 * Brings in records that were kept earlier: `[{kind, body, daysAgo, hour?, id?}]`, as a file. Returns their ids, in order. A body
 * may be a function of the ids before it.
 */
export async function bringIn(page, folder, records) {
  const digits = '0123456789abcdefghjkmnpqrstvwxyz';
  const ids = [];
  const lines = records.map(({ kind, body, daysAgo, hour = 12, id }, n) => {
    const day = dayBefore(daysAgo);
    const whole = typeof body === 'function' ? body(ids) : body;
    ids.push(id ?? `6${digits[n >> 5]}${digits[n & 31]}`.padEnd(26, '0'));
    return JSON.stringify({
      id: ids.at(-1),
      kind,
      at: `${day}T${String(hour).padStart(2, '0')}:00:00+00:00`,
      rev: `00000000${(0x1000 + n).toString(16)}.0000.${'1'.padEnd(26, '0')}`,
      body: whole,
    });
  });
  const file = path.join(folder, `brought-${records.length}.jsonl`);
  writeFileSync(file, `${lines.join('\n')}\n`);
  await importFile(page, file);
  return ids;
}

const dayBefore = (daysAgo) => new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10);
