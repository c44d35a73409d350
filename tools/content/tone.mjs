// Holds every text of content/en against content/tone.yaml, and those of another language against its own tone.yaml: `node tools/content/tone.mjs [--content DIR]`.
// One line a finding, "file:line: path: sentence"; exit code 1 when there is one.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compile } from './compile.mjs';
import { faultLine } from './fault.mjs';
import { Source, pathText } from './source.mjs';
import { textsOf } from './texts.mjs';

/** The rules of a tone.yaml, their patterns compiled; what is wrong with the file itself goes to `faults`. */
export function readTone(root, faults, name = 'content/tone.yaml') {
  const source = new Source(join(root, 'tone.yaml'), name, faults);
  return (source.data ?? []).map((rule, i) => {
    try {
      return { ...rule, expression: new RegExp(rule.pattern, 'iu') };
    } catch (error) {
      source.report([i, 'pattern'], `is not a regular expression (${error.message})`);
      return { ...rule, expression: /$^/u };
    }
  });
}

const escaped = (phrase) => phrase.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** What of `text` a rule objects to, or undefined. */
export function objection(rule, text) {
  // What stands in quotes is said by somebody else.
  let left = rule.voice === 'ajar' ? text.replace(/“[^”]*”/gu, '') : text;
  for (const phrase of rule.allow ?? []) left = left.replace(new RegExp(escaped(phrase), 'giu'), '');
  return rule.expression.exec(left)?.[0];
}

/** Every finding in `texts`, as faults; an exception of a rule that excepts nothing is one, too. */
export function toneFaults(rules, texts) {
  const faults = [];
  const used = new Set();
  for (const { source, path, text, voice } of texts) {
    for (const rule of rules) {
      if (rule.voice === 'ajar' && voice !== 'ajar') continue;
      const found = objection(rule, text);
      if (found === undefined) continue;
      const at = pathText(path);
      if ((rule.except ?? []).includes(at)) {
        used.add(`${rule.id} ${at}`);
        continue;
      }
      faults.push({
        file: source.name,
        line: source.line(path),
        path: at,
        message: `says “${found.trim()}” (${rule.id}: ${rule.why})`,
      });
    }
  }
  for (const rule of rules) {
    for (const at of rule.except ?? []) {
      if (!used.has(`${rule.id} ${at}`)) {
        faults.push({
          file: 'content/tone.yaml',
          line: 1,
          path: rule.id,
          message: `excepts ${at}, which does not need it`,
        });
      }
    }
  }
  return unique(faults);
}

const unique = (faults) => [...new Map(faults.map((fault) => [faultLine(fault), fault])).values()];

export function checkTone(root) {
  const { first, translations, faults } = compile(root, { patient: true });
  if (faults.length > 0) return faults;
  const found = toneFaults(readTone(root, faults), textsOf(first.sources));
  for (const [language, { sources }] of Object.entries(translations)) {
    const folder = join(root, language);
    if (!existsSync(join(folder, 'tone.yaml'))) continue;
    found.push(...toneFaults(readTone(folder, faults, `content/${language}/tone.yaml`), textsOf(sources)));
  }
  return [...faults, ...found];
}

const CONTENT = fileURLToPath(new URL('../../content', import.meta.url));

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const given = process.argv[2] === '--content' ? process.argv[3] : undefined;
  const faults = checkTone(given ?? CONTENT);
  for (const fault of faults) console.error(faultLine(fault));
  if (faults.length > 0) process.exitCode = 1;
  else console.log('the tone holds');
}
