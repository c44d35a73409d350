// The compiled content for the build: every language of content/, checked and compiled by tools/content first, and cut into
// what the first screens say, what all others say, what the engine reads, and the library's chapters.
import { parse } from '@formatjs/icu-messageformat-parser';
import { execFileSync } from 'node:child_process';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The parts of each language, as JSON: `{first, rest, rules, sentences, learned, chapters: {NAME: JSON}, messages: {ID: text}}`. The made-up
 * languages for tests, whose tags end in `-x-…` or `-XA`/`-XB`, only while developing.
 */
export async function compiledContent(root, development) {
  execFileSync(process.execPath, [join(root, 'tools/content/build.mjs')], { stdio: ['ignore', 'ignore', 'inherit'] });
  const folder = join(root, 'build/content');
  const found = {};
  for (const file of (await readdir(folder)).filter((name) => name.endsWith('.json')).sort()) {
    const language = file.slice(0, -'.json'.length);
    if (!development && isMadeUp(language)) continue;
    found[language] = await partsOf(folder, language);
  }
  return found;
}

/** The parts of one language of `folder`, which holds compiled content. */
export async function partsOf(folder, language) {
  const read = async (part) => JSON.parse(await readFile(join(folder, part, `${language}.json`), 'utf8'));
  const learned = await readFile(join(folder, 'sentences', `${language}.learned`));
  return {
    ...cut(await read(''), await read('library'), await read('engine'), await read('sentences')),
    learned: learned.length > 0 ? learned : null,
  };
}

const isMadeUp = (language) => /-(x-|X[AB]\b)/.test(language);

/** Only the terminal says these, or the page that a capsule travels in. */
const notOfThePage = /^(cli\.|capsule\.page\.|error\.(cli|hub|platform|system|audit|net)\/)/;

/**
 * What may be said before the first statement can be answered: the frame, the check, Help, and why something could not be
 * loaded or opened. web/build.mjs checks the sources of the first screens against it.
 */
const saidFirst = new RegExp(
  [
    '(shell|room|parts|check|help|kind)[.]',
    'keys[.]palette_key',
    'settings[.]export_title$',
    'step[.]own_lead$',
    'unlock[.](open|have_words)$',
    'error[.](unknown$|newer_critical$|(app|life|store|wasm)/)',
  ]
    .map((words) => `^${words}`)
    .join('|'),
);
const partsFirst = ['language', 'direction', 'version', 'statements', 'practice', 'help'];

function cut(content, library, rules, sentences) {
  const { messages, ...parts } = content;
  const of = (keep) => Object.entries(messages).filter(([id]) => !notOfThePage.test(id) && keep(id));
  const pick = (keep) => Object.fromEntries(Object.entries(parts).filter(([name]) => keep(name)));
  const isFirst = (id) => saidFirst.test(id);
  return {
    first: JSON.stringify({ ...pick((name) => partsFirst.includes(name)), messages: parsed(of(isFirst)) }),
    rest: JSON.stringify({
      ...pick((name) => !partsFirst.includes(name) && name !== 'instruments'),
      messages: parsed(of((id) => !isFirst(id))),
    }),
    rules: JSON.stringify(rules),
    sentences: JSON.stringify(sentences),
    chapters: chaptersOf(library),
    language: content.language,
    direction: content.direction,
    messages,
    isFirst,
  };
}

/** A chapter of the library is a file of its own, loaded by the screen that shows it. */
function chaptersOf({ language: _, direction: __, version: ___, ...chapters }) {
  return Object.fromEntries(Object.entries(chapters).map(([name, chapter]) => [name, JSON.stringify(chapter)]));
}

/** Messages with arguments parsed already, so that no parser is loaded; one without any stays a string. */
const parsed = (messages) =>
  Object.fromEntries(
    messages.map(([id, text]) => [
      id,
      /[{}'<#]/.test(text) ? parse(text, { ignoreTag: true, captureLocation: false }) : text,
    ]),
  );
