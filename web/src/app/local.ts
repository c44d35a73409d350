// What this browser remembers outside the vault: nothing about the person, only how the door behaves.
import { signal, type ReadonlySignal } from '@preact/signals';

export interface Local {
  /** A life was kept here: if storage is empty all the same, the browser has cleared it. */
  life: boolean;
  /** Minutes without a touch until the life is shut; 0: never. */
  lockMinutes: number;
  /** The last theme chosen, for the time before the life is open. */
  theme: 'system' | 'light' | 'dark';
  /** The one question for a passphrase was answered with "not now". */
  asked: boolean;
  /** The country chosen for help lines, so that Help knows it while the life is shut; empty: not chosen. */
  country: string;
  /** The language chosen; empty: the browser's, where there is content in it. */
  language: string;
  /** What is kept here goes to the hub that the page comes from. */
  hub: boolean;
}

const key = 'ajar';
const first: Local = {
  life: false,
  lockMinutes: 10,
  theme: 'system',
  asked: false,
  country: '',
  language: '',
  hub: false,
};

function read(): Local {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? '{}');
    return { ...first, ...(stored as Partial<Local>) };
  } catch {
    // Storage that is switched off or garbled costs these few wishes, nothing else.
    return { ...first };
  }
}

const current = signal<Local>(read());
export const local: ReadonlySignal<Local> = current;

export function remember(change: Partial<Local>): void {
  current.value = { ...read(), ...change };
  try {
    localStorage.setItem(key, JSON.stringify(current.value));
  } catch {
    // As above.
  }
}

export function forgetLocal(): void {
  try {
    // Other pages of this origin keep what is theirs.
    for (const name of Object.keys(localStorage))
      if (name === key || name.startsWith(`${key}.`)) localStorage.removeItem(name);
  } catch {
    // As above.
  }
  current.value = { ...first };
}

/** Another tab changed a wish. */
export function followLocal(): void {
  addEventListener('storage', (event) => {
    if (event.key === key || event.key === null) current.value = read();
  });
}
