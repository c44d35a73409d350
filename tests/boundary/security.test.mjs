// docs/security.md names a test for each threat: each of those names is one that is there.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { filesUnder } from './check.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const files = filesUnder(root);
const read = (file) => readFileSync(path.join(root, file), 'utf8');
const cmake = files.filter((file) => file.endsWith('CMakeLists.txt')).map(read);
const sources = files.filter((file) => /(_test\.cc|\.test\.mjs)$/.test(file)).map(read);

/** The rows of every table as {threat, test}. */
function rows() {
  const cells = read('docs/security.md')
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| threat'))
    .map((line) => line.split('|').map((cell) => cell.trim()));
  return cells.map(([, threat, , named]) => ({ threat, named }));
}

/** Whether there is a test, a suite's folder, a program, vectors or a fuzz target of this name. */
function exists(name) {
  const bare = name.replace(/[…*]$/, '');
  if (name.startsWith('./test ')) return true;
  if (name.endsWith('.test.mjs')) return files.some((file) => path.basename(file) === name);
  if (name.includes('/') && !name.endsWith('*')) return existsSync(path.join(root, name));
  if (/^[a-z_]+_test$/.test(name)) return cmake.some((text) => new RegExp(`\\b${name}\\b`).test(text));
  if (/^[A-Z]/.test(name)) return sources.some((text) => text.includes(bare));
  if (name.endsWith('*'))
    return files.some((file) => file.startsWith('spec/vectors/') && path.basename(file).startsWith(bare));
  return files.includes(`fuzz/${name}_fuzz.cc`);
}

test('every threat names a test, and every test that is named is there', () => {
  const all = rows();
  assert.ok(all.length > 30);
  for (const { threat, named } of all) {
    const names = [...named.matchAll(/`([^`]+)`/g)].map(([, name]) => name);
    assert.ok(names.length > 0, threat);
    for (const name of names) assert.ok(exists(name), `${threat}: ${name}`);
  }
});
