// Every text of content/en with its place and its voice, as plain sentences: what tone and reading level look at.
import { TYPE } from '@formatjs/icu-messageformat-parser';
import { TEXT_FIELDS } from './fields.mjs';
import { parseMessage } from './messages.mjs';
import { isNote } from './rules.mjs';
import { RULE_FILES } from './source.mjs';

// What the person says, thinks or might say; all else is Ajar speaking.
const OWN_WORDS = {
  statements: (path) => path[0] === 'items',
  prompts: () => true,
  unsafe: (path) => path[0] === 'signs' || path[0] === 'answers',
  vocabulary: () => true,
  ladder: (path) => ['words', 'if', 'then'].includes(path.at(-1)),
};
// The same in the library: what is tried on, sent, or begun with.
const OWN_CHAPTERS = {
  recognise: (path) => path[0] === 'beliefs' && ['text', 'expect'].includes(path.at(-1)),
  notice: (path) => ['impulses', 'responses'].includes(path[1]),
  practise: (path) => ['said', 'vague', 'whole'].includes(path.at(-1)),
  protector: (path) => path.includes('starts'),
  seek: (path) => ['goals', 'ask', 'first'].includes(path[0]) && path[1] === 'items',
  safety: (path) => path[1] === 'answers',
  sample: () => true,
};
/** The sentences a message can become: every choice of its plurals and selects is taken once, arguments stay as “…”. */
export function sentencesOf(message) {
  const { parts, error } = parseMessage(message);
  if (error) return [message];
  const most = Math.max(1, ...countOptions(parts));
  const all = Array.from({ length: most }, (_, i) => render(parts, i));
  return [...new Set(all)];
}

const countOptions = (parts) =>
  parts.flatMap((part) =>
    part.options
      ? [
          Object.keys(part.options).length,
          ...Object.values(part.options).flatMap((option) => countOptions(option.value)),
        ]
      : [],
  );

const render = (parts, choice) =>
  parts
    .map((part) => {
      if (part.type === TYPE.literal) return part.value;
      if (part.type === TYPE.pound || part.type === TYPE.number) return '7';
      if (!part.options) return '…';
      const options = Object.values(part.options);
      return render(options[Math.min(choice, options.length - 1)].value, choice);
    })
    .join('');

/**
 * @param {{parts: object, ladder: object, library: object, interface: object}} sources content/en as `compile` read it
 * @returns {{source: import('./source.mjs').Source, path: (string|number)[], text: string, voice: 'own'|'ajar'}[]}
 */
export function textsOf(sources) {
  const texts = [];
  const take = (source, isOwn) => {
    walk(source.data, [], (path, text) => {
      texts.push({ source, path, text, voice: isOwn(path) ? 'own' : 'ajar' });
    });
  };
  for (const [name, source] of Object.entries(sources.parts)) {
    if (name !== 'language' && !RULE_FILES.includes(name)) take(source, OWN_WORDS[name] ?? (() => false));
  }
  for (const source of Object.values(sources.ladder)) take(source, OWN_WORDS.ladder);
  for (const [chapter, source] of Object.entries(sources.library))
    if (!RULE_FILES.includes(chapter)) take(source, OWN_CHAPTERS[chapter] ?? (() => false));
  for (const source of Object.values(sources.interface)) {
    for (const [id, message] of Object.entries(source.data ?? {})) {
      if (isNote(id)) continue;
      for (const text of sentencesOf(message)) texts.push({ source, path: [id], text, voice: 'ajar' });
    }
  }
  return texts;
}

function walk(data, path, visit) {
  if (typeof data === 'string') {
    if (TEXT_FIELDS.has(path.at(-1))) visit(path, data);
  } else if (data !== null && typeof data === 'object') {
    for (const [key, value] of Object.entries(data)) {
      walk(value, [...path, Array.isArray(data) ? Number(key) : key], visit);
    }
  }
}
