// The app's own database as a test reads and changes it beside the app: one transaction at a time, made in the page.

/** Runs in the page, as `work` does: it is handed on as text. */
const inOneTransaction = (mode, given, work) =>
  new Promise((resolve, reject) => {
    const opening = indexedDB.open('ajar');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const names = ['meta', 'segments', 'drafts'];
      const transaction = opening.result.transaction(names, mode);
      let answered;
      transaction.oncomplete = () => {
        opening.result.close();
        resolve(answered);
      };
      transaction.onabort = () => {
        opening.result.close();
        reject(transaction.error);
      };
      const stores = Object.fromEntries(names.map((name) => [name, transaction.objectStore(name)]));
      try {
        work(stores, given, (value) => (answered = value));
      } catch (thrown) {
        transaction.abort();
        reject(thrown);
      }
    };
  });

const transact = (page, mode, work, given = null) =>
  page.evaluate(`(${inOneTransaction})(${JSON.stringify(mode)}, ${JSON.stringify(given)}, ${work})`);

/** What `work(stores, given, answer)` hands to `answer`; `stores` are the database's by name. It sees nothing of the test's. */
export const readStored = (page, work, given) => transact(page, 'readonly', work, given);
/** The same where `work` changes what is stored. */
export const changeStored = (page, work, given) => transact(page, 'readwrite', work, given);

/** Whether the app has made its database yet: opened before that, it would be another one than the app's. */
export const isStored = (page) =>
  page.evaluate(async () => (await indexedDB.databases()).some(({ name }) => name === 'ajar'));

/** How many rows `store` holds. */
export const countStored = (page, store) =>
  readStored(
    page,
    (stores, store, answer) => {
      stores[store].count().onsuccess = ({ target }) => answer(target.result);
    },
    store,
  );

/** What another window does to the log when it erases the words of something deleted, and how it tells. */
export async function rewriteElsewhere(page) {
  await changeStored(page, ({ meta }) => {
    meta.get('life').onsuccess = ({ target }) =>
      meta.put({ ...target.result, rewrites: target.result.rewrites + 1 }, 'life');
  });
  await page.evaluate(() => new BroadcastChannel('ajar').postMessage('changed'));
}
