// What is kept stays kept: crashed tabs, no network, two tabs at once, another host.
import assert from 'node:assert/strict';
import test from 'node:test';
import { answerCheck, drafted, enter } from './acts.mjs';
import { openApp, t } from './harness.mjs';
import { startStaticHost } from './static.mjs';
import { pages } from '../../tools/server.mjs';

test('a draft survives a crash of the tab', async (test) => {
  const app = await openApp(test, { path: '#/write' });
  const words = 'I said it was fine, and went to wash the cups.';
  await drafted(app.page, () => app.page.getByRole('textbox').first().fill(words));
  const crashed = app.page.waitForEvent('crash');
  app.page.goto('chrome://crash').catch(() => {});
  await crashed;
  const again = await app.context.newPage();
  await again.goto(`${app.url}#/write`);
  await again.waitForFunction(
    (words) => [...document.querySelectorAll('textarea')].some((field) => field.value === words),
    words,
  );
});

test('without a network everything but the network is there', async (test) => {
  const app = await openApp(test);
  await answerCheck(app.page);
  await app.page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  await app.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await app.server.stop();
  await app.page.reload();
  await enter(app.page, 'check');
  await answerCheck(app.page, { context: 'friends' });
  for (const room of ['today', 'moment', 'write', 'journey', 'people', 'steps', 'help', 'settings']) {
    await enter(app.page, room);
    await app.page.getByRole('heading', { level: 1 }).waitFor();
  }
});

test('from a plain static host, under a sub-path, it is the same app', async (test) => {
  const host = await startStaticHost(pages, '/some/where/ajar/');
  test.after(() => host.stop());
  const app = await openApp(test, { url: host.url });
  await answerCheck(app.page);
  await app.page.reload();
  await app.page.getByText(t('mirror.ours')).waitFor();
  assert.deepEqual(
    host.asked.filter((name) => !name.startsWith('/some/where/ajar/') && name !== '/favicon.ico'),
    [],
  );
  await app.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await host.stop();
  await app.page.reload();
  await app.page.getByText(t('mirror.ours')).waitFor();
});
