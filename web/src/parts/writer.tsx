// The page to write on: a plain text field, with the sentence at the caret lit and the rest dim on a layer behind it.
//
// The field itself is a textarea, so that screen readers, dictation, input methods, paste and undo work as everywhere;
// its letters are transparent and the same words, set the same way, are drawn under it.
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { content } from '../app/life';
import Cues from './cues';
import type { Cue } from '../app/reading';
import { sentenceAt, withoutUnfinished } from './sentence';

/** Longest entry, in characters (spec/records.md §3). */
export const entryMost = 60_000;

interface WriterProps {
  label: string;
  value: string;
  onInput(text: string): void;
  placeholder: string;
  /** Unicode scalar values that a record may hold. */
  most: number;
}

export function Writer({ label, value, onInput, placeholder, most }: WriterProps) {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const lit = useRef<HTMLSpanElement>(null);
  const [caret, setCaret] = useState(value.length);
  const [focused, setFocused] = useState(false);
  const [marks, setMarks] = useState<readonly Cue[]>([]);

  useEffect(() => {
    const follow = () => {
      const element = field.current;
      if (element !== null && document.activeElement === element) setCaret(element.selectionEnd);
    };
    document.addEventListener('selectionchange', follow);
    return () => document.removeEventListener('selectionchange', follow);
  }, []);

  const span = focused ? sentenceAt(value, Math.min(caret, value.length), content.language) : { start: 0, end: 0 };
  const beam = useBeam(box, lit, `${span.start} ${span.end} ${value.length}`);
  const drawn = (from: number, to: number) => withMarks(value, from, to, marks);
  return (
    <>
      <div class={span.end > span.start ? 'writer lit' : 'writer'} ref={box}>
        <label class="vh" for={id}>
          {label}
        </label>
        <svg class="beam" aria-hidden="true">
          <path d={beam} />
        </svg>
        <div class="under" aria-hidden="true">
          <span class={focused ? undefined : 'at-rest'}>{drawn(0, span.start)}</span>
          <span class="now" ref={lit}>
            {drawn(span.start, span.end)}
          </span>
          <span class={focused ? undefined : 'at-rest'}>{drawn(span.end, value.length)}</span>
          {'\u200b'}
        </div>
        <textarea
          autocomplete="off"
          id={id}
          ref={field}
          value={value}
          maxLength={most}
          placeholder={placeholder}
          spellcheck
          onFocus={(event) => {
            setFocused(true);
            setCaret(event.currentTarget.selectionEnd);
          }}
          onBlur={() => setFocused(false)}
          onInput={(event) => {
            setCaret(event.currentTarget.selectionEnd);
            onInput(event.currentTarget.value);
          }}
        />
      </div>
      {/* Where the caret was last: whoever reaches for the button beside a phrase leaves the field, and means that phrase. */}
      <Cues
        finished={withoutUnfinished(value, span)}
        value={value}
        caret={caret}
        onMarks={setMarks}
        onAnswered={() => field.current?.focus()}
      />
    </>
  );
}

/** A stretch of the text, its marked phrases underlined. A mark that the text has moved away from is not drawn. */
function withMarks(text: string, from: number, to: number, marks: readonly Cue[]): ComponentChildren {
  const pieces: ComponentChildren[] = [];
  let at = from;
  for (const { start, length } of marks) {
    const begin = Math.max(start, at);
    const end = Math.min(start + length, to);
    if (begin >= end) continue;
    pieces.push(text.slice(at, begin), <u key={begin}>{text.slice(begin, end)}</u>);
    at = end;
  }
  pieces.push(text.slice(at, to));
  return pieces;
}

/** How far the light leans in at the start of a sentence, and how far it stands over its lines, in px. */
const lean = 14;
const over = 4;
/** Farther than any screen is wide: the light comes from beyond its edge. */
const beyond = 4000;

/** The light on the lines of the sentence, drawn from the edge where lines end. */
function useBeam(
  box: { current: HTMLDivElement | null },
  lit: { current: HTMLSpanElement | null },
  key: string,
): string {
  const [path, setPath] = useState('');
  const [resized, setResized] = useState(0);
  useEffect(() => {
    if (box.current === null) return;
    const observer = new ResizeObserver(() => setResized((times) => times + 1));
    observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
  useLayoutEffect(() => {
    const frame = box.current?.getBoundingClientRect();
    const lines = lit.current === null ? [] : joinLines([...lit.current.getClientRects()]);
    if (frame === undefined || lines.length === 0) {
      setPath('');
      return;
    }
    const rtl = document.documentElement.dir === 'rtl';
    const follows = (lit.current?.nextElementSibling?.textContent ?? '').split('\n', 1)[0] ?? '';
    const last = lines.length - 1;
    const bands = lines.map((line, i) => {
      const top = line.top - frame.top - (i === 0 ? over : 0);
      const bottom = line.bottom - frame.top + (i === last ? over : 0);
      const begin = rtl ? line.right - frame.left : line.left - frame.left;
      const away = rtl ? -1 : 1;
      // Another sentence stands after the last line: the light ends where it begins.
      const end =
        i === last && follows.trim() !== ''
          ? (rtl ? line.left : line.right) - frame.left + 3 * away
          : begin + beyond * away;
      const foot = i === last ? lean : 2;
      return `M${begin - 2 * away} ${top}H${end}V${bottom}H${begin - foot * away}z`;
    });
    setPath(bands.join(''));
  }, [key, resized]);
  return path;
}

/** Rects of one line as one, with no gaps of leading between lines. */
function joinLines(rects: readonly DOMRect[]): { left: number; right: number; top: number; bottom: number }[] {
  const lines: { left: number; right: number; top: number; bottom: number }[] = [];
  for (const { left, right, top, bottom, width } of rects) {
    if (width === 0) continue;
    const before = lines.at(-1);
    if (before !== undefined && Math.abs(before.top - top) < 4) {
      before.left = Math.min(before.left, left);
      before.right = Math.max(before.right, right);
    } else {
      if (before !== undefined) before.bottom = top;
      lines.push({ left, right, top, bottom });
    }
  }
  return lines;
}
