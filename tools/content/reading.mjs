// Reading level of content/en by Flesch–Kincaid: `node tools/content/reading.mjs [--all]` prints it and fails past the bar.
//
// Grade = 0.39 · words / sentences + 11.8 · syllables / words − 15.59 (Kincaid, Fishburne, Rogers & Chissom 1975, Derivation of
// new readability formulas, CNTECHTRA Research Branch Report 8-75). Syllables are counted by rule, so a single short text
// may be off; the bar is for the whole, for each file, and for each text of more than 25 words.
import { fileURLToPath } from 'node:url';
import { compile } from './compile.mjs';
import { faultLine } from './fault.mjs';
import { pathText } from './source.mjs';
import { textsOf } from './texts.mjs';

export const WHOLE_GRADE = 8;
export const SINGLE_GRADE = 8;
export const SINGLE_WORDS = 25;

// Two vowels that are said apart: being, period, usual; and a few words that no rule finds.
const APART = [
  /[^aeiouy][aeiouy]ing/g,
  /(?<![cstgx])i[ao](?![aeiouy])/g,
  /(?<![gq])ua(?!r[dk])/g,
  /creat|idea|area|po[ei][mt]|scienc/g,
];
// An e that is silent inside a word, before what was added to it: closeness, something, homework.
const SILENT =
  /(?<=[^aeiouy][^aeiouyl]|[aeiouy][^aeiouy])e(?=(ness|less|ful|ly|ment|thing|times|where|work|body)(s|ly)?$)/;

/** Syllables of an English word, at least 1: groups of vowels, less the silent ones. */
export function syllables(word) {
  const letters = word.toLowerCase().replace(/[^a-z]/g, '');
  if (letters.length <= 2) return 1;
  const bare = letters
    .replace(SILENT, '')
    .replace(/(?<![td])ed$/, '')
    .replace(/(?<![sxzcg]|[sc]h)es$/, '')
    .replace(/(?<![aeiouy]|[^aeiouy]l)e$/, '')
    .replace(/^y/, '');
  const groups = bare.match(/[aeiouy]{1,2}/g)?.length ?? 1;
  const apart = APART.reduce((sum, pattern) => sum + (bare.match(pattern)?.length ?? 0), 0);
  return Math.max(1, groups + apart);
}

/** Words, sentences, syllables and grade of a text. A text without an end is one sentence. */
export function measure(text) {
  const words = text.match(/[\p{L}\p{N}]+(?:[’-][\p{L}\p{N}]+)*/gu) ?? [];
  const sentences = Math.max(1, (text.match(/[.!?](?=[\s”’)]|$)/gu) ?? []).length);
  const total = words.reduce((sum, word) => sum + syllables(word), 0);
  const measured = { words: words.length, sentences, syllables: total };
  return { ...measured, grade: gradeOf(measured) };
}

const gradeOf = ({ words, sentences, syllables: total }) =>
  words === 0 ? 0 : (0.39 * words) / sentences + (11.8 * total) / words - 15.59;

/** The level of all sentences together (labels and other fragments would flatter it, so they stay out) and the hard ones. */
export function readingLevel(texts) {
  const nothing = { words: 0, sentences: 0, syllables: 0 };
  const whole = { ...nothing };
  const files = {};
  const hard = [];
  for (const { source, path, text } of texts) {
    if (!/[.!?]”?$/.test(text)) continue;
    const measured = measure(text);
    const file = (files[source.name] ??= { ...nothing });
    for (const sum of [whole, file]) for (const key of Object.keys(nothing)) sum[key] += measured[key];
    if (measured.words > SINGLE_WORDS && measured.grade > SINGLE_GRADE) {
      hard.push({
        file: source.name,
        line: source.line(path),
        path: pathText(path),
        message: `reads at grade ${measured.grade.toFixed(1)} over ${measured.words} words; the bar is ${SINGLE_GRADE}`,
      });
    }
  }
  for (const [file, sum] of Object.entries(files)) {
    files[file] = { ...sum, grade: gradeOf(sum) };
    if (files[file].grade > WHOLE_GRADE)
      hard.push({
        file,
        line: 1,
        path: '',
        message: `reads at grade ${gradeOf(sum).toFixed(1)}; the bar is ${WHOLE_GRADE}`,
      });
  }
  return { ...whole, grade: gradeOf(whole), files, hard };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { first, faults } = compile(fileURLToPath(new URL('../../content', import.meta.url)), { patient: true });
  const texts = faults.length > 0 ? [] : textsOf(first.sources);
  const level = readingLevel(texts);
  for (const fault of [...faults, ...level.hard]) console.error(faultLine(fault));
  if (process.argv.includes('--all')) {
    const graded = texts.map((text) => ({ ...measure(text.text), text: text.text })).filter(({ words }) => words > 12);
    for (const { grade, text } of graded.sort((a, b) => b.grade - a.grade).slice(0, 40))
      console.log(grade.toFixed(1), text);
  }
  for (const [file, { grade, words }] of Object.entries(level.files))
    console.log(`${grade.toFixed(1).padStart(5)} ${String(words).padStart(6)} words  ${file}`);
  console.log(
    `grade ${level.grade.toFixed(1)} over ${level.words} words in ${level.sentences} sentences; the bar is ${WHOLE_GRADE}`,
  );
  if (faults.length + level.hard.length > 0 || !(level.grade <= WHOLE_GRADE)) process.exitCode = 1;
}
