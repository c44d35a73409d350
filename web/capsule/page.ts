// What the page of a capsule does: opens the age file that stands in it with the words that are typed, and shows its text.
// It fetches nothing and keeps nothing (spec/capsule.md §4). Its own words stand in the page.
import { armor } from 'age-encryption';
import { drawn, find, onOpen, opened, phrase, refuse, say, show, shut } from './reader';

/** The block in the page, or nothing where it is none. */
function sealed(): Uint8Array | null {
  try {
    return armor.decode(find('sealed').textContent ?? '');
  } catch {
    return null;
  }
}

onOpen(async () => {
  say('opening');
  await drawn();
  const file = sealed();
  const came = file === null ? 'damaged' : await opened(file, phrase.value);
  if (typeof came === 'string') refuse(came, came === 'wrong');
  else show(came.text);
});

function shutAgain(): void {
  shut();
  phrase.focus();
}

find('shut').addEventListener('click', shutAgain);
// A page that comes back from the browser's memory comes back shut.
addEventListener('pagehide', shutAgain);
