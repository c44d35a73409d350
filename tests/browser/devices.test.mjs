// Several devices, one life: browsers that let each other in through a real hub, write apart, meet, and agree.
import assert from 'node:assert/strict';
import test from 'node:test';
import { enter, expectAt, stateHash, write } from './acts.mjs';
import { openApp, t } from './harness.mjs';
import { beginSync, compare, letIn } from './together.mjs';

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
  // The list comes back by itself when the run has ended, and says so.
  await expectAt(first.page, t('room.devices'));
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
