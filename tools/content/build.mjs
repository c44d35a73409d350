// Builds build/content/LANGUAGE.json, and beside it the same in library/, engine/ and sentences/, from content/:
// `node tools/content/build.mjs [--check] [--content DIR] [--out DIR]`.
// With --check nothing is written. Exit code 1 when there is a fault; each is one line, "file:line: path: sentence".
import { mkdirSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compile, schemaFaults, FIRST_LANGUAGE } from './compile.mjs';
import { faultLine } from './fault.mjs';
import { accented, rightToLeft } from './pseudo.mjs';
import { readByEngine } from './read-by-engine.mjs';
import { LEARNED_FILE } from './source.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const USAGE = 'usage: node tools/content/build.mjs [--check] [--content DIR] [--out DIR]';

function readOptions(args) {
  const options = { check: false, content: join(ROOT, 'content'), out: join(ROOT, 'build/content') };
  for (let i = 0; i < args.length; i++) {
    if (args[i] === '--check') options.check = true;
    else if ((args[i] === '--content' || args[i] === '--out') && args[i + 1]) options[args[i].slice(2)] = args[++i];
    else return undefined;
  }
  return options;
}

// Written beside and moved into place, and left alone when nothing changed: what depends on it need not rebuild.
const write = (folder, language, content) =>
  replace(join(folder, `${language}.json`), Buffer.from(JSON.stringify(content) + '\n'));

/** What was learned for the language of the rules; an empty file where nothing was. */
function writeLearned({ content, out }, language, ofRules) {
  const source = join(content, ofRules, 'sentences', LEARNED_FILE);
  const learned = existsSync(source) ? readFileSync(source) : Buffer.alloc(0);
  replace(join(out, 'sentences', `${language}.learned`), learned);
}

function replace(file, bytes) {
  if (existsSync(file) && readFileSync(file).equals(bytes)) return;
  const fresh = `${file}.${process.pid}`;
  writeFileSync(fresh, bytes);
  renameSync(fresh, file);
}

// The languages there are, and beside them the two for the tests.
function withMadeUp(languages) {
  const first = languages[FIRST_LANGUAGE];
  const made = [accented(first), rightToLeft(first)].map((content) => [content.language, content]);
  return { ...languages, ...Object.fromEntries(made) };
}

const lack = (draft, missing) =>
  `${missing.length} texts are not translated yet; ` + (draft ? 'a draft, not built' : 'English stands in for them');

function main(args) {
  const options = readOptions(args);
  if (!options) {
    console.error(USAGE);
    return 2;
  }
  const { languages, libraries, sentences, translations, faults } = compile(options.content, {
    patient: !options.check,
  });
  for (const fault of faults) console.error(faultLine(fault));
  if (faults.length > 0) {
    console.error(`${faults.length} ${faults.length === 1 ? 'fault' : 'faults'} in the content; nothing was written`);
    return 1;
  }
  for (const [set, schema] of [
    [languages, 'ajar-content'],
    [libraries, 'ajar-library'],
    [sentences, 'ajar-sentences'],
  ]) {
    for (const [language, content] of Object.entries(set)) {
      const wrong = schemaFaults(content, schema);
      if (wrong.length > 0) throw new Error(`${language}.json does not fit ${schema}: ${wrong.join('; ')}`);
    }
  }
  const all = withMadeUp(languages);
  const shelves = withMadeUp(libraries);
  for (const folder of ['library', 'engine', 'sentences'])
    if (!options.check) mkdirSync(join(options.out, folder), { recursive: true });
  for (const [language, content] of Object.entries(all)) {
    if (!options.check) {
      write(options.out, language, content);
      write(join(options.out, 'library'), language, shelves[language]);
      write(join(options.out, 'engine'), language, readByEngine(content));
      // The made-up languages are English underneath, and are written in English by the tests.
      const rules = sentences[language] ?? sentences[FIRST_LANGUAGE];
      write(join(options.out, 'sentences'), language, rules);
      writeLearned(options, language, rules.language);
    }
    const counts = `${content.ladder.length} steps, ${Object.keys(content.messages).length} messages`;
    console.log(`${language} ${content.version}, ${counts}, ${shelves[language].learn.cards.length} cards`);
  }
  for (const [language, { draft, missing }] of Object.entries(translations))
    if (missing.length > 0 || draft) console.log(`${language}: ${lack(draft, missing)}`);
  return 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = main(process.argv.slice(2));
