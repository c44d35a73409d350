// The benches that need Chromium: the worker beside bare primitives, acts in the app, and what a first visit transfers.
import { build } from 'esbuild';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { root, startServer } from '../../tools/server.mjs';
import { contexts, enter, expectAt, importFile, simulated, statements } from '../../tests/browser/acts.mjs';
import { startCountingProxy } from '../../tests/browser/counting.mjs';
import { chromiumOptions, t } from '../../tests/browser/harness.mjs';
import { startStaticHost } from '../../tests/browser/static.mjs';

const rounds = 5;
export const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** A page of our own with the app's worker code, the engine, the primitives and the life, in a folder to be served. */
async function benchSite(life) {
  const site = mkdtempSync(path.join(tmpdir(), 'ajar-bench-'));
  await build({
    absWorkingDir: root,
    entryPoints: ['benches/browser/worker.mjs'],
    outfile: path.join(site, 'worker.js'),
    bundle: true,
    format: 'esm',
    minify: true,
    logLevel: 'warning',
  });
  cpSync(path.join(root, 'build/wasm/wasm/engine_whole.wasm'), path.join(site, 'engine.wasm'));
  cpSync(path.join(root, 'build/wasm/benches/bench_primitives.wasm'), path.join(site, 'primitives.wasm'));
  cpSync(path.join(root, 'build/content/en.json'), path.join(site, 'content.json'));
  cpSync(life.file, path.join(site, 'life.txt'));
  writeFileSync(path.join(site, 'index.html'), '<!doctype html><title>bench</title>');
  return site;
}

/** What benches/browser/worker.mjs measured: {records, opens, bares, views, searches}, all in milliseconds. */
export async function measureWorker(life, plan) {
  const site = await benchSite(life);
  const host = await startStaticHost(site, '/');
  const browser = await chromium.launch(chromiumOptions);
  try {
    const page = await browser.newPage();
    await page.goto(host.url);
    const files = { engine: 'engine.wasm', primitives: 'primitives.wasm', content: 'content.json', lines: 'life.txt' };
    const answer = await page.evaluate(
      (asked) =>
        new Promise((resolve, reject) => {
          const worker = new Worker('worker.js', { type: 'module' });
          worker.onmessage = ({ data }) => resolve(data);
          worker.onerror = (event) => reject(new Error(event.message));
          worker.postMessage(asked);
        }),
      { ...files, ...plan, rounds },
    );
    if (answer.failed) throw new Error(answer.failed);
    return answer.measured;
  } finally {
    await browser.close();
    await host.stop();
    rmSync(site, { recursive: true });
  }
}

/** Bytes that come from the server until the first statement can be answered, and the first paint of a slow machine. */
export async function firstVisit() {
  const server = await startServer();
  const counter = await startCountingProxy();
  const counted = await chromium.launch({
    ...chromiumOptions,
    proxy: { server: counter.url, bypass: '<-loopback>' },
  });
  const plain = await chromium.launch(chromiumOptions);
  try {
    const page = await counted.newPage();
    await page.goto(server.url, { waitUntil: 'commit' });
    await toFirstStatement(page);
    const bytes = counter.bytes();
    const paints = [];
    for (let round = 0; round < rounds; round += 1) paints.push(await firstPaint(plain, server.url));
    return { bytes, paint: median(paints) };
  } finally {
    await counted.close();
    await plain.close();
    await counter.stop();
    await server.stop();
  }
}

async function toFirstStatement(page) {
  await page.getByRole('button', { name: contexts.partner }).click();
  await page.getByText(statements[0].text.partner).waitFor();
  await page.getByRole('radio').first().isEnabled();
}

/** First contentful paint in ms of an uncached load with the main thread slowed down four times. */
async function firstPaint(browser, url) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const debug = await context.newCDPSession(page);
  await debug.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.goto(url);
  await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
  const [paint] = await page.evaluate(() =>
    performance.getEntriesByName('first-contentful-paint').map((entry) => entry.startTime),
  );
  await context.close();
  return paint;
}

/** Rooms that answer with data, and what is asked of the page in each. */
const rooms = ['today', 'check', 'moment', 'steps', 'write', 'journey', 'people', 'help', 'settings'];

/** Milliseconds of acts in the app with a made-up life of `days` imported: {records, acts: {name: [ms, …]}}. */
export async function measureActs(days) {
  const place = mkdtempSync(path.join(tmpdir(), 'ajar-acts-'));
  const lines = simulated(place, { seed: 1, days });
  const server = await startServer();
  const browser = await chromium.launch(chromiumOptions);
  try {
    const page = await browser.newPage({ viewport: { width: 390, height: 844 }, reducedMotion: 'reduce' });
    await page.goto(server.url);
    await page.locator('main').waitFor();
    await importFile(page, lines);
    const acts = {};
    const take = (name, ms) => (acts[name] ??= []).push(ms);
    for (let visit = 0; visit < rounds; visit += 1) {
      // The life opened anew, and the page idle: what loads before anybody asks for it is there.
      await enter(page, 'today');
      await page.reload();
      await expectAt(page, t('room.today'));
      await page.waitForLoadState('networkidle');
      for (const room of rooms.slice(1)) take(`enter ${room} for the first time`, await timeToDraw(page, room));
    }
    for (let round = 0; round < rounds; round += 1) {
      for (const room of rooms) take(`enter ${room}`, await timeToDraw(page, room));
    }
    for (let round = 0; round < rounds; round += 1) take('keep a moment', await timeToKeep(page));
    await enter(page, 'journey?search=1');
    for (const letter of 'after') take('search, a letter typed', await timeToFind(page, letter));
    const records = readFileSync(lines, 'utf8').trimEnd().split('\n').length;
    return { records, acts };
  } finally {
    await browser.close();
    await server.stop();
    rmSync(place, { recursive: true });
  }
}

/** From the change of address to the frame after everything of the room is drawn. */
const timeToDraw = (page, room) =>
  page.evaluate(
    (room) =>
      new Promise((resolve) => {
        const began = performance.now();
        location.hash = `#/${room}`;
        let still = 0;
        const look = () => {
          const main = document.querySelector('main');
          const drawn = main !== null && main.childElementCount > 0 && main.querySelector('.waiting') === null;
          if (drawn && location.hash.startsWith(`#/${room}`)) still += 1;
          else still = 0;
          if (still === 2) resolve(performance.now() - began);
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      }),
    room,
  );

async function timeToKeep(page) {
  await enter(page, 'moment');
  await page.locator('.mood svg').click({ position: { x: 200, y: 120 } });
  await page.locator('main button:enabled', { hasText: t('parts.keep') }).waitFor();
  return page.evaluate(
    (words) =>
      new Promise((resolve) => {
        const key = [...document.querySelectorAll('main button')].find((one) => one.textContent.trim() === words);
        const began = performance.now();
        key.click();
        const look = () => (key.isConnected ? requestAnimationFrame(look) : resolve(performance.now() - began));
        requestAnimationFrame(look);
      }),
    t('parts.keep'),
  );
}

/** From a key stroke in the search to the frame in which its hits are drawn. */
async function timeToFind(page, letter) {
  const field = page.getByRole('searchbox');
  await field.waitFor();
  const began = page.evaluate(
    () =>
      new Promise((resolve) => {
        const field = document.querySelector('input[type=search], [role=searchbox]');
        field.addEventListener(
          'input',
          () => {
            const start = performance.now();
            const done = new MutationObserver(() => {
              done.disconnect();
              requestAnimationFrame(() => resolve(performance.now() - start));
            });
            done.observe(document.querySelector('main'), { childList: true, subtree: true, characterData: true });
          },
          { once: true },
        );
      }),
  );
  await field.pressSequentially(letter);
  return began;
}
