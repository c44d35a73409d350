// The suites of ./test: what each is about, what must be built before it, and how it is run.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { root } from '../server.mjs';
import { ctest, nodeTests, passes, sum, treeFiles } from './runners.mjs';

const seconds = (deep) => (deep ? 300 : 5);

/** One fuzz program over its corpus, and then for a while on inputs of its own making. */
async function fuzzOne(target, deep) {
  const corpus = `fuzz/corpus/${target.replace(/_fuzz$/, '')}`;
  const grown = path.join('build/fuzz/grown', target);
  mkdirSync(path.join(root, grown), { recursive: true });
  const seeds = existsSync(path.join(root, corpus)) ? [corpus] : [];
  const limits = [`-max_total_time=${seconds(deep)}`, '-timeout=10', '-rss_limit_mb=2048'];
  const found = `-artifact_prefix=build/fuzz/${target}-`;
  const program = path.join(root, 'build/fuzz/fuzz', target);
  return passes(`${target}, ${seconds(deep)} s`, program, [...limits, found, grown, ...seeds]);
}

/** What the fuzz programs once found, replayed in the native build; then all of them, as many at once as there are cores. */
async function fuzz({ deep }) {
  const place = path.join(root, 'build/fuzz/fuzz');
  const names = existsSync(place) ? readdirSync(place) : [];
  const targets = names.filter((name) => name.endsWith('_fuzz')).sort();
  const results = [await ctest('native', 'fuzz')];
  const workers = Array.from({ length: availableParallelism() }, async () => {
    for (let target = targets.shift(); target !== undefined; target = targets.shift()) {
      results.push(await fuzzOne(target, deep));
    }
  });
  await Promise.all(workers);
  return sum(results);
}

async function format() {
  const cxx = treeFiles(/\.(cc|h|c)$/);
  const scripts = ['run', 'test', 'bench', '.ci/run', 'tools/install', 'tools/build-sodium', 'tools/reproduce'].filter(
    (name) => existsSync(path.join(root, name)),
  );
  return sum([
    await passes(`${cxx.length} C++ files as clang-format lays them out`, 'clang-format', [
      '--dry-run',
      '--Werror',
      ...cxx,
    ]),
    await passes('web, tools and tests as prettier lays them out', 'npx', [
      '--no-install',
      'prettier',
      '--check',
      '--log-level',
      'warn',
      'web',
      '{tools,tests,benches}/**/*.{mjs,json}',
      'package.json',
    ]),
    await passes(`${scripts.length} shell scripts that shellcheck has nothing to say about`, 'shellcheck', [
      '-x',
      '--severity=warning',
      ...scripts,
    ]),
  ]);
}

async function tidy() {
  const files = treeFiles(/\.cc$/).filter(
    (name) => /^(engine|vault|life|platform|store|hub|cli)\//.test(name) && !/_(test|module)\.cc$/.test(name),
  );
  const results = [];
  for (const file of files) {
    results.push(await passes(file, 'clang-tidy-16', ['--quiet', '-p', 'build/native', file]));
  }
  return sum(results);
}

/** What the hub must survive, and a table of it: each fault with the number of cases that were played. */
async function fault({ deep }) {
  const table = path.join(root, 'build/reports/faults.tsv');
  mkdirSync(path.dirname(table), { recursive: true });
  rmSync(table, { force: true });
  // Read by the tests themselves, however they are started.
  process.env.AJAR_FAULTS = table;
  if (deep) process.env.AJAR_DEEP = '1';
  const result = sum([
    // The second waits most of its time.
    ...(await Promise.all([
      passes('the hub, stopped, cut off and full', path.join(root, 'build/native/tests/hub/hub_fault_test'), []),
      passes('its database and a standby', path.join(root, 'build/native/tests/hub/hub_standby_test'), []),
    ])),
    await nodeTests(treeFiles(/\.test\.mjs$/, 'tests/hub')),
  ]);
  const lines = existsSync(table) ? readFileSync(table, 'utf8').trim().split('\n').sort() : [];
  if (lines.length < 10) return sum([result, { passed: 0, failed: 1 }]);
  console.log(`\n${'cases'.padStart(7)}  fault`);
  for (const [name, cases] of lines.map((line) => line.split('\t'))) console.log(`${cases.padStart(7)}  ${name}`);
  return result;
}

const folder = (name) => () => ctest('native', name);

export const suites = {
  format: { about: 'layout of C++, scripts and pages', needs: [], run: format },
  boundary: {
    about: 'no arrow that ARCHITECTURE.md does not allow',
    needs: [],
    run: () => nodeTests(treeFiles(/\.test\.mjs$/, 'tests/boundary')),
  },
  sentences: {
    about: 'the labelled sentences, and how the rules do on them',
    needs: ['native'],
    // In deep the thresholds are measured again as well, which leaves hands out one group after the other.
    run: ({ deep }) => nodeTests(treeFiles(/\.test\.mjs$/, 'tests/sentences'), { env: deep ? { AJAR_DEEP: '1' } : {} }),
  },
  content: {
    about: 'words and rules against their schema',
    needs: [],
    run: async () =>
      sum([
        await passes('all files of content/ fit', 'node', ['tools/content/build.mjs', '--check']),
        await nodeTests(treeFiles(/\.test\.mjs$/, 'tools/content')),
      ]),
  },
  engine: { about: 'the engine, native', needs: ['native'], run: folder('engine') },
  truth: {
    about: 'what the numbers say of made-up lives, in short (./bench recovery holds it at length)',
    needs: ['native'],
    run: folder('benches'),
  },
  vault: { about: 'keys, envelope, chain', needs: ['native'], run: folder('vault') },
  life: { about: 'one vault with its journal', needs: ['native'], run: folder('life') },
  platform: { about: 'the native side of the ports', needs: ['native'], run: folder('platform') },
  store: { about: 'the sealed log on disk', needs: ['native'], run: folder('store') },
  hub: {
    about: 'the hub: every call, against SQLite and PostgreSQL',
    needs: ['native'],
    run: async () => sum([await ctest('native', 'hub'), await ctest('native', 'tests/hub')]),
  },
  cli: {
    about: 'the terminal program, by transcripts',
    needs: ['native', 'app'],
    run: async () => sum([await ctest('native', 'cli'), await nodeTests(treeFiles(/\.test\.mjs$/, 'tests/cli'))]),
  },
  wasm: {
    about: 'the same engine for the browser: its one import, and the vectors through it',
    needs: ['app'],
    run: () => nodeTests([...treeFiles(/\.test\.mjs$/, 'tests/wasm')]),
  },
  capsule: {
    about: 'what is shared, opened and sealed by the real age as well',
    needs: ['native', 'app'],
    run: () => nodeTests(treeFiles(/\.test\.mjs$/, 'tests/capsule')),
  },
  audit: {
    about: 'what a server hands out, held against the build: the true one and those that cheat',
    needs: ['native', 'app'],
    run: () => nodeTests(treeFiles(/\.test\.mjs$/, 'tests/audit')),
  },
  reproduce: {
    about: 'two builds in two folders give the same bytes: the pages, and in deep all of it from nothing',
    needs: ['app'],
    run: ({ deep }) =>
      deep
        ? passes('libsodium, modules, pages and program, built twice', 'tools/reproduce', [], { seconds: 3600 })
        : passes('the pages, built twice', 'tools/reproduce', ['--pages'], { seconds: 900 }),
  },
  web: {
    about: 'the pages: types, and what can be tested without a browser',
    needs: ['app'],
    run: async () =>
      sum([
        await passes('types', 'npm', ['run', '--silent', 'typecheck']),
        await passes('rules, pictures and storage, without a browser', 'node', ['web/test.mjs']),
      ]),
  },
  browser: {
    about: 'the app in Chromium, as a person uses it',
    needs: ['native', 'app'],
    run: () => nodeTests(treeFiles(/\.test\.mjs$/, 'tests/browser')),
  },
  crash: {
    about: 'killed at every write, cut short, damaged',
    needs: ['native', 'app'],
    run: async () =>
      sum([await ctest('native', 'tests/crash'), await nodeTests(treeFiles(/\.test\.mjs$/, 'tests/crash'))]),
  },
  fault: {
    about: 'the hub and its faults: killed, full, cut off, slow and lying clients, other sites, proxies',
    needs: ['native', 'app'],
    run: fault,
  },
  fuzz: { about: 'every parser against what it was never meant to read', needs: ['native', 'fuzz'], run: fuzz },
  sanitize: {
    about: 'every native test again with memory and undefined-behaviour checks',
    needs: ['sanitized'],
    run: () => ctest('sanitized', '.'),
  },
  threads: {
    about: "the hub's threads with a check for data races",
    needs: ['threads'],
    run: async () =>
      sum([
        await passes('many requests at once', path.join(root, 'build/threads/tests/hub/hub_workers_test'), []),
        await passes('every call', path.join(root, 'build/threads/tests/hub/hub_service_test'), []),
      ]),
  },
  tidy: { about: 'clang-tidy over all code that ships', needs: ['native'], run: tidy },
};

export const deepOnly = ['sanitize', 'threads', 'tidy'];
