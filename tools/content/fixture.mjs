// For the tests: a copy of the real content with one thing changed, compiled.
import { cpSync, mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compile } from './compile.mjs';

export const CONTENT = fileURLToPath(new URL('../../content', import.meta.url));

/** Gives `work` a folder with a copy of the content, and removes it afterwards. */
export function withCopy(work) {
  const folder = mkdtempSync(join(tmpdir(), 'ajar-content-'));
  try {
    cpSync(CONTENT, folder, { recursive: true });
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Replaces the only place of `from` in a file of the copy; a test whose place is gone fails here. Gives its line. */
export function replace(folder, file, from, to) {
  const path = join(folder, file);
  const text = readFileSync(path, 'utf8');
  const at = text.indexOf(from);
  if (at < 0) throw new Error(`“${from}” is not in ${file}`);
  writeFileSync(path, text.slice(0, at) + to + text.slice(at + from.length));
  return text.slice(0, at).split('\n').length;
}

export function write(folder, file, text) {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

/** The faults after one replacement, each as "file:line message", and the line where it was made. */
export const faultsAfter = (file, from, to) =>
  withCopy((folder) => {
    const line = replace(folder, file, from, to);
    return { line, faults: compile(folder).faults };
  });
