// ICU messages: their syntax, their arguments, and what both of our formatters (browser and terminal) understand alike.
import { parse, TYPE } from '@formatjs/icu-messageformat-parser';

const ARGUMENT = /^[a-z][a-z0-9_]*$/;
const STYLES = {
  [TYPE.number]: ['', 'integer', 'percent'],
  [TYPE.date]: ['', 'short', 'medium', 'long', 'full'],
  [TYPE.time]: ['', 'short', 'medium'],
};

/** The parts of a message, or the reason why it cannot be read. */
export function parseMessage(text) {
  try {
    return { parts: parse(text, { ignoreTag: true, requiresOtherClause: true, captureLocation: true }) };
  } catch (error) {
    const at = error.location?.start?.offset;
    return { error: `is not an ICU message (${error.message}${at === undefined ? '' : ` at character ${at + 1}`})` };
  }
}

/** Visits every part, those inside plurals and selects too. */
export function eachPart(parts, visit) {
  for (const part of parts) {
    visit(part);
    if (part.options) for (const option of Object.values(part.options)) eachPart(option.value, visit);
  }
}

/** The arguments of a message as `name: kind`, sorted: what a translation has to keep. */
export function argumentsOf(parts) {
  const found = new Map();
  eachPart(parts, (part) => {
    if (part.type === TYPE.literal || part.type === TYPE.pound) return;
    const kinds = found.get(part.value) ?? new Set();
    kinds.add(kindOf(part));
    found.set(part.value, kinds);
  });
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function kindOf(part) {
  if (part.type === TYPE.select) return 'select';
  if (part.type === TYPE.plural) return 'number';
  if (part.type === TYPE.number) return 'number';
  if (part.type === TYPE.date || part.type === TYPE.time) return 'date';
  return 'words';
}

/** Faults of one message, as sentences without a subject. */
export function messageFaults(text, language) {
  const { parts, error } = parseMessage(text);
  if (error) return [error];
  const faults = [];
  // The two formatters part ways on a straight apostrophe, and on tags.
  if (text.includes("'")) faults.push('has a straight apostrophe, which ICU reads as a quote; write ’');
  if (/<\/?[a-z]/i.test(text)) faults.push('has markup; words carry none');
  eachPart(parts, (part) => faults.push(...partFaults(part, language)));
  for (const [name, kinds] of argumentsOf(parts)) {
    if (!ARGUMENT.test(name)) faults.push(`has the argument {${name}}; a name is small letters, digits and _`);
    if (kinds.has('words') && kinds.has('number')) {
      faults.push(
        `prints the number {${name}} as it is, which the two formatters do differently; write # or {${name}, number}`,
      );
    }
    if (kinds.has('select') && kinds.has('number')) faults.push(`uses {${name}} both as a choice and as a number`);
  }
  return faults;
}

function partFaults(part, language) {
  if (part.type in STYLES) {
    const style = part.style === null || part.style === undefined ? '' : part.style;
    if (!STYLES[part.type].includes(style)) {
      return [`formats {${part.value}} in a style that one of the two formatters does not know`];
    }
  }
  if (part.type !== TYPE.plural) return [];
  const faults = [];
  if (part.offset !== 0) faults.push(`uses an offset in {${part.value}}; write the sentences out`);
  const kind = part.pluralType === 'ordinal' ? 'ordinal' : 'cardinal';
  const categories = new Intl.PluralRules(language, { type: kind }).resolvedOptions().pluralCategories;
  const keys = Object.keys(part.options);
  for (const key of keys) {
    if (!key.startsWith('=') && !categories.includes(key)) {
      faults.push(`has the plural form “${key}”, which the language “${language}” does not have`);
    }
  }
  // "none or some" needs no form for one.
  const noneOrSome = keys.includes('=0') && keys.every((key) => key === '=0' || key === 'other');
  if (categories.includes('one') && !noneOrSome && !keys.includes('one') && !keys.includes('=1')) {
    faults.push(`has no form for one in {${part.value}}`);
  }
  return faults;
}

/** What differs between a message and its translation, as sentences without a subject. */
export function translationFaults(original, translation) {
  const [a, b] = [parseMessage(original), parseMessage(translation)];
  if (a.error || b.error) return [];
  const [wanted, given] = [argumentsOf(a.parts), argumentsOf(b.parts)];
  const faults = [];
  for (const name of wanted.keys()) if (!given.has(name)) faults.push(`leaves out the argument {${name}}`);
  for (const name of given.keys()) if (!wanted.has(name)) faults.push(`has the unknown argument {${name}}`);
  return faults;
}
