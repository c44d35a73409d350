// The first load: what follows the first statement, and what happens when it cannot be had.
import assert from 'node:assert/strict';
import test from 'node:test';
import { answerCheck, button, contexts, enter, expectAt, scale, statements } from './acts.mjs';
import { openApp, t } from './harness.mjs';
import { startStaticHost } from './static.mjs';
import { pages } from '../../tools/server.mjs';

async function toFirstStatement(page) {
  await page.getByRole('button', { name: contexts.partner }).click();
  await page.getByText(statements[0].text.partner, { exact: true }).waitFor();
}

/** A static host whose files matching `late` come only when `let()` was called, or not at all. */
async function hostWith(test, late) {
  let open;
  let state = new Promise((resolve) => (open = resolve));
  const host = await startStaticHost(pages, '/', { answer: (name) => (late.test(name) ? state : true) });
  test.after(() => host.stop());
  const set = (answer) => {
    open(answer);
    state = Promise.resolve(answer);
  };
  test.after(() => set(false));
  return { ...host, let: () => set(true), refuse: () => set(false) };
}

test('a screen whose words cannot be had says so, and has them when they can', async (test) => {
  const host = await hostWith(test, /\/rest-/);
  const app = await openApp(test, { url: host.url, serviceWorkers: 'block' });
  host.refuse();
  await toFirstStatement(app.page);
  await app.page.getByText(scale[3], { exact: true }).click();
  await app.page.getByText(statements[1].text.partner, { exact: true }).waitFor();
  await enter(app.page, 'help');
  await expectAt(app.page, t('room.help'));
  await app.page.evaluate(() => (location.hash = '#/today'));
  await app.page.getByText(t('error.app/not_loaded')).waitFor();
  host.let();
  await button(app.page, 'parts.again').click();
  await expectAt(app.page, t('room.today'));
  await enter(app.page, 'check');
  await app.page.getByRole('link', { name: t('check.go_on', { context: contexts.partner }) }).waitFor();
  const said = (line) => /rest-.*404|404.*rest-|Failed to load resource/.test(line);
  assert.deepEqual(
    app.wrong.filter((line) => !said(line)),
    [],
  );
});
