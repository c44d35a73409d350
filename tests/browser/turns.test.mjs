// One life in several windows, and windows that die half way: what was typed stays readable, and what is known stays known.
import assert from 'node:assert/strict';
import test from 'node:test';
import { drafted, enter, expectAt, relationLabel, setPassphrase, unlock, write } from './acts.mjs';
import { openApp, t } from './harness.mjs';
import { changeStored, readStored, rewriteElsewhere } from './stored.mjs';
import { allThere, beginSync, compare } from './together.mjs';

const engineOf = (page) => page.workers().find((worker) => /\/worker-/.test(worker.url()));

/** The database as a copied folder would have it: `copied` lays it aside, `laidBack` puts it in place again. */
const moveStores = (page, from, to) =>
  page.evaluate(
    async ([from, to]) => {
      const stores = ['meta', 'segments', 'drafts'];
      const settled = (request) =>
        new Promise((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
      const opened = (name) => {
        const opening = indexedDB.open(name);
        opening.onupgradeneeded = () => stores.forEach((store) => opening.result.createObjectStore(store));
        return settled(opening);
      };
      const [source, target] = [await opened(from), await opened(to)];
      const rows = await Promise.all(
        stores.map(async (name) => {
          const store = source.transaction(name).objectStore(name);
          return [name, await settled(store.getAllKeys()), await settled(store.getAll())];
        }),
      );
      const writing = target.transaction(stores, 'readwrite');
      for (const [name, keys, values] of rows) {
        const store = writing.objectStore(name);
        store.clear();
        values.forEach((value, i) => (store.keyPath === null ? store.put(value, keys[i]) : store.put(value)));
      }
      await new Promise((resolve, reject) => {
        writing.oncomplete = resolve;
        writing.onerror = () => reject(writing.error);
      });
      source.close();
      target.close();
    },
    [from, to],
  );
const copied = (page) => moveStores(page, 'ajar', 'laid-aside');
const laidBack = (page) => moveStores(page, 'laid-aside', 'ajar');

/** The last event of the stored log loses a bit. */
const damageTip = (page) =>
  changeStored(page, ({ segments }) => {
    segments.openCursor(null, 'prev').onsuccess = ({ target }) => {
      const segment = target.result.value;
      segment.bytes[segment.bytes.length - 3] ^= 4;
      target.result.update(segment);
    };
  });

/** What is stored of the device: its id, and how often its secret was shut. */
const storedDevice = (page) =>
  readStored(page, ({ meta }, _, answer) => {
    meta.get('life').onsuccess = ({ target: { result } }) =>
      answer({ device: result.device, generation: result.generation });
  });

/** After the transaction in which the secret is stored anew, this window begins no other: as if it were killed then. */
const dieAfterShutting = (page) =>
  engineOf(page).evaluate(() => {
    const { put } = IDBObjectStore.prototype;
    const { transaction } = IDBDatabase.prototype;
    let dead = false;
    IDBObjectStore.prototype.put = function (value, ...key) {
      dead ||= this.name === 'meta';
      return put.call(this, value, ...key);
    };
    IDBDatabase.prototype.transaction = function (stores, mode, ...options) {
      if (dead && mode === 'readwrite') throw new DOMException('killed', 'AbortError');
      return transaction.call(this, stores, mode, ...options);
    };
  });

const field = (page) => page.getByRole('textbox').first();
const text = 'A sentence that is not finished and';

/** Waits until the room for writing has the draft in it, in a window that read everything from storage. */
async function expectDraft(page, words) {
  await enter(page, 'write');
  await page.waitForFunction(
    (words) => [...document.querySelectorAll('textarea')].some((field) => field.value === words),
    words,
  );
}

/** Asks for a person to be kept, whatever comes of it. */
async function keepPerson(page) {
  await enter(page, 'people/new');
  await page.getByLabel(t('people.alias'), { exact: true }).fill('Rowan');
  await page.getByRole('radio', { name: relationLabel('friend'), exact: true }).check();
  await page.locator('[data-key=keep]').click();
}

/** Asks until there is an answer. */
async function until(ask) {
  for (const end = Date.now() + 60_000; Date.now() < end;) {
    const answer = await ask();
    if (answer) return answer;
  }
  throw new Error('it never came to be');
}

/** Waits until the secret is stored anew. */
const changedDevice = (page, before) =>
  until(async () => {
    const now = await storedDevice(page);
    return now.generation !== before.generation && now;
  });

test('a window that is killed while its device is renewed loses no draft', async (test) => {
  const { page } = await openApp(test);
  await write(page, 'Before the damage.');
  await write(page, 'The last one, which the damage takes.');
  await damageTip(page);
  await page.reload();
  await enter(page, 'write');
  await drafted(page, () => field(page).fill(text));
  const before = await storedDevice(page);
  await dieAfterShutting(page);
  await keepPerson(page);
  assert.notEqual((await changedDevice(page, before)).device, before.device);
  await page.reload();
  await expectDraft(page, text);
});

test('a window that is killed while its copy goes on as another device loses no draft, and is that device', async (test) => {
  const app = await openApp(test, { serviceWorkers: 'block' });
  const { page } = app;
  await write(page, 'Before the copy.');
  await setPassphrase(page, 'a kettle and eleven stairs');
  await beginSync(page);
  await copied(page);
  await write(page, 'After the copy.');
  await compare(page);
  await laidBack(page);
  await app.context.route('**/v1/**', (route) => route.abort());
  await page.reload();
  await unlock(page, 'a kettle and eleven stairs');
  await expectAt(page, t('room.devices'));
  await write(page, 'In the copy.');
  await enter(page, 'write');
  await drafted(page, () => field(page).fill(text));
  const before = await storedDevice(page);
  await dieAfterShutting(page);
  await app.context.unroute('**/v1/**');
  await enter(page, 'devices');
  await page.locator('[data-key=now]:enabled').click();
  const after = await changedDevice(page, before);
  assert.notEqual(after.device, before.device);
  await page.reload();
  await unlock(page, 'a kettle and eleven stairs');
  await expectDraft(page, text);
  await compare(page);
  assert.deepEqual(await storedDevice(page), after);
});

/** Windows from now on do not hear what others tell. */
async function deafen(app) {
  await app.context.route('**/worker*.js', async (route) => {
    const response = await route.fetch();
    const deaf = "Object.defineProperty(BroadcastChannel.prototype, 'onmessage', { set() {} });";
    await route.fulfill({ response, body: `${deaf}\n${await response.text()}` });
  });
}

test('a window that does not know yet of a new device leaves no draft that nobody can open', async (test) => {
  const app = await openApp(test, { serviceWorkers: 'block' });
  const { page } = app;
  await write(page, 'Before the damage.');
  await write(page, 'The last one, which the damage takes.');
  await deafen(app);
  const late = await app.tab();
  await enter(late, 'write');
  await late.getByRole('textbox').first().waitFor();
  await damageTip(page);
  await page.reload();
  const before = await storedDevice(page);
  await keepPerson(page);
  await expectAt(page, t('room.people'));
  assert.notEqual((await storedDevice(page)).device, before.device);
  await drafted(late, () => field(late).fill(text));
  await late.close();
  await page.reload();
  await expectDraft(page, text);
});

test('a log that could not be read anew is read at the next time, and meanwhile nothing is missing', async (test) => {
  const { page } = await openApp(test);
  await write(page, 'A long winter.');
  await engineOf(page).evaluate(() => {
    const { getAll } = IDBObjectStore.prototype;
    globalThis.refused = 0;
    IDBObjectStore.prototype.getAll = function (...asked) {
      if (this.name !== 'segments' || asked.length > 0 || globalThis.refused > 0) return getAll.apply(this, asked);
      globalThis.refused += 1;
      throw new DOMException('refused once', 'UnknownError');
    };
  });
  await rewriteElsewhere(page);
  await until(() => engineOf(page).evaluate(() => globalThis.refused));
  await enter(page, 'journey');
  await page.getByText('A long winter.').waitFor();
  await write(page, 'And a short spring.');
  await enter(page, 'journey');
  await page.getByText('A long winter.').waitFor();
  await page.getByText('And a short spring.').waitFor();
});

test('two windows that compare at once leave the newer memory of the hub', async (test) => {
  const app = await openApp(test, { serviceWorkers: 'block' });
  // The slow window does not hear what the other writes.
  await deafen(app);
  await app.page.reload();
  const { page: slow } = app;
  await write(slow, 'In both windows.');
  await beginSync(slow);
  const quick = await app.tab();
  await enter(quick, 'devices');
  await allThere(quick);

  // It has asked what there is, and hears the answer late.
  let hear;
  let ask;
  const heard = new Promise((resolve) => (hear = resolve));
  const asked = new Promise((resolve) => (ask = resolve));
  await slow.route('**/v1/v/*/head', async (route) => {
    const response = await route.fetch();
    ask();
    await heard;
    await route.fulfill({ response });
  });
  await slow.locator('[data-key=now]:enabled').click();
  await asked;
  await write(quick, 'In the quick one.');
  await enter(quick, 'devices');
  await quick.locator('[data-key=now]:enabled').click();
  await until(() =>
    quick.evaluate(async () => {
      const { pending } = await navigator.locks.query();
      return (
        pending.some(({ name }) => name === 'ajar-run') || document.querySelector('[data-key=now]:enabled') !== null
      );
    }),
  );
  hear();
  await slow.locator('[data-key=now]:enabled').waitFor();
  await allThere(quick);
  await slow.close();
  await app.context.route('**/v1/**', (route) => route.abort());
  await quick.reload();
  await allThere(quick);
});
