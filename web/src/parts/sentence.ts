// Which sentence one is writing: the one at the caret, by the rules of the language.

interface Span {
  start: number;
  end: number;
}

const segmenters = new Map<string, Intl.Segmenter>();

function segmenter(language: string): Intl.Segmenter {
  let made = segmenters.get(language);
  if (made === undefined) {
    made = new Intl.Segmenter(language, { granularity: 'sentence' });
    segmenters.set(language, made);
  }
  return made;
}

/** The sentence around `caret` in `text`, without the white space after it. Empty on an empty line. */
export function sentenceAt(text: string, caret: number, language: string): Span {
  // Only the paragraph is cut into sentences: a long text must not be walked through at each key.
  const start = text.lastIndexOf('\n', caret - 1) + 1;
  const newline = text.indexOf('\n', caret);
  const paragraph = text.slice(start, newline < 0 ? text.length : newline);
  let found: Span = { start: caret, end: caret };
  for (const { segment, index } of segmenter(language).segment(paragraph)) {
    const from = start + index;
    if (from > caret || (from === caret && found.end > found.start)) break;
    found = { start: from, end: from + segment.trimEnd().length };
  }
  return found;
}

/** A sentence is finished by a sign, and a closing bracket or quotation mark may follow it. */
const ending = /[.!?…。！？][)\]"'”’»]*$/u;

/**
 * The text with blanks in place of the sentence that is being written, unless that is finished: places stay where they
 * are, and nothing is said of half a sentence. `now` is empty where nobody writes.
 */
export function withoutUnfinished(text: string, now: Span): string {
  const sentence = text.slice(now.start, now.end);
  if (sentence === '' || ending.test(sentence)) return text;
  return text.slice(0, now.start) + ' '.repeat(sentence.length) + text.slice(now.end);
}
