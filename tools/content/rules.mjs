// What the schema cannot say: ids that are unique and known, sentences that stay short, labels that do not touch.
import { parseMessage, argumentsOf, messageFaults } from './messages.mjs';

const STATEMENT_WORDS = 12;
export const wordsOf = (text) => text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

/** Reports every id that stands twice in a list. */
export function checkUnique(source, list, path, field = 'id') {
  const seen = new Set();
  list.forEach((item, i) => {
    const id = item?.[field];
    if (id === undefined) return;
    if (seen.has(id)) source.report([...path, i, field], `“${id}” stands here for the second time`);
    seen.add(id);
  });
}

/** Ids that devices keep: none may vanish or change its name, and a new one is entered in ids.yaml first. */
export function checkPublished(source, list, path, published, what) {
  const ids = list.map((item) => item?.id).filter((id) => typeof id === 'string');
  ids.forEach((id, i) => {
    if (!published.includes(id))
      source.report([...path, i, 'id'], `“${id}” is not among the ${what} of content/ids.yaml`);
  });
  for (const id of published) {
    if (!ids.includes(id)) source.report(path, `“${id}” is missing; devices keep this id, so it stays`);
  }
}

export function checkStatements(source) {
  const { items, scale } = source.data;
  items.forEach((item, i) => {
    for (const [context, text] of Object.entries(item.text)) {
      const count = wordsOf(text);
      if (count > STATEMENT_WORDS) {
        source.report(['items', i, 'text', context], `has ${count} words; a statement has at most ${STATEMENT_WORDS}`);
      }
    }
  });
  scale.forEach((step, i) => {
    if (step.value !== i) source.report(['scale', i, 'value'], `is ${step.value}; the scale runs 0, 1, 2, 3, 4`);
  });
}

// The mood field on the narrowest phone that still draws it: LOOK.md's 390 px with the picture's own 20 px margins.
const FIELD = { width: 350, height: 244, letter: 7.2, line: 17 };
// The names of its two scales, at the middle of each side.
const SCALE_WORDS = [
  { label: 'unpleasant', left: -111, right: -56, low: -8, high: 8 },
  { label: 'pleasant', left: 65, right: 111, low: -8, high: 8 },
  { label: 'stirred up', left: -20, right: 20, low: 96, high: 116 },
  { label: 'still', left: -11, right: 11, low: -116, high: -91 },
];

/** The place of a label in units of the field, −100 … 100 both ways, as it is drawn: centred on its point. */
export function labelBox({ label, pleasant, activated }) {
  const half = (label.length * FIELD.letter * 200) / FIELD.width / 2;
  const high = (FIELD.line * 200) / FIELD.height / 2;
  return { label, left: pleasant - half, right: pleasant + half, low: activated - high, high: activated + high };
}

const touch = (a, b) => a.left < b.right && b.left < a.right && a.low < b.high && b.low < a.high;

/** @param scale the words at its sides, where they are this language's */
export function checkMoodField(source, emotions = source.data.emotions, scale = SCALE_WORDS) {
  const boxes = emotions.map(labelBox);
  boxes.forEach((box, i) => {
    if (box.left < -105 || box.right > 105)
      source.report(['emotions', i, 'pleasant'], `“${box.label}” runs out of the mood field`);
    for (const other of [...boxes.slice(0, i), ...scale]) {
      if (touch(box, other))
        source.report(['emotions', i], `“${box.label}” and “${other.label}” touch in the mood field on a phone`);
    }
  });
}

export function checkVocabulary(source) {
  const deactivating = source.data.did.filter((item) => item.deactivating).length;
  if (deactivating !== 20) source.report(['did'], `has ${deactivating} ways of getting distance; there are 20`);
}

const DIGIT = { a: 'ask', c: 'accept', d: 'disclose', s: 'stay', n: 'need', r: 'repair', k: 'care' };

/** A step's id says its difficulty and domain; the fields must agree. `{person}` stands once, in `lead.named`. */
export function checkLadder(source, relation) {
  if (source.data.relation !== relation)
    source.report(['relation'], `is “${source.data.relation}” in the file of “${relation}”`);
  source.data.steps.forEach((step, i) => {
    const [, digit, letter] = /_(\d+)([a-z])$/.exec(step.id) ?? [];
    if (Number(digit) !== step.difficulty)
      source.report(['steps', i, 'difficulty'], `is ${step.difficulty}, but the id says ${digit}`);
    if (DIGIT[letter] !== step.domain)
      source.report(['steps', i, 'domain'], `is “${step.domain}”, but the id says “${DIGIT[letter]}”`);
    const { parts } = parseMessage(step.lead.named);
    const names = parts ? [...argumentsOf(parts).keys()] : [];
    if (names.length !== 1 || names[0] !== 'person')
      source.report(['steps', i, 'lead', 'named'], 'needs {person}, once and nothing else in braces');
  });
}

export function checkPrompts(source) {
  const questions = source.data.filter((prompt) => prompt.question).length;
  if (questions !== 3) source.report([], `has ${questions} questions that notes can answer; there are 3`);
}

export function checkPractice(source, situations) {
  const { mirror, rest, series, stretch } = source.data;
  if (series.least_days > series.days) source.report(['series', 'least_days'], 'is above series.days');
  if (series.least_minutes > series.minutes) source.report(['series', 'least_minutes'], 'is above series.minutes');
  if (mirror.far >= mirror.close) source.report(['mirror', 'far'], 'is not below mirror.close');
  if (!(stretch.chance <= stretch.gentle_chance && stretch.gentle_chance <= stretch.easier_chance)) {
    source.report(['stretch', 'gentle_chance'], 'does not lie between chance and easier_chance');
  }
  rest.rupture_situations.forEach((id, i) => {
    if (!situations.includes(id)) source.report(['rest', 'rupture_situations', i], `“${id}” is not a situation`);
  });
}

export function checkInsight(source, situations) {
  source.data.support.forEach((id, i) => {
    if (!situations.includes(id)) source.report(['support', i], `“${id}” is not a situation`);
  });
}

/** Each item of a scale is one of the instrument's, once, and each figure is of a scale that there is. */
export function checkInstruments(source) {
  source.data.forEach((instrument, i) => {
    const scales = instrument.scales.map(({ id }) => id);
    if (instrument.low >= instrument.high) source.report([i, 'high'], 'is not above low');
    if (instrument.links && instrument.links.length !== instrument.items)
      source.report([i, 'links'], `are ${instrument.links.length}, and the items are ${instrument.items}`);
    instrument.scales.forEach(({ items }, s) => {
      const numbers = items.map(Math.abs);
      numbers.forEach((number, n) => {
        const path = [i, 'scales', s, 'items', n];
        if (number > instrument.items) source.report(path, `is past the ${instrument.items} items`);
        if (numbers.indexOf(number) !== n) source.report(path, 'is in this scale twice');
      });
    });
    for (const list of ['norms', 'steadiness']) {
      (instrument[list] ?? []).forEach(({ scale, about }, n) => {
        if (!scales.includes(scale)) source.report([i, list, n, 'scale'], `“${scale}” is none of its scales`);
        for (const one of about ?? []) {
          if (!instrument.about?.includes(one))
            source.report([i, list, n, 'about'], `“${one}” is nobody it asks about`);
        }
      });
    }
  });
}

/** Texts outside the messages are shown as they are: a brace in one would be shown, too. */
export function checkPlainTexts(source, data, path = []) {
  if (typeof data === 'string') {
    if (/[{}]/.test(data) && !['named', 'said'].includes(path.at(-1)))
      source.report(path, 'has a brace; only messages, lead.named and said take arguments');
    return;
  }
  if (data !== null && typeof data === 'object') {
    for (const [key, value] of Object.entries(data))
      checkPlainTexts(source, value, [...path, Array.isArray(data) ? Number(key) : key]);
  }
}

export const isNote = (id) => id.endsWith('._note');
const noteOf = (id) => id.slice(0, -'._note'.length);

/** The messages of all interface files as one flat object; a note for translators (`id._note`) stays behind. */
export function collectMessages(files, language) {
  const messages = {};
  const homes = {};
  for (const source of Object.values(files)) {
    if (!source.data) continue;
    for (const [id, text] of Object.entries(source.data)) {
      if (isNote(id)) {
        if (!(noteOf(id) in source.data)) source.report([id], 'is a note on a message that is not in this file');
        continue;
      }
      if (id in homes) source.report([id], `stands in ${homes[id].name} already`);
      homes[id] = source;
      messages[id] = text;
      if (typeof text === 'string') for (const fault of messageFaults(text, language)) source.report([id], fault);
    }
  }
  return { messages, homes };
}
