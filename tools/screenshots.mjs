// Takes README's three pictures from the running app into docs/pictures: everything on them was typed into it just before.
// Usage: node tools/screenshots.mjs   (after ./run --check)
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { addPerson, answerCheck, contexts, enter, expectAt, scale, statements } from '../tests/browser/acts.mjs';
import { chromiumOptions, desk, phone, t } from '../tests/browser/harness.mjs';
import { root, startServer } from './server.mjs';

const folder = path.join(root, 'docs/pictures');

async function picture(page, name) {
  await page.evaluate(() => document.fonts.ready.then(() => document.activeElement?.blur()));
  await page.mouse.move(0, 0);
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
  console.log(`docs/pictures/${name}.png`);
}

/** A statement with an answer chosen: the light falls on it. */
async function statement(page) {
  await page.getByRole('button', { name: contexts.partner }).click();
  for (const [index, item] of statements.slice(0, 2).entries()) {
    await page.getByText(item.text.partner, { exact: true }).waitFor();
    await page.getByText(scale[3 - index], { exact: true }).click();
  }
  await page.getByText(statements[2].text.partner, { exact: true }).waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await picture(page, 'check');
}

/** A step that was planned with a prediction and told afterwards. */
async function step(page) {
  await addPerson(page, 'Ines', { relation: 'friend', safety: 'safe' });
  await enter(page, 'step/new?ladder=friends_1a');
  await page.getByRole('radio', { name: 'Ines' }).check();
  await page.getByLabel(t('step.feared'), { exact: true }).fill('She thinks I want something from her.');
  await page.getByLabel(t('step.belief'), { exact: true }).fill('70');
  await page.locator('[data-key=plan]').click();
  await expectAt(page, t('room.today'));
  await page.locator('[data-key=settle]').click();
  await page.getByRole('radio', { name: t('step.status.done'), exact: true }).check();
  await page
    .getByLabel(t('step.outcome'), { exact: true })
    .fill('Three titles by return, and a voice note about the second.');
  await page.getByLabel(t('step.belief_after_was', { value: 70 }), { exact: true }).fill('15');
  await page.locator('[data-key=keep]').click();
  await page.getByRole('img', { name: t('step.pair', { before: 70, after: 15 }) }).waitFor();
  await picture(page, 'step');
}

async function today(page) {
  await page.setViewportSize(desk);
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await enter(page, 'today');
  await page.locator('[data-key=rest]').waitFor();
  await picture(page, 'today');
}

async function main() {
  mkdirSync(folder, { recursive: true });
  const server = await startServer();
  const browser = await chromium.launch(chromiumOptions);
  try {
    const context = await browser.newContext({
      viewport: phone,
      deviceScaleFactor: 2,
      locale: 'en-GB',
      timezoneId: 'Europe/Berlin',
      colorScheme: 'light',
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    // Late in the afternoon the door on Today stands well open.
    await page.clock.setFixedTime(new Date('2026-04-18T17:20:00+02:00'));
    await page.goto(server.url);
    await statement(page);
    await enter(page, 'check');
    await answerCheck(page, { context: 'friends' });
    await today(page);
    await page.setViewportSize(phone);
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await step(page);
  } finally {
    await browser.close();
    await server.stop();
  }
}

await main();
