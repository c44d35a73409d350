// Several devices, one life: browsers that let each other in through a real hub, write apart, meet, and agree.
import assert from 'node:assert/strict';
import test from 'node:test';
import { button, enter, expectAt, stateHash, write } from './acts.mjs';
import { openApp, t } from './harness.mjs';

/** Begins to sync, from the settings on. */
async function beginSync(page) {
  await enter(page, 'devices');
  await button(page, 'devices.begin').click();
  await allThere(page);
}

/** Waits until nothing is left that the hub does not have. */
async function allThere(page) {
  await page.getByText(t('devices.unsynced', { n: 0 }), { exact: true }).waitFor();
}

/** One more run, from its key to its end. */
async function compare(page) {
  await enter(page, 'devices');
  await page.locator('[data-key=now]:enabled').click();
  await page.locator('[data-key=now]:enabled').waitFor();
  await allThere(page);
}

/** Lets the browser `newcomer` in from `host`, by the code that it shows. */
async function letIn(host, newcomer) {
  await enter(newcomer, 'devices/arrive');
  const code = (await newcomer.locator('[data-code]').innerText()).trim();
  assert.match(code, /^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/);
  await enter(host, 'devices/add');
  await host.getByLabel(t('devices.code'), { exact: true }).fill(code.toLowerCase());
  await host.locator('[data-key=ask]').click();
  await host.locator('[data-key=admit]').click();
  await expectAt(newcomer, t('room.today'));
}

test('a second browser is let in by a code, and both hold the same after writing apart', async (test) => {
  const first = await openApp(test);
  await write(first.page, 'From the kitchen window.');
  await beginSync(first.page);
  const second = await openApp(test, { url: first.url });
  await letIn(first.page, second.page);
  await enter(second.page, 'journey');
  await second.page.getByText('From the kitchen window.').waitFor();

  await first.context.setOffline(true);
  await second.context.setOffline(true);
  await write(first.page, 'Written on the train.');
  await write(second.page, 'Written in the garden.');
  await first.context.setOffline(false);
  await second.context.setOffline(false);
  await compare(first.page);
  await compare(second.page);
  await compare(first.page);
  assert.equal(await stateHash(first.page), await stateHash(second.page));
  await enter(first.page, 'journey');
  await first.page.getByText('Written in the garden.').waitFor();
});

test('a device that was put out gets nothing more, and is told', async (test) => {
  const first = await openApp(test);
  await write(first.page, 'Before.');
  await beginSync(first.page);
  const second = await openApp(test, { url: first.url });
  await letIn(first.page, second.page);
  await compare(first.page);
  const other = first.page.locator('main .rows a').filter({ hasNotText: t('devices.this_one') });
  await other.first().click();
  await first.page.locator('[data-key=put-out-ask]').click();
  await first.page.locator('[data-key=put-out]').click();
  await first.page.getByText(t('devices.put_out'), { exact: true }).waitFor();
  await write(first.page, 'After it was put out.');
  await compare(first.page);
  await enter(second.page, 'devices');
  await second.page.locator('[data-key=now]:enabled').click();
  await second.page.getByRole('alert').waitFor();
  await enter(second.page, 'journey');
  await second.page.getByText('Before.').waitFor();
  assert.equal(await second.page.getByText('After it was put out.').count(), 0);
});

test('a code that nobody shows lets nobody in', async (test) => {
  const { page } = await openApp(test);
  await write(page, 'Alone.');
  await beginSync(page);
  await enter(page, 'devices/add');
  await page.getByLabel(t('devices.code'), { exact: true }).fill('0000-0000-0000-0000');
  await page.locator('[data-key=ask]').click();
  await page.getByRole('alert').waitFor();
  assert.equal(await page.locator('[data-key=admit]').count(), 0);
});
