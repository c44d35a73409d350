// The sample life: every room has something in it, nothing of it is kept, and one's own life is as it was.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { root } from '../../tools/server.mjs';
import { answerCheck, button, enter, write } from './acts.mjs';
import { openApp, t } from './harness.mjs';
import { countStored, isStored } from './stored.mjs';

async function look(page) {
  await enter(page, 'around');
  await page.getByRole('button', { name: t('shell.sample_see') }).click();
  await page.getByText(t('shell.sample')).waitFor();
}

test('a newcomer looks around in a made-up year, and leaves no trace of it', async (test) => {
  const { page } = await openApp(test);
  await look(page);
  await page.locator('.river svg').waitFor();
  await enter(page, 'patterns');
  await page.locator('.brick').first().waitFor();
  await button(page, 'shell.leave_sample').click();
  await page.getByText(t('shell.sample')).waitFor({ state: 'detached' });
  await enter(page, 'journey');
  await page.getByText(t('journey.empty')).waitFor();
  assert.ok(!(await isStored(page)) || (await countStored(page, 'meta')) === 0);
});

test('what is tried out in it is refused, and one’s own life stays as it was', async (test) => {
  const { page } = await openApp(test);
  await answerCheck(page);
  await write(page, 'A line of my own.');
  await look(page);
  await enter(page, 'write');
  await page.getByRole('textbox').first().fill('A line of nobody’s.');
  await page.locator('[data-key=keep]').click();
  await page.getByText(t('error.app/sample')).waitFor();
  await button(page, 'shell.leave_sample').click();
  await page.getByText(t('shell.sample')).waitFor({ state: 'detached' });
  await enter(page, 'journey');
  await page.getByText('A line of my own.').waitFor();
  assert.equal(await page.getByText('A line of nobody’s.').count(), 0);
});

test('in a Spanish app the made-up year is Spanish', async (test) => {
  const { page } = await openApp(test, { locale: 'es-ES' });
  const compiled = (name) => JSON.parse(readFileSync(path.join(root, 'build/content', name), 'utf8'));
  const { messages } = compiled('es.json');
  const said = ({ sample }) => new Set(sample.lines.flatMap((group) => group.said.split('\n')));
  const [spanish, english] = ['es', 'en'].map((language) => said(compiled(`library/${language}.json`)));
  await page.goto(`${new URL(page.url()).origin}/#/around`);
  await page.getByRole('button', { name: messages['shell.sample_see'] }).click();
  await page.locator('.river svg').waitFor();
  const shown = await page.evaluate(() => document.querySelector('main').innerText);
  const among = (lines) => [...lines].filter((line) => shown.includes(line));
  assert.ok(among(spanish).length > 3, shown);
  assert.deepEqual(among(english), []);
});
