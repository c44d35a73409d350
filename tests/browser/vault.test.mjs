// A vault that ends, begins anew or was hit: new words, everything deleted, a damaged log, with a real hub beside it.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { button, drafted, enter, expectAt, setPassphrase, stateHash, unlock, write } from './acts.mjs';
import { found } from './bytes.mjs';
import { openApp, t } from './harness.mjs';
import { changeStored, readStored } from './stored.mjs';
import { beginSync, compare, hubIn, letIn, runOnce } from './together.mjs';

async function atHub(test) {
  const folder = mkdtempSync(path.join(tmpdir(), 'ajar-vault-'));
  test.after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }));
  mkdirSync(path.join(folder, 'hub'));
  const hub = await hubIn(test, path.join(folder, 'hub'));
  await hub.start();
  return hub;
}

/** The stored log, segment by segment, as bytes. */
async function storedLog(page) {
  const segments = await readStored(page, ({ segments }, _, answer) => {
    segments.getAll().onsuccess = ({ target }) => answer(target.result.map(({ bytes }) => [...bytes]));
  });
  return segments.map((bytes) => Buffer.from(bytes));
}

/** One bit of the stored log falls over. */
const flip = (page, offset) =>
  changeStored(
    page,
    ({ segments }, at) => {
      segments.get(1).onsuccess = ({ target }) => {
        target.result.bytes[at] ^= 4;
        segments.put(target.result);
      };
    },
    offset,
  );

const headerSize = 190;
/** Where the signature and the body of a frame begin in it. */
const signatureAt = 5 + headerSize;
const bodyAt = signatureAt + 64;

function framesOf(log) {
  const frames = [];
  for (let at = 0; at < log.length; at += 4 + log.readUInt32LE(at))
    frames.push({ at, bytes: log.subarray(at, at + 4 + log.readUInt32LE(at)) });
  return frames;
}

/** Bytes that stand in each frame alone: its signature. */
const signatures = (segments) =>
  segments.flatMap((log) => framesOf(log).map(({ bytes }) => bytes.subarray(signatureAt, bodyAt)));

/** How many of these are in the hub's files. */
function atTheHub(hub, pieces) {
  const names = readdirSync(hub.folder, { recursive: true }).map(String);
  const files = names.filter((name) => /\.db/.test(name)).map((name) => readFileSync(path.join(hub.folder, name)));
  return pieces.filter((piece) => files.some((bytes) => found(bytes, piece).includes('plain'))).length;
}

async function shownWords(page) {
  const words = await page.locator('.wordlist li').allInnerTexts();
  assert.equal(words.length, 24);
  return words.map((word) => word.trim());
}

/** The room of the words, from its beginning. */
async function enterWords(page) {
  await enter(page, 'settings');
  await expectAt(page, t('room.settings'));
  await enter(page, 'settings/words');
}

async function showWords(page) {
  await enterWords(page);
  await button(page, 'settings.words_show').click();
  return shownWords(page);
}

/** Makes new words, up to where they stand there. */
async function newWords(page) {
  await enterWords(page);
  await page.locator('[data-key=new-words]').click();
  await page.locator('[data-key=new-words-ask]').click();
  await page.locator('[data-key=new-words-sure]').click();
  await page.getByText(t('settings.words_new_done')).waitFor({ timeout: 60_000 });
  return shownWords(page);
}

async function comeByWords(page, words) {
  await enter(page, 'devices/arrive');
  await page.getByText(t('devices.way_words'), { exact: true }).click();
  await page.getByLabel(t('unlock.words')).fill(words.join(' '));
  await page.locator('[data-key=come]').click();
}

const text = 'A sentence that is not finished and';

test('new words: the notes and what is being written stay, the old vault ends, others have to come in again', async (test) => {
  const hub = await atHub(test);
  const first = await openApp(test, { url: hub.url });
  await write(first.page, 'Before the new words.');
  await setPassphrase(first.page, 'a kettle and eleven stairs');
  const old = await showWords(first.page);
  await beginSync(first.page);
  const second = await openApp(test, { url: hub.url });
  await letIn(first.page, second.page);
  await write(second.page, 'From the second one.');
  await compare(second.page);
  await enter(first.page, 'write');
  await drafted(first.page, () => first.page.getByRole('textbox').first().fill(text));
  const before = signatures(await storedLog(second.page));
  assert.equal(atTheHub(hub, before), before.length);

  const fresh = await newWords(first.page);
  await first.page.getByText(t('settings.words_new_ended')).waitFor();
  assert.notDeepEqual(fresh, old);
  await enter(first.page, 'write');
  assert.equal(await first.page.getByRole('textbox').first().inputValue(), text);
  await compare(first.page);
  const state = await stateHash(first.page);
  assert.equal(state, await stateHash(second.page));
  // The passphrase is the same one, and opens the new life.
  await first.page.reload();
  await unlock(first.page, 'a kettle and eleven stairs');
  assert.equal(await stateHash(first.page), state);

  await runOnce(second.page);
  await second.page.getByText(t('error.sync/deleted')).waitFor();
  const third = await openApp(test, { url: hub.url });
  await comeByWords(third.page, old);
  await third.page.getByText(t('error.sync/said_deleted')).waitFor();
  await comeByWords(third.page, fresh);
  // Before the first note: who is in, by the hub's word alone.
  await third.page.getByText(t('devices.look_first')).waitFor();
  await third.page.locator('.rows a').first().waitFor();
  await enter(third.page, 'today');
  await expectAt(third.page, t('room.today'));
  assert.equal(await stateHash(third.page), state);
  await hub.stop();
  assert.equal(atTheHub(hub, before), 0);
});

test('new words that are stopped half way: nothing is lost, and what is left is done later', async (test) => {
  const hub = await atHub(test);
  const first = await openApp(test, { url: hub.url, serviceWorkers: 'block' });
  await write(first.page, 'Before the new words.');
  const old = await showWords(first.page);
  await beginSync(first.page);
  const second = await openApp(test, { url: hub.url });
  await letIn(first.page, second.page);
  await compare(first.page);
  const state = await stateHash(first.page);

  // Without the hub there are none, and the old ones hold.
  await first.context.setOffline(true);
  await enter(first.page, 'settings/words');
  await first.page.locator('[data-key=new-words]').click();
  await first.page.locator('[data-key=new-words-ask]').click();
  await first.page.locator('[data-key=new-words-sure]').click();
  const why = t('error.sync/unreachable');
  await first.page.getByText(t('settings.words_new_stopped', { why })).waitFor();
  await first.context.setOffline(false);
  assert.deepEqual(await showWords(first.page), old);

  // The hub falls silent when the new vault is to be brought there.
  await first.context.route('**/v1/vaults', (route) => route.abort());
  await newWords(first.page);
  await first.page.getByText(t('settings.words_new_waiting', { why })).waitFor();
  await first.page.reload();
  assert.equal(await stateHash(first.page), state);
  await compare(second.page);
  await first.context.unroute('**/v1/vaults');
  await compare(first.page);
  await first.page.getByText(t('error.sync/ended')).waitFor();
  await runOnce(second.page);
  await second.page.getByText(t('error.sync/deleted')).waitFor();
});

test('a byte that fell over in the stored log is healed from the hub, and said', async (test) => {
  const hub = await atHub(test);
  const { page } = await openApp(test, { url: hub.url });
  for (const n of [1, 2, 3]) await write(page, `Entry number ${n}.`);
  await beginSync(page);
  const state = await stateHash(page);
  await hub.stop();
  const frames = framesOf((await storedLog(page))[0]);
  await flip(page, frames[2].at + bodyAt + 3);
  await flip(page, frames[3].at + 1);
  await page.reload();
  await page.locator('main').waitFor();
  assert.notEqual(await stateHash(page), state);
  await hub.start();
  await compare(page);
  await page.getByText(t('error.sync/healed')).waitFor();
  assert.equal(await stateHash(page), state);
  await page.getByText(t('settings.verified', { events: frames.length, problems: 0 })).waitFor();
  await page.reload();
  assert.equal(await stateHash(page), state);
});

/** What this origin keeps in the browser. */
const kept = (page) =>
  page.evaluate(async () => {
    const rows = async ({ name }) => {
      const db = await new Promise((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(opening.error);
      });
      const counts = await Promise.all(
        [...db.objectStoreNames].map(
          (store) =>
            new Promise((resolve, reject) => {
              const counting = db.transaction(store).objectStore(store).count();
              counting.onsuccess = () => resolve(counting.result);
              counting.onerror = () => reject(counting.error);
            }),
        ),
      );
      db.close();
      return counts.reduce((sum, count) => sum + count, 0);
    };
    const names = await indexedDB.databases();
    const files = [];
    for await (const name of (await navigator.storage.getDirectory()).keys()) files.push(name);
    return {
      rows: (await Promise.all(names.map(rows))).reduce((sum, count) => sum + count, 0),
      files,
      local: { ...localStorage },
      session: { ...sessionStorage },
      caches: await caches.keys(),
      workers: (await navigator.serviceWorker.getRegistrations()).length,
      cookies: document.cookie,
    };
  });
const nothing = { rows: 0, files: [], local: {}, session: {}, caches: [], workers: 0, cookies: '' };

async function eraseAll(page, { hereAlone = false } = {}) {
  await enter(page, 'settings/erase');
  if (hereAlone) await page.getByText(t('settings.erase_reach_here'), { exact: true }).click();
  const word = t('settings.erase_word');
  await page.getByLabel(t('settings.erase_type', { word })).fill(word);
  await button(page, 'settings.erase_now').click();
}

/** Waits for the page that begins anew. */
const anew = (page) => page.waitForURL((url) => url.hash === '' || url.hash === '#/');

test('everything deleted: nothing is left in the browser, nor at the hub, and other devices are told', async (test) => {
  const hub = await atHub(test);
  const first = await openApp(test, { url: hub.url });
  await write(first.page, 'To be deleted.');
  await beginSync(first.page);
  const second = await openApp(test, { url: hub.url });
  await letIn(first.page, second.page);
  await compare(first.page);
  await first.page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  const pieces = signatures(await storedLog(first.page));
  assert.equal(atTheHub(hub, pieces), pieces.length);
  assert.ok((await kept(first.page)).rows > 0);
  await eraseAll(first.page);
  await anew(first.page);
  await first.page.locator('main').waitFor();
  assert.deepEqual(await kept(first.page), nothing);
  await runOnce(second.page);
  await second.page.getByText(t('error.sync/deleted')).waitFor();
  await hub.stop();
  assert.equal(atTheHub(hub, pieces), 0);
});

test('everything deleted after a first comparison whose answer was lost: nothing is left at the hub', async (test) => {
  const hub = await atHub(test);
  const { page, context } = await openApp(test, { url: hub.url, serviceWorkers: 'block' });
  await write(page, 'To be deleted.');
  await context.route('**/v1/vaults', async (route) => {
    await route.fetch();
    await route.abort();
  });
  await enter(page, 'devices');
  await button(page, 'devices.begin').click();
  await page.getByText(t('error.sync/unreachable')).first().waitFor();
  const pieces = signatures(await storedLog(page));
  assert.equal(atTheHub(hub, pieces), 1, 'the vault has begun there');
  await eraseAll(page);
  await anew(page);
  await page.locator('main').waitFor();
  await hub.stop();
  assert.equal(atTheHub(hub, pieces), 0);
});

test('everything deleted without the hub: it is said what is left there, and another device finishes it', async (test) => {
  const hub = await atHub(test);
  const first = await openApp(test, { url: hub.url });
  await write(first.page, 'To be deleted.');
  await beginSync(first.page);
  const second = await openApp(test, { url: hub.url });
  await letIn(first.page, second.page);
  await compare(first.page);
  const pieces = signatures(await storedLog(first.page));
  await hub.stop();
  await eraseAll(first.page);
  await first.page.getByText(t('settings.erase_left')).waitFor();
  await first.page.getByText(t('error.sync/unreachable')).waitFor();
  await first.page.getByText(t('settings.erase_left_words')).waitFor();
  assert.ok((await kept(first.page)).rows > 0);
  // The stored app goes as well, so there is nothing that the page could begin anew from.
  await Promise.all([
    first.page.waitForEvent('requestfailed', (request) => request.isNavigationRequest()),
    first.page.locator('[data-key=erase-anyway]').click(),
  ]);
  // The page that says so is a navigation of its own, which would break off the next one.
  await first.page.waitForURL(/^chrome-error:/, { waitUntil: 'commit' });
  await hub.start();
  await first.page.goto(hub.url);
  await first.page.locator('main').waitFor();
  assert.equal((await kept(first.page)).rows, 0);
  assert.equal(atTheHub(hub, pieces), pieces.length);
  await eraseAll(second.page);
  await anew(second.page);
  await hub.stop();
  assert.equal(atTheHub(hub, pieces), 0);
});

test('everything deleted here alone: the other device goes on with what the hub holds', async (test) => {
  const hub = await atHub(test);
  const first = await openApp(test, { url: hub.url });
  await write(first.page, 'Kept by the other one.');
  await beginSync(first.page);
  const second = await openApp(test, { url: hub.url });
  await letIn(first.page, second.page);
  const pieces = signatures(await storedLog(first.page));
  await eraseAll(first.page, { hereAlone: true });
  await anew(first.page);
  await first.page.locator('main').waitFor();
  assert.equal((await kept(first.page)).rows, 0);
  await write(second.page, 'And it goes on.');
  await compare(second.page);
  assert.equal(atTheHub(hub, pieces), pieces.length);
});
