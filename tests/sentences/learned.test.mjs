// What was learned is what the program that learns makes of the sentences in learn/, byte for byte; and nothing that is
// measured on was learned from.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Bags, bagOf, rowsOf } from './labelled.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const at = (...parts) => path.join(root, ...parts);
const languages = readdirSync(at('learn'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

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
    const learned = ['crisis', 'cues'].flatMap((part) => rowsOf(at('learn', language, `${part}.jsonl`)));
    const ids = learned.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    const bags = new Bags();
    for (const row of learned) bags.add(bagOf(row.text), row.id);
    const suffixes = language === 'en' ? ['', '_second', '_third', '_fourth', '_fifth'] : [`_${language}`];
    for (const suffix of suffixes) {
      for (const part of ['crisis', 'cues']) {
        const file = at('tests/sentences', `${part}${suffix}.jsonl`);
        if (!existsSync(file)) continue;
        for (const row of rowsOf(file)) assert.equal(bags.like(bagOf(row.text)), undefined, row.id);
      }
    }
  });
}
