// Beginning and ending a life: two who begin at once, and what is left when everything is deleted.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { Session } from './session.mjs';

function open(test) {
  const session = new Session(mkdtempSync('/tmp/ajar-cli-'));
  test.after(() => session.end());
  return session;
}

test('of two that begin side by side one begins, and its passphrase opens what it kept', async (test) => {
  const session = open(test);
  for (const name of ['one', 'two']) writeFileSync(path.join(session.place, name), `a passphrase of ${name}\n`);
  const begin = (name) => session.run(`ajar begin --home notes --passphrase-file ${name}`);
  const [one, two] = await Promise.all([begin('one'), begin('two')]);
  assert.deepEqual([one.code === 0, two.code === 0].sort(), [false, true]);
  const winner = one.code === 0 ? 'one' : 'two';
  const kept = await session.run(`ajar write --home notes --passphrase-file ${winner}`, 'A page.\n');
  assert.equal(kept.code, 0, kept.err);
  const found = await session.run(`ajar export --home notes --passphrase-file ${winner}`);
  assert.match(found.out, /A page\./);
});

test('a deleted life leaves nothing, not even a key that was half written', async (test) => {
  const session = open(test);
  const home = path.join(session.place, 'notes');
  assert.equal((await session.run('ajar begin --home notes --no-passphrase')).code, 0);
  // As a machine leaves it that stops while the file is written.
  writeFileSync(path.join(home, 'key.open.a1b2c3'), 'a secret');
  const gone = await session.run('ajar delete --home notes --everything --yes');
  assert.equal(gone.code, 0, gone.err);
  assert.deepEqual(existsSync(home) ? readdirSync(home) : [], []);
});
