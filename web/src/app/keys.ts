// Keys for acts: one letter each where nothing is typed, Ctrl or ⌘ with K for all of them. Each may be changed or off.
import { signal } from '@preact/signals';
import { life } from './life';
import { go, href } from './router';
import { settings } from './settings';
import { t } from './words';

/** Acts that have a key, and the key until the person chooses another; empty is off. */
export const acts = {
  moment: { key: 'n', run: () => go(href('moment')) },
  write: { key: 'w', run: () => go(href('write')) },
  step: { key: 's', run: () => go(href('steps')) },
  search: { key: '/', run: () => go(href('journey', [], { search: '1' })) },
  keys: { key: '?', run: () => (open.value = 'keys') },
} as const;
export type Act = keyof typeof acts;

/** What stands over the screen: the palette of all acts, the list of keys, or nothing. */
export const open = signal<'palette' | 'keys' | null>(null);

/** How the keyboard at hand names the palette's key. */
export const paletteKey = () =>
  t(/Mac|iPhone|iPad/.test(navigator.platform) ? 'keys.palette_key_mac' : 'keys.palette_key');

export function keyOf(act: Act): string {
  return settings.value?.keys?.[act] ?? acts[act].key;
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.matches('input:not([type=radio], [type=checkbox], [type=range]), textarea, select'));

/** The act of a key press, or null. */
export function actOf(key: string): Act | null {
  const names = Object.keys(acts) as Act[];
  return names.find((act) => keyOf(act) !== '' && keyOf(act) === key) ?? null;
}

export function listenForKeys(): void {
  addEventListener('keydown', (event) => {
    const isOpen = life.state.value === 'open' || life.state.value === 'new';
    if (!isOpen || event.defaultPrevented || event.isComposing) return;
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'k') {
      event.preventDefault();
      open.value = open.value === 'palette' ? null : 'palette';
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || open.value !== null || isTyping(event.target)) return;
    if (document.querySelector('dialog[open]') !== null) return;
    const act = actOf(event.key);
    if (act === null) return;
    event.preventDefault();
    acts[act].run();
  });
}
