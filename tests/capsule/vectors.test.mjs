// The vectors of capsules, given to the real `age`: what we open it opens, and what we refuse it refuses.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { root } from '../../tools/server.mjs';
import { folder, openWithIdentity, openWithPhrase } from './age.mjs';

const place = path.join(root, 'spec/vectors/capsule');
const cases = readdirSync(place)
  .map((name) => [name.replace(/\.json$/, ''), name])
  .filter(([, name]) => name.endsWith('.json'))
  .map(([name, file]) => ({ name, ...JSON.parse(readFileSync(path.join(place, file), 'utf8')) }));

/** Where spec/capsule.md is stricter than the program, and the one place where it takes more. */
const ours = new Set([
  'armor-white-space-around',
  'kdf-weak',
  'kdf-weakest',
  'kdf-costly',
  'header-too-long',
  'header-too-many-stanzas',
  'scrypt-beside-our-own',
]);

async function opened(t, { in: given }) {
  const bytes = given.armored === undefined ? Buffer.from(given.file, 'hex') : Buffer.from(given.armored);
  const at = folder(t);
  return given.identity === undefined
    ? openWithPhrase(at, bytes, given.phrase)
    : openWithIdentity(at, bytes, given.identity);
}

const asked = cases.filter(({ op, name }) => /^capsule_open_/.test(op) && !ours.has(name));

test('there are many', () => assert.ok(asked.length > 80));

for (const one of asked) {
  test(one.name, async (t) => {
    const text = await opened(t, one);
    assert.equal(text?.toString('hex'), one.out.text);
  });
}
