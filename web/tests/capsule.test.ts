// What the pages of a capsule read in an address: the same links as everybody else (spec/vectors/capsule/link-*).
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { linkOf, phraseAsSealed } from '../capsule/contents';

const folder = 'spec/vectors/capsule';
const cases = readdirSync(folder)
  .filter((name) => /^link-.*\.json$/.test(name))
  .map((name) => ({ name, ...JSON.parse(readFileSync(join(folder, name), 'utf8')) }));
/** What a page is never asked about: it stands under an address that is right up to the fragment. */
const ofTheAddress = /without-a-path|another-scheme|name-in-the-origin|-of-nothing|without-a-fragment/;

for (const { name, in: given, out } of cases.filter(({ name }) => !ofTheAddress.test(name))) {
  test(name, () => {
    const found = linkOf(new URL(given.link).hash);
    if (out.error !== undefined) return assert.equal(found, null);
    assert.equal(found?.id, out.id);
    assert.equal(found && phraseAsSealed(found.phrase, wordlist), out.phrase);
  });
}
