// Every room, empty and with a life in it: nothing that axe-core finds, and no sideways scroll down to 320 px.
import test from 'node:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { answerCheck, enter, importFile, simulated } from './acts.mjs';
import { assertAccessible, assertNoSidewaysScroll, desk, narrow, openApp, phone } from './harness.mjs';

const rooms = [
  'today',
  'moment',
  'write',
  'check',
  'check/2',
  'people',
  'people/new',
  'steps',
  'step/new',
  'step/new?ladder=friends_3d',
  'journey',
  'around',
  'help',
  'settings',
];

/** Waits until the room has been drawn: there is no ruler of waiting left in it. */
const drawn = (page) => page.waitForFunction(() => document.querySelector('main')?.innerText.trim() !== '');

async function lookAt(page, name) {
  for (const room of rooms) {
    await enter(page, room);
    await drawn(page);
    await assertNoSidewaysScroll(page, `${room}, ${name}`);
    await assertAccessible(page, `${room}, ${name}`);
  }
}

const looks = [
  ['phone by day', { viewport: phone, colorScheme: 'light' }],
  ['phone by night', { viewport: phone, colorScheme: 'dark' }],
  ['desk by night', { viewport: desk, colorScheme: 'dark' }],
  ['narrow by day', { viewport: narrow, colorScheme: 'light' }],
  // 1280 × 1024 at 400 %.
  ['desk at 400 %', { viewport: { width: 320, height: 256 }, colorScheme: 'light' }],
  ['higher contrast', { viewport: phone, colorScheme: 'light', contrast: 'more' }],
];

for (const [name, look] of looks) {
  test(`every room of a new life holds up: ${name}`, async (test) => {
    const { page } = await openApp(test, look);
    await answerCheck(page);
    await lookAt(page, name);
  });
}

for (const [name, look] of looks.slice(0, 4)) {
  test(`every room of a lived life holds up: ${name}`, async (test) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'ajar-life-'));
    test.after(() => rmSync(folder, { recursive: true, force: true }));
    const { page } = await openApp(test, look);
    await importFile(page, simulated(folder));
    await lookAt(page, name);
    await enter(page, 'journey');
    await page.locator('.items a').first().click();
    await drawn(page);
    await assertNoSidewaysScroll(page, `a record, ${name}`);
    await assertAccessible(page, `a record, ${name}`);
  });
}
