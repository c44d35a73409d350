// What stands in a capsule, and how its phrase may be typed (spec/capsule.md §1, §2): the reader's side for the page.

const mostText = 1 << 20;
const mostRecords = 200;
const divider = /^--- ajar capsule (.+) ---$/;

/** The text for people, or the name of what is wrong: `newer` or `damaged`. Records are counted and left alone. */
export function textOf(bytes: Uint8Array): { text: string } | 'newer' | 'damaged' {
  if (bytes.length > mostText) return 'damaged';
  let contents: string;
  try {
    contents = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return 'damaged';
  }
  if (!contents.endsWith('\n')) return 'damaged';
  const lines = contents.slice(0, -1).split('\n');
  const at = lines.findLastIndex((line) => divider.test(line));
  if (at < 1) return 'damaged';
  if (divider.exec(lines[at]!)![1] !== '1') return 'newer';
  const records = lines.length - at - 1;
  if (records < 1 || records > mostRecords) return 'damaged';
  const text = lines.slice(0, at).join('\n');
  // eslint-disable-next-line no-control-regex -- these are what no text holds
  return /[\u0000-\u0008\u000b-\u001f\u007f]/.test(text) ? 'damaged' : { text: `${text}\n` };
}

/** What stands behind the "#" of a link: the capsule's id, and the words where they go with it. */
export function linkOf(fragment: string): { id: string; phrase: string } | null {
  const found = /^#([0-9a-f]{32})(?:\.(.{0,1024}))?$/s.exec(fragment.trim());
  return found === null ? null : { id: found[1]!, phrase: found[2] ?? '' };
}

/** Seven words of the list in any writing become the phrase; anything else stays as it is. */
export function phraseAsSealed(typed: string, list: readonly string[]): string {
  const words = (typed.match(/[A-Za-z\u0080-\uffff]+/g) ?? []).map((word) => word.toLowerCase());
  const whole = words.map(
    (word) => list.find((one) => one === word) ?? list.find((one) => word.length >= 4 && one.startsWith(word)),
  );
  return words.length === 7 && whole.every((word) => word !== undefined) ? whole.join('-') : typed;
}
