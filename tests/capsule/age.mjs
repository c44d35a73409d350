// The real `age`, as somebody without Ajar has it: opens and seals with a phrase (which it asks for on a terminal alone) or
// with an identity.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Terminal } from '../cli/terminal.mjs';

/** A folder of its own, gone when the test ends, after `before` was done. */
export function folder(t, before = () => {}) {
  const place = mkdtempSync(path.join(os.tmpdir(), 'ajar-capsule-'));
  t.after(() => {
    before();
    rmSync(place, { recursive: true, force: true });
  });
  return place;
}

const terminal = (place, command) => new Terminal({ place, env: { ...process.env, LANG: 'C.UTF-8' } }, command);

/** What it wrote; for an empty text it makes no file at all. */
function written(place) {
  const out = path.join(place, 'out');
  return existsSync(out) ? readFileSync(out) : Buffer.alloc(0);
}

/** The text of a file, or undefined where age refuses it. */
export async function openWithPhrase(place, bytes, phrase) {
  writeFileSync(path.join(place, 'in'), bytes);
  rmSync(path.join(place, 'out'), { force: true });
  const age = terminal(place, 'age -d -o out in');
  // A header that it cannot read is refused before it asks.
  const asked = await age.sees('Enter passphrase').then(
    () => true,
    () => false,
  );
  if (asked) age.type(`${phrase}\n`);
  const code = await age.ended;
  return code === 0 ? written(place) : undefined;
}

export function openWithIdentity(place, bytes, identity) {
  writeFileSync(path.join(place, 'in'), bytes);
  writeFileSync(path.join(place, 'identity'), `${identity}\n`);
  rmSync(path.join(place, 'out'), { force: true });
  const { status } = spawnSync('age', ['-d', '-i', 'identity', '-o', 'out', 'in'], { cwd: place });
  return status === 0 ? written(place) : undefined;
}

export async function sealWithPhrase(place, bytes, phrase, options = '') {
  writeFileSync(path.join(place, 'text'), bytes);
  rmSync(path.join(place, 'sealed'), { force: true });
  const age = terminal(place, `age -p ${options} -o sealed text`);
  await age.answer('Enter passphrase', phrase);
  await age.answer('Confirm passphrase', phrase);
  if ((await age.ended) !== 0) throw new Error(age.text);
  return readFileSync(path.join(place, 'sealed'));
}

export function sealToRecipient(place, bytes, recipient, options = []) {
  writeFileSync(path.join(place, 'text'), bytes);
  const { status, stdout, stderr } = spawnSync('age', ['-r', recipient, ...options, 'text'], { cwd: place });
  if (status !== 0) throw new Error(String(stderr));
  return stdout;
}
