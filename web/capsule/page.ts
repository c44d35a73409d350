// What the page of a capsule does: opens the age file that stands in it with the words that are typed, and shows its text.
// It fetches nothing and keeps nothing (spec/capsule.md §4). Its own words stand in the page.
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { armor, Decrypter } from 'age-encryption';
import { phraseAsSealed, textOf } from './contents';

const find = <E extends HTMLElement>(id: string): E => document.getElementById(id) as E;
const door = find<HTMLFormElement>('door');
const phrase = find<HTMLInputElement>('phrase');
const trouble = find('trouble');
const inside = find('inside');

/** What came of it, by the name of the sentence that says so. */
async function open(typed: string): Promise<string | { text: string }> {
  const decrypter = new Decrypter();
  decrypter.addPassphrase(phraseAsSealed(typed, wordlist));
  let bytes: Uint8Array;
  try {
    bytes = await decrypter.decrypt(armor.decode(find('sealed').textContent ?? ''));
  } catch (thrown) {
    // The library says by its words alone what was wrong.
    const words = String(thrown);
    if (thrown instanceof RangeError) return 'memory';
    return words.includes('no identity matched') ? 'wrong' : 'damaged';
  }
  return textOf(bytes);
}

function say(name: string): void {
  trouble.textContent = find(`say-${name}`).textContent;
}

/** After what was said has been drawn: opening takes a moment in which nothing else is. */
const drawn = () => new Promise<void>((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));

door.addEventListener('submit', async (event) => {
  event.preventDefault();
  phrase.removeAttribute('aria-invalid');
  say('opening');
  find<HTMLButtonElement>('open').disabled = true;
  await drawn();
  const opened = await open(phrase.value);
  find<HTMLButtonElement>('open').disabled = false;
  if (typeof opened === 'string') {
    say(opened);
    phrase.setAttribute('aria-invalid', String(opened === 'wrong'));
    phrase.focus();
    return;
  }
  show(opened.text);
});

/** Text only, as text: its first line is its name. */
function show(text: string): void {
  const end = text.indexOf('\n');
  find('name').textContent = text.slice(0, end);
  find('words').textContent = text.slice(end + 1).trim();
  phrase.value = '';
  trouble.textContent = '';
  door.hidden = true;
  inside.hidden = false;
  find('name').focus();
}

function shut(): void {
  find('name').textContent = '';
  find('words').textContent = '';
  inside.hidden = true;
  door.hidden = false;
  phrase.focus();
}

find('shut').addEventListener('click', shut);
find('print').addEventListener('click', () => print());
// A page that comes back from the browser's memory comes back shut.
addEventListener('pagehide', shut);
door.hidden = false;
