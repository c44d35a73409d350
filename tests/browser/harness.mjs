// One real server, one real Chromium and one fresh profile for each browser test, and the words by which it finds things.
import { axeViolations } from './axe.mjs';
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { chromium } from 'playwright-core';
import { root, startServer } from '../../tools/server.mjs';

export const phone = { width: 390, height: 844 };
export const desk = { width: 1280, height: 800 };
export const narrow = { width: 320, height: 640 };

export const chromiumOptions = {
  executablePath: process.env.AJAR_CHROMIUM ?? '/usr/bin/chromium',
  headless: true,
  // A container's /dev/shm may be small, and root has no sandbox.
  args: ['--disable-dev-shm-usage', '--disable-gpu', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
};

export const content = JSON.parse(readFileSync(path.join(root, 'build/content/en.json'), 'utf8'));

/** The message `id` as the app shows it. Throws where the content has none, so that no test looks for nothing. */
export function t(id, args = {}) {
  const message = content.messages[id];
  if (message === undefined) throw new Error(`The content has no message ${id}`);
  return new IntlMessageFormat(message, content.language, undefined, { ignoreTag: true }).format(args);
}

/** What each running test has opened, to be taken down after it: browsers first, then servers, then folders. */
const opened = new WeakMap();

function takenDownAfter(test) {
  if (!opened.has(test)) {
    const all = { browsers: [], servers: [], folders: [] };
    opened.set(test, all);
    test.after(async () => {
      await Promise.all(all.browsers.map((close) => close()));
      await Promise.all(all.servers.map((server) => server.stop()));
      for (const folder of all.folders)
        rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    });
  }
  return opened.get(test);
}

/**
 * Opens the app in a browser of its own: `{server, context, page, profile, url, tab(), close()}`. All of it is taken down
 * after the test. `profile` (a folder) and `url` may be given, to come back to an earlier life. The test fails when a
 * page throws or asks for anything beyond its own origin.
 */
export async function openApp(test, { url, profile, viewport = phone, path: at = '', ...context } = {}) {
  const server = url ? null : await startServer();
  const origin = url ?? server.url;
  const folder = profile ?? mkdtempSync(path.join(tmpdir(), 'ajar-browser-'));
  const browser = await chromium.launchPersistentContext(folder, {
    ...chromiumOptions,
    viewport,
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    reducedMotion: 'reduce',
    acceptDownloads: true,
    ...context,
  });
  const wrong = [];
  const watch = (page) => {
    page.on('pageerror', (error) => wrong.push(`threw: ${error.message}`));
    page.on('console', (line) => line.type() === 'error' && wrong.push(`console: ${line.text()}`));
    page.on('request', (request) => {
      const own = [origin, 'data:', 'blob:'].some((start) => request.url().startsWith(start));
      if (!own) wrong.push(`asked for ${request.url()}`);
    });
    return page;
  };
  browser.on('page', watch);
  const page = browser.pages()[0] ? watch(browser.pages()[0]) : await browser.newPage();
  let closed = false;
  const app = {
    server,
    context: browser,
    page,
    profile: folder,
    url: origin,
    wrong,
    tab: async () => {
      const another = await browser.newPage();
      await another.goto(origin + at);
      return another;
    },
    close: async () => {
      if (closed) return;
      closed = true;
      await browser.close().catch(() => {});
    },
  };
  const all = takenDownAfter(test);
  all.browsers.push(app.close);
  if (server) all.servers.push(server);
  if (!profile) all.folders.push(folder);
  await page.goto(origin + at);
  return app;
}

/** Fails unless the page fits its width, naming what sticks out. */
export async function assertNoSidewaysScroll(page, where) {
  const out = await page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    return [...document.querySelectorAll('body *')]
      .filter(
        (element) => element.getBoundingClientRect().right > width + 0.5 || element.getBoundingClientRect().left < -0.5,
      )
      .slice(0, 5)
      .map((element) => `${element.tagName.toLowerCase()}.${element.className?.baseVal ?? element.className}`);
  });
  assert.deepEqual(out, [], `${where} scrolls sideways`);
}

/** Fails on any violation that axe-core finds on the page as it stands. */
export async function assertAccessible(page, where) {
  const violations = await axeViolations(page);
  assert.deepEqual(violations, [], `axe-core on ${where}`);
}
