// How one suite's tests are run and counted: CTest, node:test, and plain commands that pass or fail as a whole.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { root } from '../server.mjs';

const reports = path.join(root, 'build/reports');
const kept = new Set(['.git', 'build', 'node_modules', 'dist', 'generated']);

/** Files of the tree whose path (relative, forward slashes) matches, sorted. */
export function treeFiles(pattern, folder = '') {
  const found = [];
  if (folder && !existsSync(path.join(root, folder))) return found;
  for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
    if (kept.has(entry.name)) continue;
    const name = folder ? `${folder}/${entry.name}` : entry.name;
    if (entry.isDirectory()) found.push(...treeFiles(pattern, name));
    else if (pattern.test(name)) found.push(name);
  }
  return found.sort();
}

/** Runs a command at the top of the tree and resolves to {code, said}; `show`: its words are passed on as they come. */
export function command(name, argv, { show = false, env = {}, seconds = 1500 } = {}) {
  return new Promise((resolve) => {
    const child = spawn(name, argv, { cwd: root, env: { ...process.env, ...env }, timeout: seconds * 1000 });
    let said = '';
    const hear = (bytes) => {
      said += bytes;
      if (show) process.stdout.write(bytes);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('error', (error) => resolve({ code: 127, said: `${said}${error.message}\n` }));
    child.on('close', (code, signal) =>
      resolve({ code: code ?? 1, said: signal ? `${said}\nended by ${signal}\n` : said }),
    );
  });
}

export const sum = (results) =>
  results.reduce((all, one) => ({ passed: all.passed + one.passed, failed: all.failed + one.failed }), {
    passed: 0,
    failed: 0,
  });

/** One test that is a command: it passes when the command does, and shows its words when it does not. */
export async function passes(title, name, argv, options) {
  const { code, said } = await command(name, argv, options);
  console.log(`${code === 0 ? 'ok' : 'not ok'}  ${title}`);
  if (code !== 0) console.log(said.trimEnd());
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** All tests that CTest knows in one folder of a build tree. A test that was not run counts as failed. */
export async function ctest(tree, folder, { jobs = 2 } = {}) {
  const place = path.join(root, 'build', tree, folder);
  if (!existsSync(path.join(place, 'CTestTestfile.cmake'))) return { passed: 0, failed: 0 };
  mkdirSync(reports, { recursive: true });
  const report = path.join(reports, `${tree}-${folder.replaceAll('/', '-')}.xml`);
  rmSync(report, { force: true });
  const argv = ['--test-dir', place, '-j', String(jobs), '--output-junit', report, '--output-on-failure', '--quiet'];
  const { code, said } = await command('ctest', argv);
  if (!existsSync(report)) {
    console.log(said.trimEnd());
    return { passed: 0, failed: code === 0 ? 0 : 1 };
  }
  const head = /<testsuite[^>]*>/.exec(readFileSync(report, 'utf8'))?.[0] ?? '';
  const number = (name) => Number(new RegExp(`${name}="(\\d+)"`).exec(head)?.[1] ?? 0);
  const failed = number('failures') + number('disabled') + number('skipped');
  if (code !== 0) console.log(said.trimEnd());
  return { passed: number('tests') - failed, failed: Math.max(failed, code === 0 ? 0 : 1) };
}

/** Node's own choice leaves one core idle, which on two is half of them. Node 18.19 was the first to have the flag. */
function sideBySide(jobs) {
  const [major, minor] = process.versions.node.split('.').map(Number);
  return major > 18 || (major === 18 && minor >= 19) ? [`--test-concurrency=${jobs}`] : [];
}

/** node:test files, `jobs` at a time. Skipped and cancelled tests are not passed ones; a file that cannot be loaded is a failure. */
export async function nodeTests(files, { env = {}, jobs = Math.min(availableParallelism(), 4), seconds } = {}) {
  if (files.length === 0) return { passed: 0, failed: 0 };
  mkdirSync(reports, { recursive: true });
  const report = path.join(reports, `node-${process.pid}-${Date.now()}.tap`);
  const reporters = ['spec', 'tap'].map((kind) => `--test-reporter=${kind}`);
  const places = ['stdout', report].map((place) => `--test-reporter-destination=${place}`);
  const pairs = reporters.flatMap((reporter, index) => [reporter, places[index]]);
  const { code } = await command(process.execPath, ['--test', ...sideBySide(jobs), ...pairs, ...files], {
    show: true,
    env,
    seconds,
  });
  const tap = existsSync(report) ? readFileSync(report, 'utf8') : '';
  const number = (name) => Number(new RegExp(`^# ${name} (\\d+)$`, 'm').exec(tap)?.[1] ?? 0);
  const failed = number('fail') + number('cancelled');
  return { passed: number('pass'), failed: Math.max(failed, code === 0 ? 0 : 1) };
}
