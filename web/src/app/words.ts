// All that a person reads, by id: the compiled content and ICU messages. No prose is in code.
import { IntlMessageFormat } from 'intl-messageformat';
import type { Sentence } from './views';

/** What the page reads of content.json; the engine reads the rest of the same file. */
export interface Content {
  language: string;
  dir?: 'ltr' | 'rtl';
  version: string | number;
  messages: Record<string, string>;
  [part: string]: unknown;
}

export type Args = Record<string, string | number | Date>;

/** The content of the language chosen. Filled before the first screen is drawn. */
export let content: Content = { language: 'en', version: 0, messages: {} };
const formats = new Map<string, IntlMessageFormat>();

export function setContent(loaded: Content): void {
  content = loaded;
  formats.clear();
}

/** The message `id` with its arguments. An id that does not exist throws while developing and is shown as it is otherwise. */
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
  return format.format(args) as string;
}

/** A view's sentence in the person's language. */
export const say = (sentence: Sentence): string => t(sentence.id, sentence.args);

/** Whether there is such a message: for words by an id that a newer version may have added. */
export const hasMessage = (id: string): boolean => id in content.messages;
