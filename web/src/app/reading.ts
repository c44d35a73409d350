// What a text says of itself while it is written: marked phrases, and whether to ask. Nothing of it is kept; what was
// answered is forgotten with the page.
import { content } from './words';
import { sentences, type Cue, type Reading, type Sentences } from '../engine/sentences';

export type { Cue } from '../engine/sentences';

const nothing: Reading = { cues: [], safety: null };
/** Paragraphs read before: only the one that is being written is read again. */
const mostKept = 500;

/** `off` of the setting `cues`: kinds and phrases set to false; all kinds where `all` is. */
export const switchedOff = (cues: Record<string, boolean>, kinds: readonly string[]): string[] =>
  cues['all'] === false ? [...kinds] : Object.keys(cues).filter((id) => cues[id] === false);

/** The rule of the marks of a kind that no phrase makes, but what was learned (spec/sentences.md §5): all are left out by it. */
export const guessesOf = (kind: string): string => `${kind}_learned`;

/** Reads paragraph by paragraph, and remembers in memory what it read and what was answered. */
export class Reader {
  private readonly known = new Map<string, Reading>();
  private answered: string[] = [];

  constructor(
    private readonly rules: Sentences,
    private readonly off: readonly string[] = [],
  ) {}

  /** The cues of `text`, and whether to ask about anything in it that was not answered yet. */
  read(text: string): { cues: Cue[]; asks: boolean } {
    const cues: Cue[] = [];
    let asks = false;
    let at = 0;
    for (const paragraph of text.split('\n')) {
      const { cues: found, safety } = this.paragraph(paragraph);
      for (const cue of found) cues.push({ ...cue, start: cue.start + at });
      asks ||= safety === 'ask' && this.isNew(paragraph);
      at += paragraph.length + 1;
    }
    return { cues, asks };
  }

  /** The question was answered for all that stands in `text`; what is written on is read by itself. */
  answer(text: string): void {
    this.answered.push(...text.split('\n').filter((paragraph) => this.paragraph(paragraph).safety === 'ask'));
  }

  private isNew(paragraph: string): boolean {
    const before = this.answered.filter((one) => paragraph.startsWith(one.trimEnd()));
    return before.every((one) => this.paragraph(paragraph.slice(one.trimEnd().length)).safety === 'ask');
  }

  private paragraph(whole: string): Reading {
    // Blanks stand for the sentence that is being written; as long as only they grow, it is the same paragraph.
    const text = whole.trimEnd();
    if (text === '') return nothing;
    let reading = this.known.get(text);
    if (reading === undefined) {
      if (this.known.size >= mostKept) this.known.clear();
      reading = this.rules.read(text, this.off);
      this.known.set(text, reading);
    }
    return reading;
  }
}

/** A reader of the language that is shown. Rejects with a Failure. */
export async function reader(cues: Record<string, boolean>): Promise<Reader> {
  const rules = await sentences(content.language);
  return new Reader(rules, switchedOff(cues, rules.kinds));
}

/** What was answered on this page, whatever was written where. */
let page: Reader | undefined;

/** Whether a kept record's words ask, without having been answered before. */
export async function recordAsks(body: object): Promise<boolean> {
  page ??= new Reader(await sentences(content.language));
  const text = wordsIn(body).join('\n');
  const { asks } = page.read(text);
  if (asks) page.answer(text);
  return asks;
}

/** An answer while writing holds for the record that it becomes, too. */
export async function answerPage(text: string): Promise<void> {
  page ??= new Reader(await sentences(content.language));
  page.answer(text);
}

/** Every text in a body, however deep; ids and choices among them are single words, and say nothing. */
function wordsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap(wordsIn);
}
