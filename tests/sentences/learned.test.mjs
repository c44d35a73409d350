// What was learned is what the program that learns makes of the sentences in learn/, byte for byte; and nothing that is
// measured on was learned from.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const at = (...parts) => path.join(root, ...parts);
const languages = readdirSync(at('learn'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const texts = (file) =>
  readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
/** Lower-case words without apostrophes and accents, so that typing alone makes no sentence a new one. */
const words = (text) =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replace(/['’\p{M}]/gu, '')
    .match(/[\p{L}\p{N}]+/gu) ?? [];

for (const language of languages) {
  test(`${language}: learning again gives the bytes of the content`, () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'ajar-learned-'));
    try {
      const out = path.join(folder, 'learned.bin');
      const rules = at(`build/native/content/sentences/${language}.json`);
      const { status, stdout, stderr } = spawnSync(
        at('build/native/learn/ajar_learn'),
        [at('learn', language), rules, out],
        { encoding: 'utf8' },
      );
      assert.equal(status, 0, stderr);
      console.log(
        stdout
          .split('\n')
          .filter((line) => line.includes('all hands'))
          .join('\n'),
      );
      const same = readFileSync(out).equals(readFileSync(at(`content/${language}/sentences/learned.bin`)));
      assert.ok(same, `a sentence, a rule or the learning changed: learn again as learn/README.md says`);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test(`${language}: no sentence that is measured on was learned from, nor one nearly the same`, () => {
    const learned = ['crisis', 'cues'].flatMap((part) => texts(at('learn', language, `${part}.jsonl`)));
    const ids = learned.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    const byWord = new Map();
    learned.forEach((row, i) => {
      for (const word of new Set(words(row.text))) byWord.set(word, [...(byWord.get(word) ?? []), i]);
    });
    const sizes = learned.map((row) => new Set(words(row.text)).size);
    const suffixes = language === 'en' ? ['', '_second', '_third', '_fourth'] : [`_${language}`];
    for (const suffix of suffixes) {
      for (const part of ['crisis', 'cues']) {
        const file = at('tests/sentences', `${part}${suffix}.jsonl`);
        if (!existsSync(file)) continue;
        for (const row of texts(file)) {
          const bag = new Set(words(row.text));
          const shared = new Map();
          for (const word of bag) for (const i of byWord.get(word) ?? []) shared.set(i, (shared.get(i) ?? 0) + 1);
          for (const [i, count] of shared)
            assert.ok(count / (bag.size + sizes[i] - count) < 0.8, `${row.id} and ${learned[i].id}`);
        }
      }
    }
  });
}
