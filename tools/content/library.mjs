// What the schema cannot say of the library: that sources, steps and rules named in it exist, that a card is as long as a card.
import { argumentsOf, parseMessage } from './messages.mjs';
import { wordsOf } from './rules.mjs';

const CARD_WORDS = { least: 80, most: 160 };

// Records whose fields can make a card one's own, with where the values of each field stand: a list of the vocabulary, words
// of spec/records.md, or a number. A field without values counts when it is there.
const VOCABULARY = (list) => ({ list });
const KINDS = {
  moment: {
    situations: VOCABULARY('situations'),
    did: VOCABULARY('did'),
    needed: VOCABULARY('needs'),
    body: VOCABULARY('body'),
    emotions: VOCABULARY('emotions'),
    urge: 'number',
    returned_at: 'presence',
    later: 'presence',
  },
  entry: { mode: ['free', 'question', 'series'], outward: ['person', 'therapist', 'mine'] },
  step: {
    domain: ['ask', 'accept', 'disclose', 'stay', 'need', 'repair', 'care'],
    status: ['done', 'partly', 'skipped', 'rested'],
    response: ['warm', 'neutral', 'cool', 'none'],
    belief_after: 'presence',
    surprise: 'number',
  },
  received: { what: ['compliment', 'comfort', 'help', 'gift'], absorbed: 'number' },
  gave: { what: ['compliment', 'comfort', 'help', 'gift', 'company'] },
  check: {},
  answers: {},
  protector: { guards: 'presence' },
  origin: { told: 'presence', learned: 'presence' },
  letter: {},
  goal: { with: ['self', 'therapist', 'person'] },
  helped: {},
  rest: { reason: ['no', 'distress', 'ill', 'slept_badly', 'rupture', 'hard_week'] },
  plan: {},
};

/** Reports every name in `names` that is not among `known`. */
function among(source, path, names, known, what) {
  (names ?? []).forEach((name, i) => {
    if (!known.includes(name)) source.report([...path, i], `“${name}” is not ${what}`);
  });
}

function checkCondition(source, path, condition, vocabulary) {
  const fields = KINDS[condition.kind];
  if (!fields) return source.report([...path, 'kind'], `“${condition.kind}” is not a kind of note that counts here`);
  if (condition.field === undefined) {
    if (condition.in || condition.from !== undefined) source.report(path, 'names values without a field');
    return undefined;
  }
  const values = fields[condition.field];
  if (!values) return source.report([...path, 'field'], `“${condition.field}” is not a field that counts here`);
  if (condition.in) {
    const known = values.list ? vocabulary[values.list].map(({ id }) => id) : values;
    if (typeof known === 'string') source.report([...path, 'in'], `“${condition.field}” has no list of values`);
    else among(source, [...path, 'in'], condition.in, known, `a value of “${condition.field}”`);
  }
  if (condition.from !== undefined && values !== 'number')
    source.report([...path, 'from'], `“${condition.field}” is not a number`);
  return undefined;
}

export function checkYours(source, vocabulary) {
  source.data.forEach((rule, i) => {
    rule.any.forEach((condition, k) => checkCondition(source, [i, 'any', k], condition, vocabulary));
  });
}

const SLOT = 'time';

// A note to send has one slot, the time of coming back, which a person fills in.
function checkSpaceNotes(source) {
  source.data.space.items.forEach((item, i) => {
    const { parts } = parseMessage(item.said);
    const names = parts ? [...argumentsOf(parts).keys()] : [];
    if (names.length !== 1 || names[0] !== SLOT)
      source.report(['space', 'items', i, 'said'], 'needs {time}, once and nothing else in braces');
  });
}

function checkCards(source, { known, yours, steps }) {
  source.data.cards.forEach((card, i) => {
    const count = wordsOf(card.text);
    if (count < CARD_WORDS.least || count > CARD_WORDS.most) {
      source.report(['cards', i, 'text'], `has ${count} words; a card has ${CARD_WORDS.least} to ${CARD_WORDS.most}`);
    }
    among(source, ['cards', i, 'sources'], card.sources, known, 'in sources.yaml');
    among(source, ['cards', i, 'steps'], card.steps, steps, 'a step of the ladder');
    if (card.yours && !yours.includes(card.yours))
      source.report(['cards', i, 'yours'], `“${card.yours}” is not in yours.yaml`);
  });
}

function checkBeliefs(source, { known, steps, statements }) {
  const { beliefs, examples } = source.data;
  beliefs.items.forEach((belief, i) => {
    among(source, ['beliefs', 'items', i, 'steps'], belief.steps, steps, 'a step of the ladder');
    among(source, ['beliefs', 'items', i, 'sources'], belief.sources, known, 'in sources.yaml');
  });
  among(
    source,
    ['examples'],
    examples.map(({ id }) => id),
    statements,
    'a statement',
  );
}

// A source that no text names, and a rule that no card uses, would be read by nobody.
function checkUnused(library) {
  const { sources, learn, recognise, write, seek, yours } = library;
  const named = new Set([
    ...learn.data.cards.flatMap((card) => card.sources),
    ...recognise.data.beliefs.items.flatMap((belief) => belief.sources),
    ...write.data.series.sources,
    ...seek.data.reading.items.map((item) => item.source),
  ]);
  sources.data.forEach(({ id }, i) => {
    if (!named.has(id)) sources.report([i], `“${id}” is named by no text`);
  });
  const used = new Set(learn.data.cards.map((card) => card.yours));
  yours.data.forEach(({ id }, i) => {
    if (!used.has(id)) yours.report([i], `“${id}” is used by no card`);
  });
}

const DOMAINS = KINDS.step.domain;

// Lines for a situation, a prompt or a domain that is not there would be said by nobody.
function checkSample(source, { vocabulary, prompts }) {
  const { situations, openings, fears } = source.data;
  const ids = (list) => list.map(({ id }) => id);
  const known = ids(vocabulary.situations);
  among(source, ['situations'], ids(situations), [...known, 'any'], 'a situation');
  for (const id of [...known, 'any'])
    if (!ids(situations).includes(id)) source.report(['situations'], `“${id}” has no lines`);
  among(source, ['openings'], ids(openings), prompts, 'a prompt');
  among(source, ['fears'], ids(fears), DOMAINS, 'a domain');
}

/** Every list of ids below `data`, each id once. */
function checkIds(source, data, path = []) {
  if (Array.isArray(data)) {
    const seen = new Set();
    data.forEach((item, i) => {
      const id = item?.id;
      if (id !== undefined && seen.has(id))
        source.report([...path, i, 'id'], `“${id}” stands here for the second time`);
      seen.add(id);
    });
  }
  if (data !== null && typeof data === 'object') {
    for (const [key, value] of Object.entries(data))
      checkIds(source, value, [...path, Array.isArray(data) ? Number(key) : key]);
  }
}

/**
 * @param {Record<string, import('./source.mjs').Source>} library its chapters, each of which fits its schema
 * @param {{vocabulary: object, steps: string[], statements: string[], prompts: string[], helped: string[],
 *   practice: object}} around what it refers to
 */
export function checkLibrary(library, { vocabulary, steps, statements, prompts, helped, practice }) {
  for (const source of Object.values(library)) checkIds(source, source.data);
  const known = library.sources.data.map(({ id }) => id);
  const yours = library.yours.data.map(({ id }) => id);
  checkYours(library.yours, vocabulary);
  checkCards(library.learn, { known, yours, steps });
  checkBeliefs(library.recognise, { known, steps, statements });
  checkSpaceNotes(library.practise);
  checkSample(library.sample, { vocabulary, prompts });
  const { items } = library.journey.data.helped;
  const rated = items.map(({ id }) => id);
  among(library.journey, ['helped', 'items'], rated, helped, 'among the helped of content/ids.yaml');
  for (const id of helped) {
    if (!rated.includes(id))
      library.journey.report(['helped', 'items'], `“${id}” is missing; devices keep this id, so it stays`);
  }
  const { days } = library.write.data.series;
  if (days.length !== practice.series.days)
    library.write.report(
      ['series', 'days'],
      `has ${days.length} days; practice.series.days is ${practice.series.days}`,
    );
  among(library.write, ['series', 'sources'], library.write.data.series.sources, known, 'in sources.yaml');
  library.seek.data.reading.items.forEach(({ source }, i) => {
    if (!known.includes(source))
      library.seek.report(['reading', 'items', i, 'source'], `“${source}” is not in sources.yaml`);
  });
  checkUnused(library);
}
