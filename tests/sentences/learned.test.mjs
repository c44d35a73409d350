// What was learned is what the program that learns makes of the sentences in learn/, byte for byte; and nothing that is
// measured on was learned from.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
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

/** A folder that is gone after the test. */
function folderFor(test) {
  const folder = mkdtempSync(path.join(tmpdir(), 'ajar-learned-'));
  test.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** Runs `ajar_learn` with the compiled rules of a language; gives what it printed. */
function run(mode, sentences, language, ...rest) {
  const rules = at(`build/native/content/sentences/${language}.json`);
  const { status, stdout, stderr } = spawnSync(at('build/native/learn/ajar_learn'), [mode, sentences, rules, ...rest], {
    encoding: 'utf8',
  });
  assert.equal(status, 0, stderr);
  return stdout;
}

for (const language of languages) {
  test(`${language}: learning again gives the bytes of the content`, (test) => {
    const out = path.join(folderFor(test), 'learned.bin');
    run('learn', at('learn', language), language, out);
    const same = readFileSync(out).equals(readFileSync(at(`content/${language}/sentences/learned.bin`)));
    assert.ok(same, `a sentence, a rule or the learning changed: learn again as learn/README.md says`);
  });

  // Some minutes: hands are left out one group after the other.
  if (process.env.AJAR_DEEP === '1') {
    test(`${language}: measuring again gives the thresholds`, (test) => {
      const copy = path.join(folderFor(test), language);
      cpSync(at('learn', language), copy, { recursive: true });
      rmSync(path.join(copy, 'thresholds.txt'));
      console.log(run('measure', copy, language));
      assert.equal(
        readFileSync(path.join(copy, 'thresholds.txt'), 'utf8'),
        readFileSync(at('learn', language, 'thresholds.txt'), 'utf8'),
      );
    });
  }

  test(`${language}: no sentence that is measured on was learned from, nor one nearly the same`, () => {
    const learned = ['crisis', 'cues'].flatMap((part) => rowsOf(at('learn', language, `${part}.jsonl`)));
    const ids = learned.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    const bags = new Bags();
    for (const row of learned) bags.add(bagOf(row.text), row.id);
    const suffixes = language === 'en' ? ['', '_fifth', '_sixth'] : [`_${language}`];
    for (const suffix of suffixes) {
      for (const part of ['crisis', 'cues']) {
        const file = at('tests/sentences', `${part}${suffix}.jsonl`);
        if (!existsSync(file)) continue;
        for (const row of rowsOf(file)) assert.equal(bags.like(bagOf(row.text)), undefined, row.id);
      }
    }
  });
}
