// Every screen for everyone: axe-core in both themes, 320 px, longer words, from right to left, and by keyboard alone.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import {
  answerCheck,
  button,
  contexts,
  enter,
  expectAt,
  importFile,
  scale,
  simulated,
  since,
  statements,
} from './acts.mjs';
import { assertAccessible, assertNoSidewaysScroll, content, desk, narrow, openApp, phone, t } from './harness.mjs';
import { everyRoom } from './rooms.mjs';
import { startStaticHost } from './static.mjs';
import { pages, root } from '../../tools/server.mjs';
import { partsOf } from '../../web/content.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'ajar-access-'));
test.after(() => rmSync(folder, { recursive: true, force: true }));

/** The app with a season of a made-up life in it. */
async function lived(test, options) {
  const app = await openApp(test, options);
  const file = simulated(folder, { seed: 3, days: 90 });
  await importFile(app.page, file);
  return { ...app, rooms: everyRoom(file) };
}

/** Goes to a screen and waits until what it shows is there. */
async function settle(page, address) {
  await enter(page, address);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForFunction(() => document.querySelector('.waiting') === null);
  await page.evaluate(() => document.fonts.ready.then(() => true));
}

for (const theme of ['light', 'dark']) {
  test(`axe-core finds nothing on any screen, ${theme}`, async (test) => {
    const { page, rooms } = await lived(test, { colorScheme: theme });
    for (const room of rooms) {
      await settle(page, room);
      await assertAccessible(page, room);
    }
    await page.setViewportSize(desk);
    for (const room of rooms.filter((room) => !room.includes('/'))) {
      await settle(page, room);
      await assertAccessible(page, `${room}, on a desk`);
    }
  });
}

test('axe-core finds nothing on the way to the mirror, nor at the shut door', async (test) => {
  const { page } = await openApp(test);
  await page.getByText(t('check.which')).waitFor();
  await assertAccessible(page, 'which relationship');
  await page.getByRole('button', { name: contexts.friends }).click();
  for (const [index, item] of statements.entries()) {
    await page.getByText(item.text.friends, { exact: true }).waitFor();
    if (index === 0) await assertAccessible(page, 'a statement');
    await page.getByText(scale[index % 5], { exact: true }).click();
  }
  await page.getByRole('button', { name: since.lately, exact: true }).waitFor();
  await assertAccessible(page, 'for how long');
  await page.getByRole('button', { name: since.lately, exact: true }).click();
  await expectAt(page, t('mirror.where'));
  await assertAccessible(page, 'the mirror');
});

test('no screen scrolls sideways at 320 px, nor at the sizes between', async (test) => {
  const { page, rooms } = await lived(test);
  for (const size of [narrow, phone, { width: 700, height: 900 }, desk]) {
    await page.setViewportSize(size);
    for (const room of rooms) {
      await settle(page, room);
      await assertNoSidewaysScroll(page, `${room} at ${size.width} px`);
    }
  }
});

/** The built app with another language's words in the place of English, in a folder of its own. */
async function inLanguage(language) {
  const site = path.join(folder, language);
  cpSync(pages, site, { recursive: true });
  const assets = path.join(site, 'assets');
  const { first, rest, rules, chapters } = await partsOf(path.join(root, 'build/content'), language);
  for (const [part, words] of Object.entries({ content: first, rest, rules, ...chapters })) {
    const packed = readdirSync(assets).find((name) => new RegExp(`^${part}-en-\\w+\\.json$`).test(name));
    writeFileSync(path.join(assets, packed), words);
  }
  return site;
}

for (const [language, about] of [
  ['en-XA', 'longer words'],
  ['ar-XB', 'right to left'],
]) {
  test(`with ${about} no screen overflows`, async (test) => {
    const host = await startStaticHost(await inLanguage(language), '/');
    test.after(() => host.stop());
    const { page, rooms } = await lived(test, { url: host.url, viewport: phone, serviceWorkers: 'block' });
    assert.equal(await page.evaluate(() => document.documentElement.lang), language);
    for (const size of [phone, narrow]) {
      await page.setViewportSize(size);
      for (const room of rooms) {
        await settle(page, room);
        await assertNoSidewaysScroll(page, `${room} in ${language} at ${size.width} px`);
      }
    }
  });
}

test('in Spanish no screen overflows, and none says a word of the English content', async (test) => {
  const host = await startStaticHost(await inLanguage('es'), '/');
  test.after(() => host.stop());
  const { page, rooms } = await lived(test, { url: host.url, viewport: narrow, serviceWorkers: 'block' });
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'es');
  const spanish = JSON.parse(readFileSync(path.join(root, 'build/content/es.json'), 'utf8'));
  const said = new Set(Object.values(spanish.messages));
  const english = Object.values(content.messages).filter(
    (text) => / /.test(text) && !/[{]/.test(text) && !said.has(text),
  );
  for (const room of rooms) {
    await settle(page, room);
    await assertNoSidewaysScroll(page, `${room} in Spanish`);
    const shown = new Set((await page.evaluate(() => document.body.innerText)).split('\n').map((line) => line.trim()));
    const found = english.filter((text) => shown.has(text));
    assert.deepEqual(found, [], room);
  }
});

test('by keyboard alone: the check, a step planned, the palette, a moment, and out', async (test) => {
  const { page } = await openApp(test, { viewport: desk });
  const keys = page.keyboard;
  /** Presses Tab until the focus is on what `names`; fails after a hundred. */
  const tabTo = async (names, key = 'Tab') => {
    for (let presses = 0; presses < 100; presses += 1) {
      const here = await page.evaluate(() => {
        const at = document.activeElement;
        // Between the last control and the first the focus is on the page itself, which holds every word.
        if (at === document.body) return '';
        const label = at.closest('label') ?? (at.id ? document.querySelector(`label[for="${at.id}"]`) : null);
        return `${at.textContent} ${at.getAttribute('aria-label') ?? ''} ${label?.textContent ?? ''}`;
      });
      if (here.includes(names)) return;
      await keys.press(key);
    }
    assert.fail(`the focus never came to ${names}`);
  };
  await page.getByText(t('check.which')).waitFor();
  await tabTo(contexts.partner);
  await keys.press('Enter');
  for (const item of statements) {
    await page.getByText(item.text.partner, { exact: true }).waitFor();
    await keys.press('Tab');
    await keys.press('Space');
    await keys.press('ArrowDown');
    await keys.press('Enter');
  }
  await page.getByText(t('check.how_long')).waitFor();
  await tabTo(since.years);
  await keys.press('Enter');
  await expectAt(page, t('mirror.where'));
  await tabTo(t('today.plan'));
  await keys.press('Enter');
  await expectAt(page, t('step.plan'));
  await tabTo(t('step.belief'));
  await keys.press('ArrowRight');
  await tabTo(t('today.plan'));
  await keys.press('Enter');
  await expectAt(page, t('room.today'));
  await keys.press('Control+k');
  await page.getByRole('combobox').waitFor();
  await keys.type(t('room.journey'));
  await keys.press('Enter');
  await expectAt(page, t('room.journey'));
  await keys.press('n');
  await expectAt(page, t('room.moment'));
  await page.getByText(t('moment.urge')).waitFor();
  await tabTo(t('moment.urge'));
  await keys.press('ArrowRight');
  await tabTo(t('parts.keep'));
  await keys.press('Enter');
  await page.getByText(t('moment.kept')).waitFor();
  await keys.press('?');
  await page.getByRole('dialog').waitFor();
  await keys.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
});

test('what had the focus may go or be switched off: the focus is never lost on the page', async (test) => {
  const { page } = await openApp(test);
  await answerCheck(page);
  const at = (selector) => page.waitForFunction((wanted) => document.activeElement?.matches(wanted), selector);
  const press = async (target) => {
    await target.focus();
    await page.keyboard.press('Enter');
  };
  // Pages that follow one another in one room.
  await enter(page, 'settings/words');
  await press(button(page, 'settings.words_show'));
  await page.locator('.wordlist').waitFor();
  await at('main');
  await page.keyboard.press('Tab');
  await at('main button');
  await press(button(page, 'settings.words_have'));
  await page.getByText(t('settings.words_confirm')).waitFor();
  await at('main');
  // A key that is off until something is typed again: what stands around it.
  await enter(page, 'seek/goals');
  await page.locator('main textarea').first().fill('I answer the same evening.');
  await press(page.locator('main .acts button').last());
  await page.locator('main .acts button:disabled').waitFor();
  await at('main .acts *:not(button)');
  // One that is off while it works has the focus again.
  await enter(page, 'devices');
  await press(page.locator('[data-key=begin]'));
  await page.locator('[data-key=now]:enabled').waitFor();
  await at('main');
  const offAndOn = page.locator('[data-key=now]').evaluate(
    (key) =>
      new Promise((resolve) => {
        let off = false;
        new MutationObserver(() => {
          if (key.disabled) off = true;
          else if (off) resolve();
        }).observe(key, { attributes: true });
      }),
  );
  await press(page.locator('[data-key=now]:enabled'));
  await offAndOn;
  await at('[data-key=now]:enabled');
});
