// Holds the messages against the code that says them: `node tools/content/uses.mjs`. An id that the code says and no file has, and
// an argument that is missing or unknown where it is said, are faults (exit code 1); a message that nothing says is listed.
//
// It reads the sources as text, so it knows what stands in literals: t('check.of', { number, n }), say("cli.ask.no"),
// t(`kind.${kind}`) and say("cli.exit." + number). What is put together elsewhere it takes on trust.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compile } from './compile.mjs';
import { faultLine } from './fault.mjs';
import { argumentsOf, parseMessage } from './messages.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PLACES = ['web', 'cli', 'engine', 'life', 'vault', 'wasm', 'platform', 'store', 'hub'];
const ID = /^[a-z][a-z0-9_]*(\.[a-z0-9_/]+)+$/;
// An error is said by its code, "error.record/bad_id". Those of the JSON reader never get as far as a person: whoever reads
// turns them into its own.
const CODE =
  /^(record|life|safety|vault|sync|store|file|view|content|wasm|app|hub|cli|simulate|site|capsule|resting|audit|net)\/[a-z_]+$/;
const BY_CODE = /^error\./;
// What one program says to another (spec/http.md §8) is no word to a person; whoever hears it says it in a code of its own.
const BETWEEN_PROGRAMS = new Set(
  [...readFileSync(join(ROOT, 'spec/http.md'), 'utf8').matchAll(/`(hub\/[a-z_]+)`/g)].map(([, code]) => code),
);

function sourceFiles(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory())
      return ['node_modules', 'generated', 'dist', 'tests'].includes(entry.name) ? [] : sourceFiles(path);
    return /\.(tsx?|mjs|cc|h)$/.test(entry.name) && !/(\.test\.\w+|_test\.cc)$/.test(entry.name) ? [path] : [];
  });
}

/** The text from the bracket at `open` to its partner, brackets included; strings inside are stepped over. */
export function balanced(text, open) {
  let depth = 0;
  for (let i = open; i < text.length; i++) {
    const sign = text[i];
    if (sign === '"' || sign === "'" || sign === '`') {
      for (i++; i < text.length && text[i] !== sign; i++) if (text[i] === '\\') i++;
    } else if ('({['.includes(sign)) depth++;
    else if (')}]'.includes(sign) && --depth === 0) return text.slice(open, i + 1);
  }
  return undefined;
}

/** The parts of a bracketed list, as they stand between its commas. */
export function partsOf(bracketed) {
  const parts = [''];
  for (let i = 1; i < bracketed.length - 1; i++) {
    const sign = bracketed[i];
    if (sign === ',') parts.push('');
    else if ('({['.includes(sign)) {
      const inner = balanced(bracketed, i);
      parts[parts.length - 1] += inner;
      i += inner.length - 1;
    } else if (sign === '"' || sign === "'" || sign === '`') {
      const start = i;
      for (i++; bracketed[i] !== sign; i++) if (bracketed[i] === '\\') i++;
      parts[parts.length - 1] += bracketed.slice(start, i + 1);
    } else parts[parts.length - 1] += sign;
  }
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

// Names given in `{ n, date: x }`, or undefined where a spread or a computed name hides some.
function scriptNames(braces) {
  const names = partsOf(braces).map((part) => /^(\w+)\s*(?::|$)/.exec(part)?.[1]);
  return names.includes(undefined) ? undefined : names;
}

// The same of `{{"n", x}, {"date", y}}`.
function nativeNames(braces) {
  const names = partsOf(braces).map((part) => /^\{\s*"(\w+)"\s*,/.exec(part)?.[1]);
  return names.includes(undefined) ? undefined : names;
}

const asPattern = (literal) =>
  new RegExp(
    `^${literal
      .split(/\$\{[^}]*\}/)
      .map((piece) => piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('[a-z0-9_/.]+')}$`,
  );

/**
 * What one source file says.
 * @returns {{literals: Set<string>, patterns: RegExp[], calls: {id: string, line: number, names?: string[]}[]}}
 */
export function usesIn(text, native) {
  const literals = new Set();
  const patterns = [];
  const calls = [];
  const lineAt = (index) => text.slice(0, index).split('\n').length;
  for (const { index, 2: literal } of text.matchAll(/(['"`])((?:(?!\1)[^\\\n])*)\1/g)) {
    if (BETWEEN_PROGRAMS.has(literal)) continue;
    if (CODE.test(literal)) calls.push({ id: `error.${literal}`, line: lineAt(index) });
    else if (ID.test(literal)) literals.add(literal);
    else if (/^[a-z][a-z0-9_]*\.[a-z0-9_.]*\.$/.test(literal) || /^[a-z][a-z0-9_]*\.$/.test(literal)) {
      patterns.push(asPattern(`${literal}\${rest}`));
    }
  }
  for (const [, template] of text.matchAll(/`([a-z][a-z0-9_]*\.[^`\s]*\$\{[^`\n]*)`/g))
    patterns.push(asPattern(template));
  for (const found of text.matchAll(native ? /\bsay\(\s*(")([^"\n]+)"/g : /\bt\(\s*(['"])([^'"\n]+)\1/g)) {
    const id = found[2];
    if (!ID.test(id)) continue;
    const after = text.slice(found.index + found[0].length);
    const line = lineAt(found.index);
    const next = /^\s*(,\s*)?/.exec(after)[0].length;
    const at = found.index + found[0].length + next;
    if (text[at] === ')') calls.push({ id, line, names: [] });
    else if (text[at] === '{')
      calls.push({ id, line, names: native ? nativeNames(balanced(text, at)) : scriptNames(balanced(text, at)) });
    else if (text[at] !== '+') calls.push({ id, line });
  }
  return { literals, patterns, calls };
}

/** Faults of the calls of one file, given the arguments that each message has. */
export function callFaults(file, calls, argumentsById) {
  return calls.flatMap(({ id, line, names }) => {
    const wanted = argumentsById.get(id);
    if (wanted === undefined)
      return [{ file, line, path: id, message: 'is said here and is in no file of content/en/interface' }];
    if (names === undefined) return [];
    const missing = wanted.filter((name) => !names.includes(name)).map((name) => `is said here without its {${name}}`);
    const unknown = names
      .filter((name) => !wanted.includes(name))
      .map((name) => `is given {${name}} here, which it does not have`);
    return [...missing, ...unknown].map((message) => ({ file, line, path: id, message }));
  });
}

/** @param {Record<string, string>} messages @param {{file: string, text: string}[]} sources */
export function checkUses(messages, sources) {
  const argumentsById = new Map(
    Object.entries(messages).map(([id, text]) => [id, [...argumentsOf(parseMessage(text).parts).keys()]]),
  );
  const literals = new Set();
  const patterns = [];
  const faults = [];
  for (const { file, text } of sources) {
    const uses = usesIn(text, /\.(cc|h)$/.test(file));
    uses.literals.forEach((literal) => literals.add(literal));
    patterns.push(...uses.patterns);
    faults.push(...callFaults(file, uses.calls, argumentsById));
  }
  const silent = Object.keys(messages).filter(
    (id) => !BY_CODE.test(id) && !literals.has(id) && !patterns.some((pattern) => pattern.test(id)),
  );
  return { faults, silent };
}

export function checkTree() {
  const { languages, faults } = compile(join(ROOT, 'content'), { patient: true });
  if (faults.length > 0) return { faults, silent: [] };
  const files = PLACES.flatMap((place) => sourceFiles(join(ROOT, place)));
  const sources = files.map((path) => ({ file: path.slice(ROOT.length), text: readFileSync(path, 'utf8') }));
  return checkUses(languages.en.messages, sources);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { faults, silent } = checkTree();
  for (const fault of faults) console.error(faultLine(fault));
  if (silent.length > 0) console.log(`said nowhere: ${silent.join(' ')}`);
  if (faults.length > 0) process.exitCode = 1;
}
