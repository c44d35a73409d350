// Reads the YAML files of one language and remembers where each value stands, so that every fault names file and line.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { LineCounter, parseDocument, isMap, isSeq, isScalar, visit } from 'yaml';

/** @typedef {{file: string, line: number, path: string, message: string}} Fault */

/** A path as a person reads it: `steps[3].lead.named`. */
export const pathText = (path) =>
  path.map((part, i) => (typeof part === 'number' ? `[${part}]` : i === 0 ? part : `.${part}`)).join('');

/** One YAML file: its plain data and the line of each path in it. */
export class Source {
  /** @param {string} file where it is @param {string} name how faults call it @param {Fault[]} faults */
  constructor(file, name, faults) {
    this.name = name;
    this.faults = faults;
    this.lines = new LineCounter();
    this.document = parseDocument(readFileSync(file, 'utf8'), { lineCounter: this.lines, uniqueKeys: true });
    for (const error of this.document.errors) {
      this.report([], error.message.split('\n')[0], error.linePos?.[0].line ?? 1);
    }
    visit(this.document, {
      Alias: (_, node) => {
        this.report([], 'an alias hides where a text comes from; write it out', this.lineAt(node));
      },
    });
    this.broken = this.document.errors.length > 0;
    this.data = this.broken ? null : this.document.toJS();
  }

  lineAt(node) {
    return node?.range ? this.lines.linePos(node.range[0]).line : 1;
  }

  /** The line of the value at `path`; where there is none, of the nearest value around it. */
  line(path) {
    for (let length = path.length; length > 0; length--) {
      const node = this.document.getIn(path.slice(0, length), true);
      if (isMap(node) || isSeq(node) || isScalar(node)) return this.lineAt(node);
    }
    return 1;
  }

  report(path, message, line = this.line(path)) {
    this.faults.push({ file: this.name, line, path: pathText(path), message });
  }
}

export const LADDER_FILES = ['friend', 'family', 'partner', 'work'];
export const PART_FILES = [
  'language',
  'statements',
  'vocabulary',
  'prompts',
  'practice',
  'insight',
  'instruments',
  'help',
  'unsafe',
];
// Long texts, compiled apart: nobody waits for them before the first statement can be answered.
export const LIBRARY_FILES = [
  'sources',
  'yours',
  'learn',
  'recognise',
  'notice',
  'practise',
  'protector',
  'seek',
  'write',
  'journey',
  'safety',
  'sample',
];
// The rules about sentences. They are a language's own: one without them marks nothing and asks nothing of itself.
export const SENTENCE_FILES = ['words', 'cues', 'crisis'];
/** What was learned from labelled sentences (learn/README.md); copied as it is. */
export const LEARNED_FILE = 'learned.bin';
// What only the first language says: rules are the same in every language.
export const RULE_FILES = ['practice', 'insight', 'instruments', 'sources'];

/**
 * All files of one language folder.
 * @returns {{parts: Record<string, Source>, ladder: Record<string, Source>, library: Record<string, Source>,
 *   sentences: Record<string, Source>, interface: Record<string, Source>}}
 */
export function readLanguage(folder, name, faults, required) {
  const read = (relative, must) => {
    const file = join(folder, relative);
    if (existsSync(file)) return new Source(file, `${name}/${relative}`, faults);
    if (must) faults.push({ file: `${name}/${relative}`, line: 1, path: '', message: 'the file is missing' });
    return undefined;
  };
  const sources = { parts: {}, ladder: {}, library: {}, sentences: {}, interface: {} };
  for (const part of PART_FILES) {
    const source = read(`${part}.yaml`, required || !RULE_FILES.includes(part));
    if (source) sources.parts[part] = source;
  }
  for (const relation of LADDER_FILES) {
    const source = read(`ladder/${relation}.yaml`, true);
    if (source) sources.ladder[relation] = source;
  }
  for (const chapter of LIBRARY_FILES) {
    const source = read(`library/${chapter}.yaml`, required || !RULE_FILES.includes(chapter));
    if (source) sources.library[chapter] = source;
  }
  const hasSentences = existsSync(join(folder, 'sentences'));
  for (const part of SENTENCE_FILES) {
    const source = read(`sentences/${part}.yaml`, required || hasSentences);
    if (source) sources.sentences[part] = source;
  }
  const interfaceFolder = join(folder, 'interface');
  const names = existsSync(interfaceFolder)
    ? readdirSync(interfaceFolder).filter((file) => file.endsWith('.yaml'))
    : [];
  for (const file of names.sort()) sources.interface[file] = read(`interface/${file}`, true);
  reportStrangers(folder, name, faults);
  return sources;
}

// A file that nothing reads is a text that never appears: say so rather than pass over it.
function reportStrangers(folder, name, faults) {
  const known = {
    '': [...PART_FILES.map((part) => `${part}.yaml`), 'ladder', 'library', 'sentences', 'interface', 'tone.yaml'],
    library: LIBRARY_FILES.map((chapter) => `${chapter}.yaml`),
    ladder: LADDER_FILES.map((relation) => `${relation}.yaml`),
    sentences: [...SENTENCE_FILES.map((part) => `${part}.yaml`), LEARNED_FILE],
  };
  for (const [inside, expected] of Object.entries(known)) {
    const path = join(folder, inside);
    if (!existsSync(path)) continue;
    for (const entry of readdirSync(path).sort()) {
      if (expected.includes(entry) || entry.startsWith('.')) continue;
      const file = inside ? `${name}/${inside}/${entry}` : `${name}/${entry}`;
      faults.push({ file, line: 1, path: '', message: 'nothing reads this file; its name is not one of the content' });
    }
  }
}
