// What the page behind a link does: asks the hub that it comes from for the sealed file when the reader presses for it, opens it
// here with the words behind the "#", and shows its text (spec/capsule.md §5). Only the capsule's id ever leaves.
import { counted } from '../src/base/counted';
import { linkOf } from './contents';
import { drawn, find, onOpen, opened, phrase, refuse, say, show, shut } from './reader';

/** More than a hub keeps (spec/http.md §5). */
const mostBytes = 1 << 20;

const link = linkOf(location.hash);
const labelOfOpen = find('open').textContent;
let words = '';
/** What was fetched, as long as the tab shows this page: a wrong word uses up no reading. */
let file: Uint8Array | null = null;

/** The file, or the name of the sentence that says why there is none. */
async function fetched(id: string): Promise<Uint8Array | string> {
  let response: Response;
  let bytes: Uint8Array | null;
  try {
    response = await fetch(`/v1/capsules/${id}`, {
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
    });
    bytes = await counted(response, mostBytes);
  } catch {
    return navigator.onLine ? 'unreachable' : 'offline';
  }
  if (response.ok) return bytes ?? 'damaged';
  if (response.status === 429 || response.status === 503) return 'busy';
  const sentences: Record<string, string> = {
    'hub/read_out': 'read-out',
    'hub/expired': 'expired',
    'hub/no_capsule': 'none',
  };
  return sentences[bytes === null ? '' : codeIn(bytes)] ?? 'unreachable';
}

function codeIn(bytes: Uint8Array): string {
  try {
    const problem = JSON.parse(new TextDecoder().decode(bytes)) as { code?: unknown } | null;
    return String(problem?.code ?? '');
  } catch {
    return '';
  }
}

/** What was pasted may be the words, or the whole link once more. */
const wordsIn = (typed: string): string => linkOf(typed.slice(Math.max(0, typed.indexOf('#'))))?.phrase || typed;

function ask(): void {
  find('asked').hidden = false;
  find('whole').hidden = true;
  phrase.required = true;
  phrase.focus();
}

async function open(id: string): Promise<void> {
  say(file === null ? 'fetching' : 'opening');
  await drawn();
  if (file === null) {
    const came = await fetched(id);
    if (typeof came === 'string') return stop(came);
    file = came;
    find('sealed').hidden = false;
  }
  const came = await opened(file, words === '' ? wordsIn(phrase.value) : words);
  if (came === 'wrong') {
    words = '';
    ask();
    return refuse('wrong', true);
  }
  if (typeof came === 'string') return stop(came);
  // What stays in the address bar and in what the browser remembers is the id alone.
  history.replaceState(null, '', `#${id}`);
  words = '';
  show(came.text);
}

/** Nothing more to press where pressing again would bring the same. */
function stop(name: string): void {
  refuse(name, false);
  const again = ['unreachable', 'offline', 'busy', 'memory'].includes(name);
  find('open').hidden = !again;
  if (again) find('open').textContent = find('say-again').textContent;
  else find('asked').hidden = find('whole').hidden = find('here').hidden = true;
}

function save(content: BlobPart, type: string, name: string): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const anchor = document.createElement('a');
  anchor.href = address;
  anchor.download = name;
  anchor.click();
  // Once the browser has taken it up.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** With a mark at its beginning that tells old programs that it is UTF-8. */
const textShown = (): string => `\ufeff${find('name').textContent}\n\n${find('words').textContent}\n`;

/** Shut, as it stands in the address bar: with the words there, or asking for them. */
function begin(): void {
  shut();
  words = linkOf(location.hash)?.phrase ?? '';
  find('open').textContent = labelOfOpen;
  if (words === '') ask();
}

function leave(): void {
  file = null;
  find('sealed').hidden = true;
  begin();
}

onOpen(() => (link === null ? Promise.resolve() : open(link.id)));
find('shut').addEventListener('click', begin);
find('save').addEventListener('click', () => save(textShown(), 'text/plain;charset=utf-8', 'ajar.txt'));
find('save-sealed').addEventListener('click', () => {
  if (file !== null) save(file as BlobPart, 'application/octet-stream', 'ajar.age');
});
addEventListener('pagehide', () => (link === null ? undefined : leave()));
// Another link in the same tab is another page.
addEventListener('hashchange', () => location.reload());

if (link === null) stop('broken');
else begin();
