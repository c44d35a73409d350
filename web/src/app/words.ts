// All that a person reads, by id: the compiled content and its ICU messages. No prose is in code.
import type { MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import { IntlMessageFormat } from 'intl-messageformat';
import type { Answer, Context, Domain, Relation, Since, Token } from './records';
import type { Ids, Sentence } from './views';

export interface Labelled {
  id: Token;
  label: string;
}

/** A step as the content words it; what is absent is left out on the screen, too. */
export interface LadderStep {
  id: Token;
  relation: Relation;
  domain: Domain;
  difficulty: number;
  short: string;
  /** What stands before the words: "Say to {name}", and the same where nobody is named. */
  lead?: { named: string; anyone: string };
  words?: string;
  hint?: string;
  instruction?: string;
  if?: string;
  then?: string;
  smaller?: string;
}

export interface HelpLine {
  id: Token;
  /** Two capital letters, or `*` for everywhere. */
  country: string;
  about: 'emergency' | 'crisis' | 'abuse' | 'finder';
  name: string;
  channel: 'call' | 'text' | 'web';
  to: string;
  /** What to write in a text. */
  body?: string;
  hours?: 'always' | 'unknown';
  note?: string;
  source: string;
  /** The date that the page bears: a day, a month or a year. */
  checked: string;
}

/** content.json, as tools/content/schema.json has it: what the page reads of it. */
export interface Content {
  language: string;
  direction: 'ltr' | 'rtl';
  version: string;
  /** A message with arguments is parsed at build. */
  messages: Record<string, string | MessageFormatElement[]>;
  statements: {
    version: number;
    contexts: Context[];
    items: { id: Token; text: Record<Context, string>; short: string }[];
    scale: { value: Answer; label: string }[];
    since: (Labelled & { id: Since })[];
  };
  vocabulary: {
    emotions: (Labelled & { pleasant: number; activated: number })[];
    situations: Labelled[];
    did: (Labelled & { deactivating: boolean })[];
    needs: Labelled[];
    body: Labelled[];
    relations: (Labelled & { id: Relation })[];
    rings: { id: 1 | 2 | 3 | 4; label: string }[];
  };
  ladder: LadderStep[];
  prompts: { id: Token; question: boolean; text: string }[];
  practice: {
    default_ceiling: number;
    ask_safety_from: number;
    write: { minutes: number; suggest_closing_minutes: number };
    check: { again_days: number };
    help: { stale_days: number };
    [rule: string]: unknown;
  };
  help: { lines: HelpLine[]; elsewhere: { emergency: string; finding: string } };
  unsafe: {
    question: string;
    why: string;
    signs: { id: Token; text: string }[];
    answers: (Labelled & { id: 'safe' | 'unsafe' | 'unsure' })[];
    before_step: string;
    unsure: string;
    distance: string;
    advocates: string;
    device: string;
    repair: string;
  };
}

/** How dates and numbers are written: as the browser's own variety of the language, where it has one. */
export function locale(): string {
  const wished = globalThis.navigator?.languages ?? [];
  const same = (tag: string) => tag === content.language || tag.startsWith(`${content.language}-`);
  return wished.find(same) ?? content.language;
}

export type Args = Record<string, string | number | Date | Ids>;

/** What is there before the first screen; `vocabulary`, `ladder`, `prompts`, `unsafe` and most messages come with the rest. */
export type FirstContent = Omit<Content, 'vocabulary' | 'ladder' | 'prompts' | 'unsafe'>;

/**
 * The content of the language chosen. Before the first screen is drawn it holds what the first screens say, and all of it
 * before any other screen is (app/later.ts).
 */
export let content = { language: 'en', direction: 'ltr', version: '', messages: {} } as unknown as Content;
const formats = new Map<string, IntlMessageFormat>();
const labels = new Map<string, string>();

export function setContent(loaded: FirstContent): void {
  content = loaded as Content;
  formats.clear();
  labels.clear();
}

/** The rest of the content of the same language. */
export function addContent({ messages, ...parts }: Content): void {
  setContent({ ...content, ...parts, messages: { ...content.messages, ...messages } });
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
    if (typeof message === 'string') return message;
    format = new IntlMessageFormat(message, locale(), undefined, { ignoreTag: true });
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
  new Intl.ListFormat(locale(), { type: 'conjunction' }).format(ids.map((id) => wordOf(of, id)));

function fillLabels(): void {
  const add = (of: Ids['of'], words: { id: string; short?: string; label?: string; text?: unknown }[] = []) => {
    for (const word of words) labels.set(`${of} ${word.id}`, String(word.short ?? word.label ?? word.text ?? word.id));
  };
  add('statement', content.statements.items);
  add('ladder', content.ladder);
  add('prompt', content.prompts);
  add('situation', content.vocabulary?.situations);
  add('did', content.vocabulary?.did);
  add('need', content.vocabulary?.needs);
  add('emotion', content.vocabulary?.emotions);
}
