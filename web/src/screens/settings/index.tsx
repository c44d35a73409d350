// Settings: one list, and a page for each of its parts.
import type { ComponentType } from 'preact';
import type { ScreenProps } from '../../app/rooms';
import { href } from '../../app/router';
import { t } from '../../app/words';
import { Screen } from '../../parts/screen';
import { About } from './about';
import { Cues } from './cues';
import { Erase } from './erase';
import { Export } from './export';
import { Import } from './import';
import { KeySettings } from './keys';
import { Passphrase } from './passphrase';
import { Practice } from './practice';
import { Show } from './show';
import { Shutting } from './shutting';
import { Storage } from './storage';
import { Words } from './words';

/** By the second part of the address; titles are `settings.NAME_title`, with a line `settings.NAME_note` in the list. */
const parts: Record<string, ComponentType> = {
  passphrase: Passphrase,
  words: Words,
  hide: Shutting,
  export: Export,
  import: Import,
  practice: Practice,
  cues: Cues,
  show: Show,
  keys: KeySettings,
  storage: Storage,
  about: About,
  erase: Erase,
};

export default function Settings({ place }: ScreenProps) {
  const name = place.rest[0] ?? '';
  const Part = parts[name];
  if (Part !== undefined) {
    return (
      <Screen where={t(`settings.${name}_title`)} back={href('settings')} class="settings-part">
        <Part />
      </Screen>
    );
  }
  return (
    <Screen where={t('room.settings')} back={href('around')} class="settings-room">
      <ul class="rows">
        <li>
          <a href={href('devices')}>
            <span class="label">{t('room.devices')}</span>
            <span class="note">{t('room.devices_note')}</span>
          </a>
        </li>
        {Object.keys(parts).map((part) => (
          <li key={part}>
            <a href={href('settings', [part])}>
              <span class="label">{t(`settings.${part}_title`)}</span>
              <span class="note">{t(`settings.${part}_note`)}</span>
            </a>
          </li>
        ))}
      </ul>
    </Screen>
  );
}
