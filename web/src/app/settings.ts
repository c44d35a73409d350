// The settings of the open life, where the whole app reads them: theme, names, keys.
import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import { life } from './life';
import { local, remember } from './local';
import { fixedId, type SettingKey, type Settings } from './records';
import type { Views } from './views';
import { t } from './words';

const current = signal<Views['settings'] | null>(null);
/** Null until a life is open. */
export const settings: ReadonlySignal<Views['settings'] | null> = current;

/** Keeps one setting. Rejects with a Failure. */
export async function set<K extends SettingKey>(key: K, value: Settings[K]): Promise<void> {
  await life.put<'setting'>({ kind: 'setting', id: fixedId[key], body: { key, value } as never });
}

/** How a person's alias is shown: as the settings say. */
export function shownName(alias: string): string {
  const names = current.value?.names ?? 'full';
  if (names === 'full') return alias;
  if (names === 'hidden') return t('shell.someone');
  return alias
    .split(/[\s-]+/)
    .filter((part) => part !== '')
    .map((part) => `${Array.from(part)[0]!.toLocaleUpperCase()}.`)
    .join(' ');
}

const theme = computed(() => current.value?.theme ?? local.value.theme);

/** Reads the settings at each change of the life and lets the page follow them. */
export function followSettings(): void {
  effect(() => {
    void life.revision.value;
    const state = life.state.value;
    if (state !== 'open' && state !== 'new') {
      current.value = null;
      return;
    }
    // A failure is said by the screen that asks for what it shows; here the last known settings stand.
    life.view('settings').then(
      (answer) => (current.value = answer),
      () => {},
    );
  });
  effect(() => {
    const { value } = theme;
    if (value === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = value;
    if (local.peek().theme !== value) remember({ theme: value });
  });
}
