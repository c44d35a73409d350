// Two made-up languages for the tests: one longer and accented, one running from right to left.
import { TYPE } from '@formatjs/icu-messageformat-parser';
import { TEXT_FIELDS } from './fields.mjs';
import { parseMessage, eachPart } from './messages.mjs';
import { withVersion } from './compile.mjs';

const PLAIN = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const ACCENTED = 'àƀçđéƒğĥîĵķłɱñöþqŕšŧûvŵẋýžÀƁÇĐÉƑĞĤÎĴĶŁṀÑÖÞQŔŠŦÛVŴẊÝŽ';
const accents = new Map([...PLAIN].map((letter, i) => [letter, [...ACCENTED][i]]));
const EXTRA = 0.35;

export const accent = (text) => [...text].map((letter) => accents.get(letter) ?? letter).join('');
/** About a third longer, in pieces that may wrap. */
export const lengthen = (text) => {
  const wanted = Math.ceil([...text].length * EXTRA);
  return wanted === 0
    ? text
    : text +
        ' ' +
        'ñéẋŧ '
          .repeat(Math.ceil(wanted / 5))
          .slice(0, Math.max(1, wanted - 1))
          .trimEnd();
};
const RIGHT_TO_LEFT = '\u202e';
const POP = '\u202c';

/** Applies `change` to the literal parts of a message; arguments, plurals and their keys stay as they are. */
export function mapLiterals(message, change) {
  const { parts, error } = parseMessage(message);
  if (error) throw new Error(error);
  const literals = [];
  eachPart(parts, (part) => part.type === TYPE.literal && literals.push(part.location));
  let result = message;
  for (const { start, end } of literals.sort((a, b) => b.start.offset - a.start.offset)) {
    result = result.slice(0, start.offset) + change(result.slice(start.offset, end.offset)) + result.slice(end.offset);
  }
  return result;
}

const longer = (message) => `⟦${mapLiterals(message, (text) => accent(lengthenLetters(text)))}⟧`;
// Spaces at the rim of a literal belong to the sentence around it.
const lengthenLetters = (text) =>
  text.replace(/^(\s*)(.*?)(\s*)$/s, (_, a, middle, b) => a + (/\p{L}/u.test(middle) ? lengthen(middle) : middle) + b);
const mirrored = (message) =>
  mapLiterals(message, (text) =>
    text.replace(/^(\s*)(.*?)(\s*)$/s, (_, a, middle, b) => (middle ? a + RIGHT_TO_LEFT + middle + POP + b : text)),
  );

function mapTexts(value, change, field = '', all = false) {
  if (typeof value === 'string') return all || TEXT_FIELDS.has(field) ? change(value) : value;
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change, all ? field : '', all));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, mapTexts(item, change, key, all || key === 'messages')]),
  );
}

const pseudo = (content, language, direction, change) =>
  withVersion({ ...mapTexts(content, change), language, direction });

/** Longer by a third, accented, in brackets: what is not bracketed on a screen did not come from the content. */
export const accented = (content) => pseudo(content, 'en-XA', 'ltr', longer);
/** English letters forced to run from right to left. */
export const rightToLeft = (content) => pseudo(content, 'ar-XB', 'rtl', mirrored);
