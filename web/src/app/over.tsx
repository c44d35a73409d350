// What can be laid over any screen: every act by name, and the list of keys.
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Dialog } from '../parts/dialog';
import { hide } from './hide';
import { acts, keyOf, open, paletteKey, type Act } from './keys';
import { door } from './life';
import { rooms } from './rooms';
import { go, href } from './router';
import { set } from './settings';
import { t } from './words';

export default function Over() {
  return open.value === 'palette' ? <Palette /> : <KeyList />;
}

interface Choice {
  id: string;
  label: string;
  key?: string;
  run(): void;
}

const settingsParts = [
  'passphrase',
  'words',
  'export',
  'import',
  'practice',
  'cues',
  'show',
  'keys',
  'storage',
  'erase',
] as const;

function choices(): Choice[] {
  const places = Object.entries(rooms)
    .filter(([name, room]) => room.group !== undefined || name === 'help')
    .map(([name]) => ({ id: name, label: t(`room.${name}`), run: () => go(href(name)) }));
  const search = { id: 'search', label: t('keys.search'), run: acts.search.run };
  const parts = settingsParts.map((part) => ({
    id: `settings-${part}`,
    label: t('keys.in_settings', { part: t(`settings.${part}_title`) }),
    run: () => go(href('settings', [part])),
  }));
  const themes = (['light', 'dark', 'system'] as const).map((theme) => ({
    id: `theme-${theme}`,
    label: t(`keys.theme_${theme}`),
    run: () => void set('theme', theme),
  }));
  const lock = { id: 'lock', label: t('shell.lock'), run: () => void door.lock('shut') };
  const hiding = { id: 'hide', label: t('shell.hide'), run: hide };
  const keys = { id: 'keys', label: t('keys.keys'), run: acts.keys.run };
  const doors = door.settled.value.passphrase ? [lock, hiding] : [hiding];
  return [...places, search, ...doors, keys, ...parts, ...themes].map((choice) => {
    const act = (Object.keys(acts) as Act[]).find(
      (name) => name === choice.id || (name === 'step' && choice.id === 'steps'),
    );
    return act === undefined ? choice : { ...choice, key: keyOf(act) };
  });
}

const folded = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

const intoView = (row: HTMLElement | null) => row?.scrollIntoView({ block: 'nearest' });

function Palette() {
  const id = useId();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => input.current?.focus(), []);
  const found = choices().filter(({ label }) => folded(label).includes(folded(typed.trim())));
  const chosen = found[Math.min(at, found.length - 1)];
  const close = () => (open.value = null);
  const run = (choice: Choice) => {
    close();
    choice.run();
  };
  const onKey = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && found.length > 0) {
      event.preventDefault();
      setAt((Math.min(at, found.length - 1) + step + found.length) % found.length);
    } else if (event.key === 'Enter' && chosen !== undefined) {
      event.preventDefault();
      run(chosen);
    }
  };
  return (
    <Dialog title={t('shell.palette')} onClose={close}>
      <div class="field-box">
        <label class="vh" for={`${id}-input`}>
          {t('keys.act')}
        </label>
        <input
          id={`${id}-input`}
          type="text"
          role="combobox"
          autocomplete="off"
          ref={input}
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={chosen === undefined ? undefined : `${id}-${chosen.id}`}
          value={typed}
          onInput={(event) => {
            setTyped(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={onKey}
        />
      </div>
      <ul class="palette" id={`${id}-list`} role="listbox" aria-label={t('keys.acts')}>
        {found.map((choice) => (
          <li
            key={choice.id}
            id={`${id}-${choice.id}`}
            role="option"
            aria-selected={choice === chosen}
            ref={choice === chosen ? intoView : null}
            onClick={() => run(choice)}
          >
            {choice.label}
            {choice.key !== undefined && choice.key !== '' && <kbd>{choice.key}</kbd>}
          </li>
        ))}
      </ul>
      {found.length === 0 && <p class="note">{t('keys.none')}</p>}
    </Dialog>
  );
}

function KeyList() {
  return (
    <Dialog title={t('keys.keys')} onClose={() => (open.value = null)}>
      <dl class="facts keylist">
        {(Object.keys(acts) as Act[]).map((act) => (
          <div key={act}>
            <dt>{t(`keys.${act}`)}</dt>
            <dd>{keyOf(act) === '' ? t('keys.off') : <kbd>{keyOf(act)}</kbd>}</dd>
          </div>
        ))}
        <div>
          <dt>{t('shell.palette')}</dt>
          <dd>
            <kbd>{paletteKey()}</kbd>
          </dd>
        </div>
        <div>
          <dt>{t('shell.hide')}</dt>
          <dd>
            <kbd>{t('keys.hide_key')}</kbd>
          </dd>
        </div>
      </dl>
      <a class="quiet-link" href={href('settings', ['keys'])} onClick={() => (open.value = null)}>
        {t('keys.change')}
      </a>
    </Dialog>
  );
}
