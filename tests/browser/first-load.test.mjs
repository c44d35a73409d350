// The first load: what is transferred before the first statement can be answered, what follows after, and that whatever
// follows late, not at all or broken takes nothing of what was kept.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import {
  answerCheck,
  button,
  contexts,
  enter,
  expectAt,
  scale,
  setPassphrase,
  stateHash,
  statements,
} from './acts.mjs';
import { startCountingProxy } from './counting.mjs';
import { openApp, t } from './harness.mjs';
import { startStaticHost } from './static.mjs';
import { pages, root } from '../../tools/server.mjs';

/** Bytes on the line, headers included. */
const bar = 300_000;
const whole = /\/engine-whole-/;

/** The first tap, and the first statement. */
async function toFirstStatement(page) {
  await page.getByRole('button', { name: contexts.partner }).click();
  await page.getByText(statements[0].text.partner, { exact: true }).waitFor();
}

/**
 * A static host whose files matching `late` are held back until `give` says how they are answered: true is as they are,
 * false not at all, bytes something else.
 */
async function hostWith(test, late) {
  let open;
  let state = new Promise((resolve) => (open = resolve));
  const host = await startStaticHost(pages, '/', { answer: (name) => (late.test(name) ? state : true) });
  const give = (answer) => {
    open(answer);
    state = Promise.resolve(answer);
  };
  test.after(() => give(false));
  test.after(() => host.stop());
  return { ...host, give };
}

/** What went wrong beside files that were refused. */
const otherwiseWrong = (app) => app.wrong.filter((line) => !line.includes('Failed to load resource'));

/** Has the check's answers and the draft of a moment in the app, by what the first module does alone. */
async function beginLife(page) {
  await answerCheck(page);
  await enter(page, 'check');
  await page.getByRole('button', { name: contexts.friends }).click();
  await page.getByText(statements[0].text.friends, { exact: true }).waitFor();
  await page.getByText(scale[4], { exact: true }).click();
  await page.getByText(statements[1].text.friends, { exact: true }).waitFor();
}

/** Both are there: the record by what is said of it, the draft by its way on. */
async function expectLife(page) {
  await enter(page, 'check');
  await page.getByRole('link', { name: t('check.go_on', { context: contexts.friends }) }).waitFor();
  const kept = page.locator('[data-context=partner] .note');
  await kept.waitFor();
}

test(`the first statement can be answered after ${bar} bytes at most`, async (test) => {
  const counter = await startCountingProxy();
  test.after(() => counter.stop());
  const app = await openApp(test, { proxy: { server: counter.url, bypass: '<-loopback>' } });
  await toFirstStatement(app.page);
  // Whatever was asked for until here counts, whether it was needed or not.
  await app.page.waitForLoadState('networkidle');
  const bytes = counter.bytes();
  test.diagnostic(`${bytes} bytes`);
  assert.ok(bytes > 100_000, `${bytes} bytes cannot be all`);
  assert.ok(bytes <= bar, `${bytes} bytes, ${bytes - bar} too many`);
  await app.page.getByText(scale[3], { exact: true }).click();
  await app.page.getByText(statements[1].text.partner, { exact: true }).waitFor();
});

test('a screen whose words cannot be had says so, and has them when they can', async (test) => {
  const host = await hostWith(test, /\/rest-/);
  const app = await openApp(test, { url: host.url, serviceWorkers: 'block' });
  host.give(false);
  await toFirstStatement(app.page);
  await app.page.getByText(scale[3], { exact: true }).click();
  await app.page.getByText(statements[1].text.partner, { exact: true }).waitFor();
  await enter(app.page, 'help');
  await expectAt(app.page, t('room.help'));
  // Not today, which sends on whom it finds without an answer.
  await app.page.evaluate(() => (location.hash = '#/people'));
  await app.page.getByText(t('error.app/not_loaded')).waitFor();
  host.give(true);
  await button(app.page, 'parts.again').click();
  await expectAt(app.page, t('room.people'));
  await enter(app.page, 'check');
  await app.page.getByRole('link', { name: t('check.go_on', { context: contexts.partner }) }).waitFor();
  assert.deepEqual(otherwiseWrong(app), []);
});

test('what was kept and drafted before the whole engine came is the same after', async (test) => {
  const host = await hostWith(test, whole);
  const app = await openApp(test, { url: host.url, serviceWorkers: 'block' });
  await beginLife(app.page);
  await expectLife(app.page);
  await enter(app.page, 'today');
  await expectAt(app.page, t('room.today'));
  assert.ok(
    host.asked.some((name) => whole.test(name)),
    'the whole engine was not asked for',
  );
  // A view that only the whole engine has: it waits, and nothing else does.
  await app.page.evaluate(() => (location.hash = '#/journey'));
  await expectAt(app.page, t('room.journey'));
  await expectLife(app.page);
  host.give(true);
  const before = await stateHash(app.page);
  await expectLife(app.page);
  await setPassphrase(app.page, 'a shelf, a lamp and four quiet letters');
  assert.equal(await stateHash(app.page), before);
  await expectLife(app.page);
});

test('a tab killed while the whole engine is on its way has lost nothing', async (test) => {
  const host = await hostWith(test, whole);
  const app = await openApp(test, { url: host.url, serviceWorkers: 'block' });
  await beginLife(app.page);
  await expectLife(app.page);
  const crashed = app.page.waitForEvent('crash');
  app.page.goto('chrome://crash').catch(() => {});
  await crashed;
  host.give(true);
  const again = await app.context.newPage();
  await again.goto(app.url);
  await expectLife(again);
  await enter(again, 'journey');
  await again.locator('main li').first().waitFor();
});

test('without the whole engine the first goes on, says what it cannot, and opens the life again', async (test) => {
  const host = await hostWith(test, whole);
  host.give(false);
  const app = await openApp(test, { url: host.url, serviceWorkers: 'block' });
  await beginLife(app.page);
  await app.page.evaluate(() => (location.hash = '#/people'));
  await app.page.getByText(t('error.app/not_loaded')).waitFor();
  await expectLife(app.page);
  await app.page.reload();
  await expectLife(app.page);
  await answerCheck(app.page, { context: 'family' });
  host.give(true);
  await enter(app.page, 'people');
  await app.page.locator('main:not(:has([role=alert]))').waitFor();
  await expectAt(app.page, t('room.people'));
  await enter(app.page, 'journey');
  await app.page.locator('main li').nth(1).waitFor();
  assert.deepEqual(otherwiseWrong(app), []);
});

test('a whole engine that stops in the middle leaves the first one in its place', async (test) => {
  const host = await hostWith(test, whole);
  const engine = readFileSync(path.join(root, 'build/wasm/wasm/engine_whole.wasm'));
  const app = await openApp(test, { url: host.url, serviceWorkers: 'block' });
  host.give(trapping(engine));
  await beginLife(app.page);
  await app.page.evaluate(() => (location.hash = '#/people'));
  await app.page.getByRole('alert').waitFor();
  await expectLife(app.page);
  await answerCheck(app.page, { context: 'family' });
  host.give(true);
  await app.page.reload();
  await enter(app.page, 'journey');
  await app.page.locator('main li').nth(1).waitFor();
});

test('after the first answer it is all there without a network, in a new life too', async (test) => {
  const app = await openApp(test);
  await toFirstStatement(app.page);
  await app.page.getByText(scale[3], { exact: true }).click();
  await app.page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  await app.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await app.server.stop();
  await app.page.evaluate(async () => {
    localStorage.clear();
    const gone = indexedDB.deleteDatabase('ajar');
    await new Promise((resolve) => (gone.onsuccess = gone.onblocked = resolve));
  });
  await app.page.goto(app.url);
  await answerCheck(app.page);
  for (const room of ['people', 'journey', 'settings']) {
    await enter(app.page, room);
    await app.page.waitForFunction(() => document.querySelector('main [role=alert], main .waiting') === null);
  }
});

/** The module with the body of aj_call replaced by one instruction that traps. */
function trapping(bytes) {
  const engine = Buffer.from(bytes);
  let at = 8;
  const number = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = engine[at++];
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  const bodies = [];
  let imported = 0;
  let wanted = -1;
  while (at < engine.length) {
    const section = engine[at++];
    const end = number() + at;
    if (section === 2) imported = number();
    if (section === 7) {
      for (let count = number(); count > 0; count -= 1) {
        const length = number();
        const name = engine.subarray(at, at + length).toString();
        at += length + 1;
        const index = number();
        if (name === 'aj_call') wanted = index;
      }
    }
    if (section === 10) {
      for (let count = number(); count > 0; count -= 1) {
        const size = number();
        bodies.push([at, at + size]);
        at += size;
      }
    }
    at = end;
  }
  const [from, to] = bodies[wanted - imported];
  // No locals; unreachable, to the end of the body.
  engine.fill(0x00, from, to - 1);
  return engine;
}
