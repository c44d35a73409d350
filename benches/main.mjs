// Runs the benches that ./bench was asked for and prints one JSON line a measurement:
// {"bench","metric","value","unit","baseline","ratio"}; baseline and ratio are null where there is nothing bare to hold it to.
// Where a bar is held, the baseline is the bar and "ok" says whether it is; the exit code is 1 where one is missed.
// What was measured in rounds says its ratio's quarters, too, and its bar in words.
import { execFile, execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { brotliCompressSync, constants } from 'node:zlib';
import { pages, program, root } from '../tools/server.mjs';
import { firstVisit, measureActs, measureWorker, median } from './browser/benches.mjs';

const recordsWanted = 20_000;
const place = path.join(root, 'build/benches');

function print(bench, metric, value, unit, baseline = null, { ok, ratio, quarters, bar } = {}) {
  const rounded = (number) => (number === null ? null : Number(number.toPrecision(4)));
  const held = ratio ?? (baseline === null ? null : value / baseline);
  const line = { bench, metric, value: rounded(value), unit, baseline: rounded(baseline), ratio: rounded(held) };
  console.log(JSON.stringify({ ...line, quarters, bar, ok }));
  if (ok === false) process.exitCode = 1;
}

/** A made-up life of exactly 20,000 records as export lines, made once: {file, lines}. */
function life() {
  mkdirSync(place, { recursive: true });
  for (let days = 3650; ; days *= 2) {
    const all = execFileSync(program, ['simulate', '--seed', '1', '--days', String(days)], { maxBuffer: 1 << 30 });
    const lines = all.toString().trimEnd().split('\n');
    if (lines.length < recordsWanted && days < 100_000) continue;
    const kept = lines.slice(-recordsWanted);
    const file = path.join(place, 'life.jsonl');
    writeFileSync(file, `${kept.join('\n')}\n`);
    return { file, lines: kept };
  }
}

/** Every view with arguments that fit the life: the newest record of a kind where one is asked for. */
function views(lines) {
  const records = lines.map((line) => JSON.parse(line));
  const deleted = new Set(records.filter(({ body }) => !body).map(({ id }) => id));
  const now = records.reduce((last, { at }) => (at > last ? at : last), '');
  const newest = (kind, fits = () => true) =>
    records.findLast((one) => one.kind === kind && one.body && !deleted.has(one.id) && fits(one.body)).id;
  const plain = ['today', 'check', 'steps', 'people', 'moment', 'write', 'journey', 'help', 'settings'];
  const findings = [
    'pattern',
    'questions',
    'cycle',
    'expectations',
    'closeness',
    'receiving',
    'river',
    'helped',
    'change',
  ];
  return {
    now,
    views: [
      ...[...plain, ...findings].map((name) => ({ name, args: {} })),
      { name: 'mirror', args: { check: newest('check') } },
      { name: 'step', args: { id: newest('step', ({ status }) => status === 'done') } },
      { name: 'record', args: { id: newest('moment') } },
    ],
    queries: ['said', 'fine', 'after dinner', 'w', 'wa', 'wal', 'nothing of the kind'],
  };
}

/** Runs the native bench program and passes its lines on. */
function native(name, life) {
  const plan = path.join(place, 'plan.json');
  writeFileSync(plan, JSON.stringify(views(life.lines)));
  const tool = path.join(root, 'build/native/benches/ajar_bench');
  return lines(name, tool, [name, life.file, path.join(root, 'build/content/en.json'), plan, place]);
}

/** Runs a program that prints a JSON line a measurement, and passes them on. */
function lines(name, tool, argv, input = '') {
  return new Promise((resolve, reject) => {
    const child = spawn(tool, argv, { stdio: ['pipe', 'pipe', 'inherit'] });
    child.stdin.end(input);
    createInterface({ input: child.stdout }).on('line', (line) => {
      const { metric, value, unit, baseline, ...more } = JSON.parse(line);
      print(name, metric, value, unit, baseline, more);
    });
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`the bench ${name} ended with ${code}`))));
  });
}

function size() {
  for (const edition of ['first', 'whole']) {
    const module = readFileSync(path.join(root, `build/wasm/wasm/engine_${edition}.wasm`));
    const packed = brotliCompressSync(module, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
    print('size', `${edition} wasm module`, module.length, 'bytes');
    print('size', `${edition} wasm module, brotli`, packed.length, 'bytes');
  }
  const files = readdirSync(pages, { recursive: true }).map((name) => path.join(pages, String(name)));
  const sum = files
    .filter((name) => statSync(name).isFile() && !name.endsWith('.br'))
    .reduce((all, name) => all + statSync(name).size, 0);
  print('size', 'web/dist without its compressed twins', sum, 'bytes');
}

/** Made or measured at most once, however many benches ask for it. */
function once(work) {
  let kept;
  return () => (kept ??= work());
}
const shared = once(life);
const inWorker = once(() => measureWorker(shared(), views(shared().lines)));

async function open() {
  await native('open', shared());
  const { opens, bares } = await inWorker();
  print('open', '20,000 records in Chromium’s worker', median(opens), 'ms', median(bares));
}

/** A process for each core that does nothing but work. */
function keepCoresBusy() {
  const work = () => spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' });
  const busy = Array.from({ length: availableParallelism() }, work);
  return { count: busy.length, end: () => busy.forEach((child) => child.kill()) };
}

const viewBar = 100;

async function eachView() {
  await native('views', shared());
  for (const [name, times] of Object.entries((await inWorker()).views)) {
    const ms = median(times);
    print('views', `${name} in Chromium’s worker`, ms, 'ms', viewBar, { ok: ms <= viewBar });
  }
  const busy = keepCoresBusy();
  try {
    const { views: loaded } = await measureWorker(shared(), views(shared().lines));
    const how = `beside ${busy.count} busy processes, load ${loadavg()[0].toFixed(1)}`;
    for (const [name, times] of Object.entries(loaded)) {
      const ms = median(times);
      print('views', `${name} in Chromium’s worker, ${how}`, ms, 'ms', viewBar, { ok: ms <= viewBar });
    }
  } finally {
    busy.end();
  }
}

async function search() {
  await native('search', shared());
  print('search', 'slowest of the queries in Chromium’s worker', Math.max(...(await inWorker()).searches), 'ms');
}

async function acts() {
  const { records, acts } = await measureActs(3650);
  for (const [name, times] of Object.entries(acts)) {
    print('acts', `${name}, ${records} records, median`, median(times), 'ms');
    print('acts', `${name}, ${records} records, slowest`, Math.max(...times), 'ms');
  }
}

async function first() {
  const { bytes, paint } = await firstVisit();
  print('first', 'transferred before the first statement', bytes, 'bytes');
  print('first', 'first paint, main thread slowed four times', paint, 'ms');
}

/**
 * Runs the truth test, and fails where a bar is missed. Each piece of lives is kept under the digest of what it was done
 * with, so a run that was stopped goes on where it was.
 */
async function recovery() {
  const tool = path.join(root, 'build/native/benches/ajar_recovery');
  const words = ['build/content/en.json', 'build/content/library/en.json'].map((name) => path.join(root, name));
  const digest = createHash('sha256');
  for (const file of [tool, ...words]) digest.update(readFileSync(file));
  const folder = path.join(place, 'recovery', digest.digest('hex').slice(0, 16));
  mkdirSync(folder, { recursive: true });
  const pieces = execFileSync(tool, ['plan']).toString().trim().split('\n');
  const counts = (piece) => path.join(folder, `${piece.replaceAll(' ', '-')}.json`);
  const left = pieces.filter((piece) => !existsSync(counts(piece)));
  const worker = async () => {
    for (let piece = left.shift(); piece !== undefined; piece = left.shift()) {
      const { stdout } = await promisify(execFile)(tool, ['piece', ...words, ...piece.split(' ')]);
      writeFileSync(counts(piece), stdout);
      process.stderr.write(`${piece}, ${left.length} pieces to begin\n`);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  const found = pieces.map((piece) => `${piece.split(' ')[0]} ${readFileSync(counts(piece), 'utf8')}`).join('');
  return lines('recovery', tool, ['sum'], found);
}

/** The real hub on a disk of this machine, once on each store. */
async function hub() {
  const tool = path.join(root, 'build/native/benches/ajar_bench_hub');
  for (const store of ['sqlite', 'postgres']) {
    const folder = path.join(place, `hub-${store}`);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    await lines('hub', tool, [program, folder, store, pages]);
  }
}

/** A made-up study of 50,000 people with 36 answers from 1 to 7, one in fifty left out: its file. */
function study() {
  mkdirSync(place, { recursive: true });
  const file = path.join(place, 'study.csv');
  let state = 20_260_514;
  const next = (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const lines = [Array.from({ length: 36 }, (_, item) => `i${item + 1}`).join(',')];
  for (let row = 0; row < 50_000; row += 1) {
    lines.push(Array.from({ length: 36 }, () => (next(50) === 0 ? '' : next(7) + 1)).join(','));
  }
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
}

/** Both have the same scores, to the four decimals that are written. */
function assertSame(ours, theirs) {
  const rows = (file) => readFileSync(file, 'utf8').trimEnd().split('\n').slice(1);
  const number = (cell) => (cell === '' || cell === 'NA' ? null : Number(cell));
  const [mine, other] = [rows(ours), rows(theirs)];
  if (mine.length !== other.length) throw new Error(`${mine.length} rows here, ${other.length} in R`);
  mine.forEach((row, at) => {
    const [a, b] = [row.split(',').map(number), other[at].split(',').map(number)];
    const same = a.every((value, n) => (value === null ? b[n] === null : Math.abs(value - b[n]) < 0.00006));
    if (!same) throw new Error(`row ${at + 1}: ${row} here, ${other[at]} in R`);
  });
}

/** A study's file, against vectorised R in the same run; the bar is a tenth of R's time. */
function scoring() {
  const table = study();
  const tool = path.join(root, 'build/native/benches/ajar_bench_scoring');
  const ours = path.join(place, 'scores.csv');
  const mine = JSON.parse(execFileSync(tool, [path.join(root, 'build/content/en.json'), table, ours]));
  const theirs = path.join(place, 'scores-of-r.csv');
  let bare = null;
  try {
    bare = JSON.parse(execFileSync('Rscript', ['--vanilla', path.join(root, 'benches/scoring.R'), table, theirs]));
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    console.error('R is not here, so there is nothing to hold the scoring to: apt-get install r-base-core');
  }
  print('scoring', '50,000 × 36 in memory', mine.memory, 'ms', bare?.memory ?? null);
  print('scoring', '50,000 × 36 from file to file', mine.file, 'ms', bare?.file ?? null);
  if (bare === null) return;
  assertSame(ours, theirs);
  if (mine.file > bare.file / 10) throw new Error('scoring a file takes more than a tenth of R’s time');
}

/** Left out of a run without names. */
const byNameOnly = ['recovery', 'scoring'];

const benches = {
  open: ['20,000 records: read, verify, decrypt, parse, fold', open],
  put: ['one record, durable, against one bare insert', () => native('put', shared())],
  views: ['each view on 20,000 records: native, in Chromium’s worker, and there with every core busy', eachView],
  search: ['search on 20,000 records', search],
  acts: ['acts in the app with ten years of notes', acts],
  first: ['what is transferred before the first statement, and the first paint', first],
  hub: ['the hub on SQLite and on PostgreSQL: append, batches, catch-up, idle connections, memory', hub],
  size: ['what was built', size],
  scoring: ['a study’s file of 50,000 × 36, against vectorised R (r-base-core, of ./test deep; by name only)', scoring],
  recovery: [
    'what the numbers say of thousands of lives in which it is known what there is to find (ten minutes; by name only)',
    recovery,
  ],
};

async function main(names) {
  if (names.includes('--help') || names.includes('-h')) {
    console.log(
      `Usage: ./bench [NAME…]\n\n${Object.entries(benches)
        .map(([name, [about]]) => `  ${name.padEnd(8)} ${about}`)
        .join('\n')}`,
    );
    return;
  }
  const unknown = names.filter((name) => !benches[name]);
  if (unknown.length > 0) throw new Error(`There is no bench named ${unknown.join(', ')}. ./bench --help lists them.`);
  for (const [name, [, run]] of Object.entries(benches)) {
    if (names.length === 0 ? !byNameOnly.includes(name) : names.includes(name)) await run();
  }
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error.message);
  process.exit(1);
});
