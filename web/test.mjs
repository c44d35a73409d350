// Runs the unit tests of the web app: bundles web/tests/*.test.ts with esbuild and hands them to node's own runner.
//
// node web/test.mjs [name …] runs only the files whose name contains one of the names.
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const folder = join(root, 'web/tests');
const wanted = process.argv.slice(2);
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.test.ts'))
  .filter((name) => wanted.length === 0 || wanted.some((part) => name.includes(part)))
  .sort();
if (files.length === 0) {
  console.error(`no test in web/tests is called ${wanted.join(' or ')}`);
  process.exit(1);
}

const out = join(root, 'build/web-tests');
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
await build({
  absWorkingDir: root,
  entryPoints: files.map((name) => join(folder, name)),
  outdir: out,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node18',
  packages: 'external',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  sourcemap: 'inline',
  define: {
    DEVELOPMENT: 'true',
    AJAR_VERSION: '"0"',
    WORKER_FILE: '"worker.js"',
    ENGINE_FILES: '{"first":"engine_first.wasm","whole":"engine_whole.wasm"}',
    READING_FILE: '"reading.wasm"',
    CONTENT_FILES: '{}',
    CAPSULE_FILES: '{}',
  },
  logLevel: 'warning',
});
const bundles = files.map((name) => join(out, `${basename(name, '.ts')}.mjs`));
const run = spawnSync(process.execPath, ['--enable-source-maps', '--test', ...bundles], {
  stdio: 'inherit',
  cwd: root,
});
process.exitCode = run.status ?? 1;
