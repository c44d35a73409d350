// Compiles the rules about sentences of one language (content/LANGUAGE/sentences/) to the program that engine/text runs.
// The language of patterns is in spec/sentences.md.
import { createHash } from 'node:crypto';

const WORD = 0;
const GAP = 1;
const ANY = 2;
const SPLIT = 3;
const JUMP = 4;
const AT = 5;
const CROSS = 6;
const FOUND = 7;
const LONGEST_GAP = 12;
const OWN_GAP = 8; // words between whose it is and what is said
const MOST_WORDS = 400_000; // instructions, what engine/text takes

class Wrong extends Error {}

/** A word as the engine folds it: small letters, no accents, no apostrophes. */
export const folded = (word) =>
  word
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\u0300-\u036f'’]/g, '');

const TOKENS = /[\s]*(\^\^|\^|\$\$|\$|\/|\.\.(\d+)|\+\+(\d+)|\{([a-z_0-9]+)\}|\(|\)|\?|~?[\p{L}\p{N}'’]+\*?|\S)/guy;

function tokensOf(line) {
  const tokens = [];
  TOKENS.lastIndex = 0;
  for (let match; (match = TOKENS.exec(line));) {
    const [, text, gap, any, group] = match;
    tokens.push({ text, gap, any, group });
  }
  return tokens;
}

/** Reads one pattern to a tree of {set}, {row}, {either}, {maybe}, {gap}, {at}, {cross}. */
class Reader {
  constructor(line, groups) {
    this.tokens = tokensOf(line);
    this.groups = groups;
    this.next = 0;
  }

  peek() {
    return this.tokens[this.next];
  }

  whole() {
    const tree = this.row(false);
    if (this.peek()) throw new Wrong(`“${this.peek().text}” does not belong there`);
    return tree;
  }

  // Within brackets a bar parts rows of words, outside it parts single words.
  rows() {
    const rows = [this.row(true)];
    while (this.peek()?.text === '|') {
      this.next++;
      rows.push(this.row(true));
    }
    return either(rows);
  }

  row(inBrackets) {
    const items = [];
    while (this.peek() && this.peek().text !== ')' && this.peek().text !== '|') items.push(this.item(inBrackets));
    if (items.length === 0) throw new Wrong('has nothing between two signs');
    return items.length === 1 ? items[0] : { row: items };
  }

  item(inBrackets) {
    const choices = [this.atom()];
    while (!inBrackets && this.peek()?.text === '|') {
      this.next++;
      choices.push(this.atom());
    }
    const tree = either(choices);
    if (this.peek()?.text !== '?') return tree;
    this.next++;
    return { maybe: tree };
  }

  atom() {
    const token = this.tokens[this.next++];
    if (!token) throw new Wrong('ends too early');
    const { text, gap, any, group } = token;
    if (gap !== undefined || any !== undefined) {
      const most = Number(gap ?? any);
      if (most < 1 || most > LONGEST_GAP) throw new Wrong(`“${text}”: a gap has 1 to ${LONGEST_GAP} words`);
      return { gap: most, any: any !== undefined };
    }
    if (group !== undefined) {
      if (!this.groups.has(group)) throw new Wrong(`“{${group}}” is no group of words.yaml`);
      return this.groups.get(group);
    }
    if (text === '(') {
      const tree = this.rows();
      if (this.tokens[this.next++]?.text !== ')') throw new Wrong('has “(” without “)”');
      return tree;
    }
    if (text === '^' || text === '$') return { at: 1 };
    if (text === '^^' || text === '$$') return { at: 2 };
    if (text === '/') return { cross: true };
    if (/^~?[\p{L}\p{N}'’]+\*?$/u.test(text)) return { set: [wordOf(text)] };
    throw new Wrong(`“${text}” is not a word or a sign of a pattern`);
  }
}

function wordOf(text) {
  const slip = text.startsWith('~');
  const stem = text.endsWith('*');
  const word = folded(text.replace(/^~|\*$/g, ''));
  if (slip && stem) throw new Wrong(`“${text}” cannot be both a stem and forgiving`);
  if (slip && word.length < 6) throw new Wrong(`“${text}” is too short to forgive a slip`);
  if (stem && word.length < 2) throw new Wrong(`“${text}” is too short for a stem`);
  return `${slip ? '~' : ''}${word}${stem ? '*' : ''}`;
}

// Choices of single words are one set, which costs one instruction.
function either(trees) {
  if (trees.length === 1) return trees[0];
  const flat = trees.flatMap((tree) => tree.either ?? [tree]);
  const words = flat.filter((tree) => tree.set).flatMap((tree) => tree.set);
  const rest = flat.filter((tree) => !tree.set);
  const all = words.length > 0 ? [{ set: [...new Set(words)].sort() }, ...rest] : rest;
  return all.length === 1 ? all[0] : { either: all };
}

// Whether a tree can be gone through without taking a word.
function canBeEmpty(tree) {
  if (tree.set || tree.gap) return !tree.set;
  if (tree.maybe || tree.at || tree.cross) return true;
  return tree.row ? tree.row.every(canBeEmpty) : tree.either.some(canBeEmpty);
}

function beginsWithGap(tree) {
  if (tree.row) return beginsWithGap(tree.row[0]);
  if (tree.either) return tree.either.some(beginsWithGap);
  return tree.gap !== undefined;
}

/** The program under construction: sets of words, instructions, where patterns start, features. */
class Program {
  sets = [];
  code = [];
  starts = [];
  features = 0;
  asides = [];
  #setOf = new Map();
  #featureOf = new Map();

  set(words) {
    const key = words.join(' ');
    if (!this.#setOf.has(key)) {
      this.#setOf.set(key, this.sets.length);
      this.sets.push(words);
    }
    return this.#setOf.get(key);
  }

  /** The feature of a list of patterns, which counts for nothing beside one of `aside`; equal ones are one. */
  feature(trees, aside = []) {
    const key = JSON.stringify([trees, aside]);
    if (!this.#featureOf.has(key)) {
      this.#featureOf.set(key, this.features);
      for (const tree of trees) {
        this.starts.push(this.code.length);
        this.emit(tree);
        this.code.push([FOUND, this.features]);
      }
      if (aside.length > 0) this.asides.push({ feature: [this.features], by: aside });
      this.features++;
    }
    return this.#featureOf.get(key);
  }

  emit(tree) {
    if (tree.set) this.code.push([WORD, this.set(tree.set)]);
    else if (tree.at) this.code.push([AT, tree.at]);
    else if (tree.cross) this.code.push([CROSS, 0]);
    else if (tree.row) for (const item of tree.row) this.emit(item);
    else if (tree.maybe) this.optional(() => this.emit(tree.maybe));
    else if (tree.gap) this.gap(tree);
    else this.choices(tree.either);
  }

  optional(inside) {
    const split = this.code.push([SPLIT, 0]) - 1;
    inside();
    this.code[split][1] = this.code.length;
  }

  gap({ gap, any }) {
    const splits = [];
    for (let i = 0; i < gap; i++) {
      splits.push(this.code.push([SPLIT, 0]) - 1);
      this.code.push([any ? ANY : GAP, 0]);
    }
    for (const split of splits) this.code[split][1] = this.code.length;
  }

  choices(trees) {
    const ends = [];
    trees.forEach((tree, i) => {
      if (i === trees.length - 1) return this.emit(tree);
      const split = this.code.push([SPLIT, 0]) - 1;
      this.emit(tree);
      ends.push(this.code.push([JUMP, 0]) - 1);
      this.code[split][1] = this.code.length;
    });
    for (const end of ends) this.code[end][1] = this.code.length;
  }
}

/** The patterns of a block of text, one a line, each with its place in the file. */
function patternsOf(source, path, text, groups, mayBeEmpty = false) {
  const lines = String(text).split('\n');
  // A block begins on the line after its key.
  const first = source.line(path) + (lines.length > 1 ? 1 : 0);
  return lines.flatMap((raw, i) => {
    const line = raw
      .replace(/(^|\s)#.*$/, '')
      .replaceAll('-', ' ')
      .trim();
    if (line === '') return [];
    try {
      const tree = new Reader(line, groups).whole();
      if (!mayBeEmpty && canBeEmpty(tree)) throw new Wrong('can stand for no word at all');
      return [tree];
    } catch (error) {
      if (!(error instanceof Wrong)) throw error;
      source.report(path, `“${line}”: ${error.message}`, first + i);
      return [];
    }
  });
}

function groupsOf(source) {
  const groups = new Map();
  for (const [name, text] of Object.entries(source.data.groups)) {
    const trees = patternsOf(source, ['groups', name], text, groups, true);
    if (trees.length > 0) groups.set(name, either(trees));
  }
  return groups;
}

const LISTS = ['with', 'unless', 'unless_near', 'unless_over'];
const listOf = (name) => (/_(near|over)$/.test(name) ? `unless${name.slice(-5)}` : 'unless');

function compileRules(program, source, groups, cue) {
  const feature = (path, text, { before, aside } = {}) => {
    const written = patternsOf(source, path, text, groups);
    const trees =
      before && written.length > 0 ? [{ row: [before, { gap: OWN_GAP, any: false }, either(written)] }] : written;
    trees.forEach((tree) => {
      if (beginsWithGap(tree)) source.report(path, 'has a pattern that begins with a gap');
    });
    return trees.length > 0 ? [program.feature(trees, aside)] : [];
  };
  const common = Object.fromEntries(
    Object.entries(source.data.common ?? {}).map(([name, list]) => {
      if (typeof list === 'string') return [name, feature(['common', name], list)];
      const aside = feature(['common', name, 'unless'], list.unless);
      return [name, feature(['common', name, 'say'], list.say, { aside })];
    }),
  );
  const seen = new Set();
  return source.data.rules.map((rule, i) => {
    if (seen.has(rule.id)) source.report(['rules', i, 'id'], `“${rule.id}” stands here for the second time`);
    seen.add(rule.id);
    if (rule.own && !groups.has(rule.own))
      source.report(['rules', i, 'own'], `“${rule.own}” is no group of words.yaml`);
    const at = (name) => (rule[name] === undefined ? [] : feature(['rules', i, name], rule[name]));
    const lists = Object.fromEntries(LISTS.map((name) => [name, at(name)]));
    for (const name of rule.but ?? source.data.but ?? []) {
      if (!(name in common)) source.report(['rules', i, 'but'], `“${name}” is not among the common lists`);
      else lists[listOf(name)].push(...common[name]);
    }
    const say = feature(['rules', i, 'say'], rule.say, { before: rule.own ? groups.get(rule.own) : undefined });
    return { id: rule.id, ...(cue ? { cue: rule.cue } : {}), say, ...lists };
  });
}

/**
 * @param {{words: object, cues: object, crisis: object}} sources as readLanguage read them, all of good shape
 * @param {string} language
 * @param {string[]} kinds the cues that have words in the interface, in their order
 */
export function compileSentences(sources, language, kinds) {
  const program = new Program();
  const groups = groupsOf(sources.words);
  const speech = patternsOf(sources.words, ['own_speech'], sources.words.data.own_speech, groups);
  const stop = patternsOf(sources.words, ['stops'], sources.words.data.stops, groups);
  const words = either(stop.length > 0 ? stop : [{ set: ['not'] }]);
  if (!words.set) sources.words.report(['stops'], 'has more than single words');
  const ownSpeech = [program.feature(speech)];
  sources.cues.data.rules.forEach((rule, i) => {
    if (!kinds.includes(rule.cue)) sources.cues.report(['rules', i, 'cue'], `“${rule.cue}” is not a kind of cue`);
  });
  const cues = compileRules(program, sources.cues, groups, true);
  const crisis = compileRules(program, sources.crisis, groups, false);
  if (program.code.length > MOST_WORDS / 4) sources.cues.report([], 'has more patterns than the engine takes');
  const compiled = {
    language,
    kinds,
    cues,
    crisis,
    asides: program.asides,
    own_speech: ownSpeech,
    sets: program.sets,
    stop: words.set ? program.set(words.set) : 0,
    starts: program.starts,
    features: program.features,
    code: program.code.flat(),
  };
  const version = createHash('sha256').update(JSON.stringify(compiled)).digest('hex').slice(0, 12);
  return { ...compiled, sets: program.sets, version };
}

/** Rules that mark nothing and ask nothing, for a language that has none of its own. */
export function noSentences(language, kinds) {
  const empty = {
    kinds,
    cues: [],
    crisis: [],
    asides: [],
    own_speech: [],
    sets: [['not']],
    stop: 0,
    starts: [],
    features: 0,
    code: [],
  };
  return { language, ...empty, version: '000000000000' };
}
