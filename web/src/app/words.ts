// All that a person reads, by id: the compiled content and its ICU messages. No prose is in code.
import { IntlMessageFormat } from 'intl-messageformat';
import type { Domain, Relation, Token } from './records';
import type { Ids, Sentence } from './views';

/** A sentence that may differ by the relationship it is about. */
export type Worded = string | Record<string, string>;

export interface LadderStep {
  id: Token;
  relation: Relation;
  domain: Domain;
  difficulty: number;
  text: string;
  short: string;
  [more: string]: unknown;
}

export interface Labelled {
  id: Token;
  label: string;
  [more: string]: unknown;
}

/** What the page reads of content.json; the engine reads the rest of the same file. */
export interface Content {
  language: string;
  direction: 'ltr' | 'rtl';
  version: string;
  messages: Record<string, string>;
  statements: {
    version: number;
    contexts: string[];
    items: { id: Token; text: Worded; short: string; [more: string]: unknown }[];
    [more: string]: unknown;
  };
  vocabulary: Record<'emotions' | 'situations' | 'did' | 'needs' | 'body', Labelled[]>;
  ladder: LadderStep[];
  prompts: { id: Token; [more: string]: unknown }[];
  [part: string]: unknown;
}

export type Args = Record<string, string | number | Date | Ids>;

/** The content of the language chosen; loaded before the first screen is drawn. */
export let content: Content = {
  language: 'en',
  direction: 'ltr',
  version: '',
  messages: {},
  statements: { version: 0, contexts: [], items: [] },
  vocabulary: { emotions: [], situations: [], did: [], needs: [], body: [] },
  ladder: [],
  prompts: [],
};
const formats = new Map<string, IntlMessageFormat>();
const labels = new Map<string, string>();

export function setContent(loaded: Content): void {
  content = loaded;
  formats.clear();
  labels.clear();
}

/** The message `id` with its arguments. An id that does not exist throws while developing; otherwise it is shown as it is. */
export function t(id: string, args: Args = {}): string {
  let format = formats.get(id);
  if (format === undefined) {
    const message = content.messages[id];
    if (message === undefined) {
      if (DEVELOPMENT) throw new Error(`no message ${id}`);
      return id;
    }
    format = new IntlMessageFormat(message, content.language, undefined, { ignoreTag: true });
    formats.set(id, format);
  }
  return format.format(plain(args)) as string;
}

/** A view's sentence in the person's language. */
export const say = (sentence: Sentence): string => t(sentence.id, sentence.args);

/** Whether there is such a message: for words by an id that a newer version may have added. */
export const hasMessage = (id: string): boolean => id in content.messages;

/** The word of an id; one that this content does not know is shown as it is. */
export function wordOf(of: Ids['of'], id: string): string {
  if (labels.size === 0) fillLabels();
  return labels.get(`${of} ${id}`) ?? id;
}

function plain(args: Args): Record<string, string | number | Date> {
  const spoken: Record<string, string | number | Date> = {};
  for (const [name, value] of Object.entries(args)) {
    spoken[name] = typeof value === 'object' && 'ids' in value ? listed(value) : value;
  }
  return spoken;
}

const listed = ({ of, ids }: Ids): string =>
  new Intl.ListFormat(content.language, { type: 'conjunction' }).format(ids.map((id) => wordOf(of, id)));

function fillLabels(): void {
  const add = (of: Ids['of'], words: { id: string; short?: unknown; label?: unknown; name?: unknown }[]) => {
    for (const word of words) labels.set(`${of} ${word.id}`, String(word.short ?? word.label ?? word.name ?? word.id));
  };
  add('statement', content.statements.items);
  add('ladder', content.ladder);
  add('prompt', content.prompts);
  add('situation', content.vocabulary.situations);
  add('did', content.vocabulary.did);
  add('need', content.vocabulary.needs);
  add('emotion', content.vocabulary.emotions);
}
