// Compiles the content folder: reads, checks and joins the files of each language into one object per language.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Ajv from 'ajv';
import { LADDER_FILES, LIBRARY_FILES, SENTENCE_FILES, RULE_FILES, Source, readLanguage } from './source.mjs';
import { checkLibrary } from './library.mjs';
import { compileSentences, noSentences } from './phrases.mjs';
import * as rules from './rules.mjs';
import { checkMessages, overlay } from './translate.mjs';

export const FIRST_LANGUAGE = 'en';
const ajv = new Ajv({ allErrors: true, strict: false });
for (const file of ['schema.json', 'library.schema.json', 'sentences.schema.json'])
  ajv.addSchema(JSON.parse(readFileSync(fileURLToPath(new URL(file, import.meta.url)), 'utf8')));
const validatorOf = (part, schema) => ajv.getSchema(`${schema}#/definitions/${part}`);

// A schema fault in words: "must have required property" is ajv's, the rest says what was found.
function schemaSentence(error) {
  const extra = error.params.additionalProperty ?? error.propertyName;
  if (error.keyword === 'additionalProperties') return `has the unknown field “${extra}”`;
  if (error.keyword === 'required') return `lacks the field “${error.params.missingProperty}”`;
  if (error.keyword === 'propertyNames')
    return `has the id “${error.params.propertyName}”; ids are dotted words in small letters`;
  if (error.keyword === 'enum') return `is none of ${error.params.allowedValues.join(', ')}`;
  if (error.keyword === 'maxLength') return `is longer than ${error.params.limit} characters`;
  if (error.keyword === 'minItems' || error.keyword === 'maxItems') return `has the wrong count; ${error.message}`;
  return error.message;
}

// ajv's pointer as a path, numbers where the data has lists.
function pathOf(pointer, data) {
  let at = data;
  return pointer
    .split('/')
    .slice(1)
    .map((raw) => {
      const part = raw.replace(/~1/g, '/').replace(/~0/g, '~');
      const key = Array.isArray(at) ? Number(part) : part;
      at = at?.[key];
      return key;
    });
}

/** Whether `data` has the shape of `part`; what is wrong goes to the source, at the line of `data`. */
function fits(source, data, part, schema = 'ajar-content') {
  if (source.broken) return false;
  const validate = validatorOf(part, schema);
  if (validate(data)) return true;
  for (const error of validate.errors) {
    if (error.keyword === 'propertyNames' || error.schemaPath.includes('propertyNames/pattern') === false) {
      source.report(pathOf(error.instancePath, data), schemaSentence(error));
    }
  }
  return false;
}

// A statement that reads the same toward everyone is written once.
const spreadTexts = (statements) => ({
  ...statements,
  items: (statements?.items ?? []).map((item) =>
    typeof item?.text === 'string'
      ? { ...item, text: { partner: item.text, friends: item.text, family: item.text } }
      : item,
  ),
});

function checkParts(sources, published) {
  const { parts, ladder } = sources;
  const good = (name) => parts[name] && fits(parts[name], parts[name].data, name);
  good('language');
  if (good('statements')) {
    const { statements } = parts;
    rules.checkStatements(statements);
    for (const list of ['items', 'since']) rules.checkUnique(statements, statements.data[list], [list]);
    rules.checkPublished(statements, statements.data.items, ['items'], published.statements, 'statements');
    rules.checkPublished(statements, statements.data.since, ['since'], published.since, 'since');
  }
  const vocabularyGood = good('vocabulary');
  if (vocabularyGood) {
    const { vocabulary } = parts;
    for (const list of Object.keys(vocabulary.data)) {
      rules.checkUnique(vocabulary, vocabulary.data[list], [list]);
      if (list !== 'rings')
        rules.checkPublished(vocabulary, vocabulary.data[list], [list], published[list] ?? [], list);
    }
    rules.checkVocabulary(vocabulary);
    rules.checkMoodField(vocabulary);
  }
  if (good('prompts')) {
    rules.checkPrompts(parts.prompts);
    rules.checkUnique(parts.prompts, parts.prompts.data, []);
    rules.checkPublished(parts.prompts, parts.prompts.data, [], published.prompts, 'prompts');
  }
  if (good('help')) rules.checkUnique(parts.help, parts.help.data.lines, ['lines']);
  good('unsafe');
  if (good('practice') && vocabularyGood) {
    rules.checkPractice(
      parts.practice,
      parts.vocabulary.data.situations.map(({ id }) => id),
    );
  }
  if (good('insight') && vocabularyGood) {
    rules.checkInsight(
      parts.insight,
      parts.vocabulary.data.situations.map(({ id }) => id),
    );
  }
  if (good('instruments')) {
    rules.checkInstruments(parts.instruments);
    rules.checkUnique(parts.instruments, parts.instruments.data, []);
    rules.checkPublished(parts.instruments, parts.instruments.data, [], published.instruments ?? [], 'instruments');
  }
  for (const relation of LADDER_FILES) {
    const source = ladder[relation];
    if (!source || !fits(source, source.data, 'ladder')) continue;
    rules.checkLadder(source, relation);
    rules.checkUnique(source, source.data.steps, ['steps']);
    rules.checkPublished(source, source.data.steps, ['steps'], published.ladder?.[relation] ?? [], 'steps');
  }
}

function checkChapters({ parts, ladder, library }, published) {
  const good = LIBRARY_FILES.filter(
    (chapter) => library[chapter] && fits(library[chapter], library[chapter].data, chapter, 'ajar-library'),
  );
  const around = [parts.vocabulary, parts.statements, parts.prompts, parts.practice, ...Object.values(ladder)];
  if (good.length < LIBRARY_FILES.length || around.some((source) => !source || source.broken)) return;
  checkLibrary(library, {
    vocabulary: parts.vocabulary.data,
    steps: Object.values(ladder).flatMap(({ data }) => data.steps.map(({ id }) => id)),
    statements: parts.statements.data.items.map(({ id }) => id),
    prompts: parts.prompts.data.map(({ id }) => id),
    helped: published.helped ?? [],
    practice: parts.practice.data,
  });
}

// The kinds of cue, each of which has a name and a question among the messages.
function cueKinds(published, messages, homes) {
  const kinds = published.cues ?? [];
  const wanted = kinds.flatMap((kind) => [`cue.${kind}`, `cue.${kind}.question`]);
  for (const id of Object.keys(messages)) {
    if (id.startsWith('cue.') && !wanted.includes(id))
      homes[id].report([id], 'is of a kind of cue that is not among the cues of content/ids.yaml');
  }
  return { kinds, missing: wanted.filter((id) => !(id in messages)) };
}

/** The compiled rules about sentences; a language that has none gets rules that find nothing. */
function sentencesOf(sources, language, published, messages, homes, faults) {
  const { kinds, missing } = cueKinds(published, messages, homes);
  for (const id of missing)
    faults.push({
      file: `content/${language}/interface`,
      line: 1,
      path: id,
      message: 'is missing for its kind of cue',
    });
  const files = SENTENCE_FILES.filter((part) => sources.sentences[part]);
  if (files.length === 0) return noSentences(language, kinds);
  const good = files.filter((part) => {
    const source = sources.sentences[part];
    return fits(source, source.data, part, 'ajar-sentences');
  });
  if (good.length < SENTENCE_FILES.length) return undefined;
  return compileSentences(sources.sentences, language, kinds);
}

const checkTexts = (sources) => {
  const all = [sources.parts, sources.ladder, sources.library].flatMap((group) => Object.values(group));
  for (const source of all) {
    if (!source.broken) rules.checkPlainTexts(source, source.data);
  }
};

/** Keys in order at every depth, lists as they are written. */
export function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  );
}

/** The content with its version: a digest of everything in it, so equal words have equal versions. */
export function withVersion(content) {
  const { version: _, ...rest } = content;
  const digest = createHash('sha256')
    .update(JSON.stringify(sorted(rest)))
    .digest('hex');
  return sorted({ ...rest, version: digest.slice(0, 12) });
}

function assemble(parts, ladders, messages) {
  return withVersion({
    ...parts.language,
    statements: parts.statements,
    vocabulary: parts.vocabulary,
    ladder: LADDER_FILES.flatMap((relation) => ladders[relation].steps.map((step) => ({ relation, ...step }))),
    prompts: parts.prompts,
    practice: parts.practice,
    insight: parts.insight,
    instruments: parts.instruments,
    help: parts.help,
    unsafe: parts.unsafe,
    messages,
  });
}

const assembleLibrary = (language, library) =>
  withVersion({ ...language, ...Object.fromEntries(LIBRARY_FILES.map((chapter) => [chapter, library[chapter]])) });

const plain = (sources) => Object.fromEntries(Object.entries(sources).map(([name, source]) => [name, source.data]));

function compileFirst(root, published, faults) {
  const name = `content/${FIRST_LANGUAGE}`;
  const sources = readLanguage(join(root, FIRST_LANGUAGE), name, faults, true);
  const { statements } = sources.parts;
  if (statements && !statements.broken) statements.data = spreadTexts(statements.data);
  checkParts(sources, published);
  checkChapters(sources, published);
  checkTexts(sources);
  for (const source of Object.values(sources.interface)) fits(source, source.data ?? {}, 'messages');
  const { messages, homes } = rules.collectMessages(sources.interface, FIRST_LANGUAGE);
  const sentences = sentencesOf(sources, FIRST_LANGUAGE, published, messages, homes, faults);
  return { sources, messages, homes, sentences };
}

// What a draft may still lack, and a finished language while it is only built and not checked; all else has to be right.
const MISSING = /^is not translated|^“[^”]*” is not translated$|^the file is missing$/;

/**
 * One translation: its compiled files, or none where a fault was found or `language.yaml` calls it a draft. A draft is not
 * built; `missing` says what it lacks.
 */
function compileTranslation(root, language, first, published, faults, patient) {
  const found = [];
  const { sources, content, library, sentences } = layTranslation(root, language, first, published, found);
  const draft = sources.parts.language?.data?.draft === true;
  const missing = draft || patient ? found.filter(({ message }) => MISSING.test(message)) : [];
  const wrong = found.filter((fault) => !missing.includes(fault));
  faults.push(...wrong);
  return { sources, missing, draft, ...(!draft && wrong.length === 0 ? { content, library, sentences } : {}) };
}

function layTranslation(root, language, first, published, faults) {
  const name = `content/${language}`;
  const sources = readLanguage(join(root, language), name, faults, false);
  for (const rule of [
    sources.parts.practice,
    sources.parts.insight,
    sources.parts.instruments,
    sources.library.sources,
  ])
    rule?.report([], 'is a file of rules; rules stand in content/en only');
  const lay = (original, source, part, schema) => {
    if (!source || source.broken) return original;
    const data = part === 'statements' ? spreadTexts(source.data) : source.data;
    const merged = overlay(original, data, source);
    fits(source, merged, part, schema);
    rules.checkPlainTexts(source, source.data);
    return merged;
  };
  const parts = { ...plain(first.sources.parts) };
  for (const part of ['statements', 'vocabulary', 'prompts', 'help', 'unsafe'])
    parts[part] = lay(parts[part], sources.parts[part], part);
  const { vocabulary } = sources.parts;
  if (vocabulary && !vocabulary.broken) rules.checkMoodField(vocabulary, parts.vocabulary.emotions, []);
  const own = sources.parts.language;
  if (own && fits(own, own.data, 'language')) {
    const { draft: _, ...said } = own.data;
    parts.language = said;
    if (own.data.language !== language)
      own.report(['language'], `is “${own.data.language}” in the folder of “${language}”`);
  }
  const ladders = Object.fromEntries(
    LADDER_FILES.map((relation) => [
      relation,
      lay(first.sources.ladder[relation].data, sources.ladder[relation], 'ladder'),
    ]),
  );
  const shelf = plain(first.sources.library);
  for (const chapter of LIBRARY_FILES.filter((file) => !RULE_FILES.includes(file)))
    shelf[chapter] = lay(shelf[chapter], sources.library[chapter], chapter, 'ajar-library');
  for (const source of Object.values(sources.interface)) fits(source, source.data ?? {}, 'messages');
  const { messages, homes } = rules.collectMessages(sources.interface, language);
  checkMessages(first.messages, first.homes, messages, homes, name, faults);
  const sentences = sentencesOf(sources, language, published, messages, homes, []);
  const content = assemble(parts, ladders, { ...first.messages, ...messages });
  return { sources, content, library: assembleLibrary(parts.language, shelf), sentences };
}

/**
 * Compiles every language below `root` (the content folder).
 * @param {string} root
 * @param {{patient?: boolean}} how patient: what a finished language lacks is no fault; the first language stands in for it,
 *   and `missing` says what it is. So a build goes on while a new message waits for its translation; the check does not.
 * @returns {{languages: Record<string, object>, libraries: Record<string, object>,
 *   sentences: Record<string, object>,
 *   translations: Record<string, {sources: object, draft: boolean, missing: object[]}>,
 *   faults: import('./source.mjs').Fault[], first: object}}
 *   `languages` and `libraries` have only those without a fault; `first` the sources of content/en, for the checks of tone and reading.
 */
export function compile(root, { patient = false } = {}) {
  const faults = [];
  const languages = {};
  const libraries = {};
  const translations = {};
  const sentences = {};
  const published = existsSync(join(root, 'ids.yaml'))
    ? new Source(join(root, 'ids.yaml'), 'content/ids.yaml', faults).data
    : null;
  if (!published) faults.push({ file: 'content/ids.yaml', line: 1, path: '', message: 'the file is missing' });
  const first = compileFirst(root, published ?? {}, faults);
  if (faults.length > 0) return { languages, libraries, sentences, translations, faults, first };
  languages[FIRST_LANGUAGE] = assemble(plain(first.sources.parts), plain(first.sources.ladder), first.messages);
  libraries[FIRST_LANGUAGE] = assembleLibrary(first.sources.parts.language.data, plain(first.sources.library));
  sentences[FIRST_LANGUAGE] = first.sentences;
  const others = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== FIRST_LANGUAGE)
    .map((entry) => entry.name)
    .sort();
  for (const language of others) {
    const {
      content,
      library,
      sentences: own,
      ...rest
    } = compileTranslation(root, language, first, published ?? {}, faults, patient);
    translations[language] = rest;
    if (!content) continue;
    languages[language] = content;
    libraries[language] = library;
    sentences[language] = own;
  }
  return { languages, libraries, sentences, translations, faults, first };
}

/** What is wrong with a compiled file, as its own schema (`ajar-content` or `ajar-library`) has it. */
export const schemaFaults = (content, schema = 'ajar-content') => {
  const validate = ajv.getSchema(schema);
  return validate(content) ? [] : validate.errors.map((error) => `${error.instancePath}: ${error.message}`);
};
