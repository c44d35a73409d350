// Delete everything on this device, confirmed by typing.
import { useState } from 'preact/hooks';
import { errorWords } from '../../app/errors';
import { forgetApp } from '../../app/erase';
import { door, Failure } from '../../app/life';
import { href } from '../../app/router';
import { t } from '../../app/words';
import { Field } from '../../parts/field';
import { Key, Keys } from '../../parts/keys';

export function Erase() {
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string | undefined>();
  const word = t('settings.erase_word');
  const same = typed.trim().toLocaleLowerCase() === word.toLocaleLowerCase();

  const erase = async (event: Event) => {
    event.preventDefault();
    if (!same || busy) return;
    setBusy(true);
    try {
      await door.ask('erase', {});
      await forgetApp();
      location.replace(new URL(location.pathname, location.href));
    } catch (thrown) {
      setWrong(errorWords(Failure.from(thrown)));
      setBusy(false);
    }
  };
  return (
    <form class="stack loose" onSubmit={(event) => void erase(event)}>
      <p class="text">{t('settings.erase_what')}</p>
      <p class="text">{t('settings.erase_not')}</p>
      <Field label={t('settings.erase_type', { word })} value={typed} wrong={wrong} onInput={setTyped} />
      <Keys>
        <Key submit disabled={!same || busy}>
          {t('settings.erase_now')}
        </Key>
        <Key to={href('settings')}>{t('settings.leave')}</Key>
      </Keys>
    </form>
  );
}
