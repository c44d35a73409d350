// Runs in a worker of real Chromium, with the app's own keeper and storage: opens a stored life, answers its views, and
// beside it does the bare primitives on the same stored bytes.
import { Keeper } from '../../web/src/engine/keeper';
import { importCheck, importTake } from '../../web/src/engine/transfer';
import { Database } from '../../web/src/store/database';
import { openByBrowser } from '../../web/src/store/secret';

/** Where the epoch's key lies in a device secret (spec/vault.md §3). */
const epochKey = { from: 156, to: 188 };
const scratchBytes = 256 * 1024;

const bytesOf = async (address) => new Uint8Array(await (await fetch(address)).arrayBuffer());

/** A life as the app's worker begins one: {keeper, settled}. */
async function begin(files) {
  const keeper = new Keeper(() => {});
  const [compiled, content] = await Promise.all([
    WebAssembly.compileStreaming(fetch(files.engine)),
    bytesOf(files.content),
  ]);
  return { keeper, settled: await keeper.start({ compiled, edition: 'whole', content }) };
}

/** Fills the browser's storage with the life in `files.lines`, through the app's own import. */
async function fill(files) {
  const { keeper } = await begin(files);
  const { errors, new: records } = importCheck(keeper, { bytes: await bytesOf(files.lines) });
  if (errors.length > 0) throw new Error(JSON.stringify(errors[0]));
  await importTake(keeper, { now_ms: Date.now() });
  keeper.lock({ elsewhere: null });
  return records;
}

/** Milliseconds from nothing to a life that answers: storage, key, engine, words, every event, the fold. */
async function openApp(files) {
  const began = performance.now();
  const { keeper, settled } = await begin(files);
  const ms = performance.now() - began;
  if (settled.state !== 'open' || settled.damaged.length > 0) throw new Error(JSON.stringify(settled));
  return { ms, keeper };
}

/** Milliseconds for the same from the same storage, with bare primitives only; `records` proves that all were opened. */
async function openBare(files) {
  const began = performance.now();
  const { instance } = await WebAssembly.instantiateStreaming(fetch(files.primitives), {
    ajar: { random: (at, size) => crypto.getRandomValues(new Uint8Array(memory.buffer, at, size)) },
  });
  const { memory, bench_alloc, bench_free, bench_open, _initialize } = instance.exports;
  _initialize();
  const database = new Database(() => {});
  const meta = await database.meta();
  const secret = await openByBrowser(meta.secret, meta.vault);
  const scratch = bench_alloc(scratchBytes);
  const key = bench_alloc(32);
  new Uint8Array(memory.buffer, key, 32).set(secret.subarray(epochKey.from, epochKey.to));
  let records = 0;
  for (const { bytes } of await database.segments()) {
    const at = bench_alloc(bytes.length);
    new Uint8Array(memory.buffer, at, bytes.length).set(bytes);
    records += bench_open(at, bytes.length, key, scratch);
    bench_free(at);
  }
  database.close();
  return { ms: performance.now() - began, records };
}

function timed(work) {
  const began = performance.now();
  work();
  return performance.now() - began;
}

async function measure(files) {
  const records = await fill(files);
  const opens = [];
  const bares = [];
  for (let round = 0; round < files.rounds; round += 1) {
    const bare = await openBare(files);
    if (bare.records < records) throw new Error(`the baseline opened ${bare.records} of ${records} records`);
    bares.push(bare.ms);
    const { ms, keeper } = await openApp(files);
    opens.push(ms);
    if (round < files.rounds - 1) keeper.lock({ elsewhere: null });
    else return { records, opens, bares, views: views(keeper, files), searches: searches(keeper, files) };
  }
}

function views(keeper, { now, views }) {
  const times = {};
  for (const { name, args } of views) {
    const rounds = [1, 2, 3, 4, 5].map(() => timed(() => keeper.view({ name, args: { ...args, now } })));
    times[name] = rounds;
  }
  return times;
}

function searches(keeper, { now, queries }) {
  return queries.map((q) => timed(() => keeper.view({ name: 'search', args: { q, now } })));
}

onmessage = ({ data }) => {
  measure(data).then(
    (measured) => postMessage({ measured }),
    (error) => postMessage({ failed: String(error.stack ?? error) }),
  );
};
