// What both pages of a capsule do: open an age file with words, show its text as text, and shut it again (spec/capsule.md §4, §5).
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { Decrypter } from 'age-encryption';
import { phraseAsSealed, textOf } from './contents';

export const find = <E extends HTMLElement>(id: string): E => document.getElementById(id) as E;

const door = find<HTMLFormElement>('door');
const inside = find('inside');
const trouble = find('trouble');
export const phrase = find<HTMLInputElement>('phrase');

/** What came of it: the text, or the name of the sentence that says why not. */
export async function opened(file: Uint8Array, typed: string): Promise<string | { text: string }> {
  const decrypter = new Decrypter();
  decrypter.addPassphrase(phraseAsSealed(typed, wordlist));
  let bytes: Uint8Array;
  try {
    bytes = await decrypter.decrypt(file);
  } catch (thrown) {
    // The library says by its words alone what was wrong.
    if (thrown instanceof RangeError) return 'memory';
    return String(thrown).includes('no identity matched') ? 'wrong' : 'damaged';
  }
  return textOf(bytes);
}

/** One of the sentences that stand in the page; an empty name takes it away. */
export function say(name: string): void {
  trouble.textContent = name === '' ? '' : find(`say-${name}`).textContent;
}

/** After what was said has been drawn: opening takes a moment in which nothing else is. */
export const drawn = () =>
  new Promise<void>((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve, 0));
  });

/** Text only, as text: its first line is its name. */
export function show(text: string): void {
  const end = text.indexOf('\n');
  find('name').textContent = text.slice(0, end);
  find('words').textContent = text.slice(end + 1).trim();
  phrase.value = '';
  say('');
  door.hidden = true;
  inside.hidden = false;
  find('name').focus();
}

export function shut(): void {
  find('name').textContent = '';
  find('words').textContent = '';
  inside.hidden = true;
  door.hidden = false;
}

/** Runs `open` when the key is pressed, with the key out of reach meanwhile. */
export function onOpen(open: () => Promise<void>): void {
  const key = find<HTMLButtonElement>('open');
  door.addEventListener('submit', async (event) => {
    event.preventDefault();
    phrase.removeAttribute('aria-invalid');
    key.disabled = true;
    try {
      await open();
    } finally {
      key.disabled = false;
    }
  });
  find('print').addEventListener('click', () => print());
  door.hidden = false;
}

/** The sentence for what went wrong, with the words asked again where they were it. */
export function refuse(name: string, isWrong: boolean): void {
  say(name);
  phrase.setAttribute('aria-invalid', String(isWrong));
  if (!find('asked').hidden) phrase.focus();
}
