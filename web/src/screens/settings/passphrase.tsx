// The passphrase: set it, or change it with the old one.
import { useState } from 'preact/hooks';
import { errorWords } from '../../app/errors';
import { door, Failure } from '../../app/life';
import { remember } from '../../app/local';
import { NewPassphrase } from '../../app/new-passphrase';
import { href } from '../../app/router';
import { SecretField } from '../../app/secret-field';
import { t } from '../../app/words';
import { Key, Keys } from '../../parts/keys';
import { Busy } from './busy';

export function Passphrase() {
  const has = door.settled.value.passphrase;
  const [current, setCurrent] = useState('');
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState(false);
  const [wrong, setWrong] = useState<string | undefined>();

  const set = async (passphrase: string) => {
    setBusy(true);
    setWrong(undefined);
    try {
      await door.ask('set_passphrase', { passphrase, current: has ? current : null, now_ms: Date.now() });
      remember({ asked: true });
      setDone(true);
    } catch (thrown) {
      setWrong(errorWords(Failure.from(thrown)));
    }
    setBusy(false);
  };

  if (done) {
    return (
      <div class="stack loose" role="status">
        <p class="lead">{t('settings.passphrase_done')}</p>
        <p class="text">{t('settings.passphrase_next')}</p>
        <Keys>
          <Key to={href('settings')}>{t('settings.back')}</Key>
          <Key main to={href('settings', ['words'])}>
            {t('settings.words_title')}
          </Key>
        </Keys>
      </div>
    );
  }
  return (
    <div class="stack loose">
      <p class="text">{t(has ? 'settings.passphrase_has' : 'settings.passphrase_none')}</p>
      {has && (
        <SecretField
          label={t('settings.current_passphrase')}
          value={current}
          autocomplete="current-password"
          onInput={setCurrent}
        />
      )}
      <NewPassphrase
        act={t(has ? 'settings.change' : 'settings.set')}
        busy={busy || (has && current === '')}
        wrong={wrong}
        onChosen={set}
      />
      {busy && <Busy said={t('settings.working_key')} />}
    </div>
  );
}
