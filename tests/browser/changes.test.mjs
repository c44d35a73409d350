// What was written can be read again, changed, and deleted, each with a way back: letters, goals, where it comes from, talks
// with the protector, and how something helped.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { root } from '../../tools/server.mjs';
import { answerCheck, button, enter, expectAt, exportPlain, importFile } from './acts.mjs';
import { assertAccessible, assertNoSidewaysScroll, content, narrow, openApp, phone, t } from './harness.mjs';

const library = JSON.parse(readFileSync(path.join(root, 'build/content/library/en.json'), 'utf8'));
const { helped } = library.journey;
const key = (page, name) => page.locator(`main [data-key="${name}"]`);
const field = (page, label) => page.getByLabel(label, { exact: true });
const rated = (rating) =>
  t('helped.rated', {
    what: helped.items.find(({ id }) => id === 'letter').label,
    rating: helped.scale.find(({ value }) => value === rating).label,
  });

/** One record of each kind: what stands in it, what it is changed to, and how. */
const kinds = {
  letter: {
    body: { to: 'me at nine', text: 'You did what there was to do.' },
    said: 'You did what there was to do.',
    listed: 'me at nine',
    change: (page) => field(page, t('letter.text')).fill('You did well enough.'),
    then: 'You did well enough.',
    stays: 'me at nine',
  },
  goal: {
    body: { text: 'To stay for the end of a quarrel.', with: 'self' },
    said: 'To stay for the end of a quarrel.',
    change: (page) => field(page, t('goal.text')).fill('To come back the same evening.'),
    then: 'To come back the same evening.',
    stays: t('record.with.self'),
  },
  origin: {
    body: { told: 'Boys do not.', learned: 'To go to my room.' },
    said: 'Boys do not.',
    change: (page) => field(page, library.recognise.origin.told.ask).fill('Not in front of guests.'),
    then: 'Not in front of guests.',
    stays: 'To go to my room.',
  },
  protector: {
    body: { guards: 'My evenings.', softness_before: 2, softness_after: 4, cool: true },
    said: 'My evenings.',
    change: (page) => field(page, t('record.field.guards')).fill('My evenings, and what I think in them.'),
    then: 'My evenings, and what I think in them.',
    stays: t('record.field.softness_before'),
  },
  helped: {
    body: { what: 'letter', rating: -1 },
    said: rated(-1),
    change: (page) =>
      page
        .locator('main label')
        .filter({ hasText: new RegExp(`^${helped.scale.at(-1).label}$`) })
        .click(),
    then: rated(2),
    stays: '',
  },
};

/** A life with one record of each of these kinds; their ids by kind. */
async function withAll(test) {
  const { page } = await openApp(test);
  await answerCheck(page);
  const ids = {};
  const at = new Date(Date.now() - 86_400_000).toISOString().replace(/\.\d+Z$/, '+00:00');
  const lines = Object.entries(kinds).map(([kind, { body }], i) => {
    ids[kind] = `5${i}`.padEnd(26, '0');
    return JSON.stringify({
      id: ids[kind],
      kind,
      at,
      rev: `0000000010${i}0.0000.${'1'.padEnd(26, '0')}`,
      body,
    });
  });
  const folder = mkdtempSync(path.join(tmpdir(), 'ajar-changes-'));
  test.after(() => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'all.jsonl');
  writeFileSync(file, `${lines.join('\n')}\n`);
  await importFile(page, file);
  return { page, ids };
}

/** The record of this id as an export has it; undefined where it is deleted. */
async function stored(page, id) {
  const lines = (await exportPlain(page)).toString().trim().split('\n');
  const found = lines.map((line) => JSON.parse(line)).find((record) => record.id === id);
  return found?.body;
}

test('each of them is read, changed, taken back, deleted and brought back', async (test) => {
  const { page, ids } = await withAll(test);
  for (const [kind, { body, said, change, then, stays }] of Object.entries(kinds)) {
    const id = ids[kind];
    await enter(page, `record/${id}`);
    await page.locator('main').getByText(said, { exact: true }).waitFor();
    await key(page, 'change').click();
    await change(page);
    await assertAccessible(page, `changing a ${kind}`);
    await page.setViewportSize(narrow);
    await assertNoSidewaysScroll(page, `changing a ${kind} at 320 px`);
    await page.setViewportSize(phone);
    await key(page, 'keep').click();
    await page.locator('main').getByText(then, { exact: true }).waitFor();
    if (stays !== '') await page.locator('main').getByText(stays, { exact: true }).first().waitFor();
    await page.getByText(t('record.changed')).waitFor();
    await button(page, 'parts.undo').click();
    await page.locator('main').getByText(said, { exact: true }).waitFor();
    assert.deepEqual(await stored(page, id), body, `${kind} after its change was taken back`);

    await enter(page, `record/${id}`);
    await key(page, 'delete').click();
    await expectAt(page, t('room.journey'));
    await button(page, 'parts.undo').click();
    await page.getByText(t('parts.back_again')).waitFor();
    await enter(page, `record/${id}`);
    await page.locator('main').getByText(said, { exact: true }).waitFor();
  }
});

test('what was changed is what is kept, whole, with what the form does not show', async (test) => {
  const { page, ids } = await withAll(test);
  await enter(page, `record/${ids.protector}/change`);
  await kinds.protector.change(page);
  await key(page, 'keep').click();
  await page.getByText(kinds.protector.then).waitFor();
  assert.deepEqual(await stored(page, ids.protector), { ...kinds.protector.body, guards: kinds.protector.then });
});

test('nothing that would be empty is kept, and leaving changes nothing', async (test) => {
  const { page, ids } = await withAll(test);
  for (const [kind, label] of [
    ['letter', t('letter.text')],
    ['goal', t('goal.text')],
  ]) {
    await enter(page, `record/${ids[kind]}/change`);
    await field(page, label).fill('');
    assert.ok(await key(page, 'keep').isDisabled(), kind);
    await key(page, 'leave').click();
    await page.getByText(kinds[kind].said).waitFor();
  }
});

test('they are found in the journey by their kind', async (test) => {
  const { page } = await withAll(test);
  await enter(page, 'journey');
  for (const [kind, { said, listed = said }] of Object.entries(kinds)) {
    await page
      .locator('main label')
      .filter({ hasText: new RegExp(`^${content.messages[`kind.${kind}`]}$`) })
      .click();
    await page.locator('.items').getByText(listed, { exact: true }).waitFor();
  }
});
