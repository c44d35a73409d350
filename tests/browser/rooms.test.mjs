// Every room of a life that has hardly begun: nothing that axe-core finds, and no sideways scroll down to 320 px. What
// access.test.mjs does with a life that was lived, this does with the empty pages.
import test from 'node:test';
import { answerCheck, enter } from './acts.mjs';
import { practices } from './rooms.mjs';
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
  ...practices,
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
