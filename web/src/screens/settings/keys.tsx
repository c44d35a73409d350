// Keys: each may be another letter, or none.
import { useState } from 'preact/hooks';
import { acts, keyOf, type Act } from '../../app/keys';
import { settings } from '../../app/settings';
import { t } from '../../app/words';
import { Key, Keys } from '../../parts/keys';
import { Field } from '../../parts/field';
import { Trouble } from '../../parts/state';
import { useSaving } from './saving';

const names = Object.keys(acts) as Act[];

export function KeySettings() {
  const { failure, save } = useSaving();
  const [typed, setTyped] = useState<Partial<Record<Act, string>>>({});
  const chosen = (act: Act) => typed[act] ?? keyOf(act);
  const twice = (act: Act) =>
    chosen(act) !== '' && names.some((other) => other !== act && chosen(other) === chosen(act));

  const change = (act: Act, value: string) => {
    const key = Array.from(value.trim()).at(-1) ?? '';
    const next = { ...typed, [act]: key };
    setTyped(next);
    save('keys', { ...settings.value?.keys, ...next });
  };
  const all = (keys: Partial<Record<Act, string>>) => {
    setTyped(keys);
    save('keys', { ...settings.value?.keys, ...keys });
  };
  return (
    <div class="stack loose">
      <p class="text">{t('settings.keys_what')}</p>
      {failure !== null && <Trouble failure={failure} />}
      <div class="keyfields">
        {names.map((act) => (
          <Field
            key={act}
            label={t(`keys.${act}`)}
            value={chosen(act)}
            most={2}
            onInput={(value) => change(act, value)}
            wrong={twice(act) ? t('settings.key_twice') : undefined}
          />
        ))}
      </div>
      <Keys>
        <Key onPress={() => all(Object.fromEntries(names.map((act) => [act, acts[act].key])))}>
          {t('settings.keys_first')}
        </Key>
        <Key onPress={() => all(Object.fromEntries(names.map((act) => [act, ''])))}>{t('settings.keys_off')}</Key>
      </Keys>
    </div>
  );
}
