// The door shut, light under it: a passphrase opens, and the recovery words are the other way.
import { useEffect, useState } from 'preact/hooks';
import { errorWords } from '../../app/errors';
import { door, Failure } from '../../app/life';
import { KeptUnder, SecretField } from '../../app/secret-field';
import { t } from '../../app/words';
import { Key, Keys } from '../../parts/keys';
import { Ways } from '../../parts/screen';
import { Recover } from './recover';

export default function Unlock() {
  // Without a passphrase there is nothing to type: this door is shut because the device's own key is damaged.
  const onlyWords = !door.settled.value.passphrase;
  const [byWords, setByWords] = useState(onlyWords);
  useEffect(() => {
    document.title = t('unlock.title');
  }, []);
  return (
    <div class="unlock">
      <header class="head">
        <span class="where" />
        <div class="ways">
          <Ways />
        </div>
      </header>
      <main id="main">
        <div class="jamb">
          <div class="leaf">
            <div class="panel">
              <h1 class="mark">{t('shell.name')}</h1>
              <p class="text">{t('unlock.shut')}</p>
            </div>
            <span class="lever" aria-hidden="true" />
            <div class="panel">
              {byWords ? (
                <Recover onBack={onlyWords ? () => location.reload() : () => setByWords(false)} />
              ) : (
                <ByPassphrase onWords={() => setByWords(true)} />
              )}
            </div>
          </div>
        </div>
        <p class="note under">{t('unlock.under')}</p>
      </main>
    </div>
  );
}

function ByPassphrase({ onWords }: { onWords(): void }) {
  const [passphrase, setPassphrase] = useState('');
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string | undefined>();

  const submit = async (event: Event) => {
    event.preventDefault();
    if (passphrase === '' || busy) return;
    setBusy(true);
    setWrong(undefined);
    try {
      door.settle(await door.ask('unlock', { passphrase }));
    } catch (thrown) {
      setWrong(errorWords(Failure.from(thrown)));
      setBusy(false);
    }
  };

  return (
    <form class="stack" onSubmit={(event) => void submit(event)}>
      <KeptUnder />
      <SecretField
        label={t('unlock.passphrase')}
        value={passphrase}
        autocomplete="current-password"
        wrong={wrong}
        focus
        onInput={setPassphrase}
      />
      <Keys>
        <Key submit disabled={busy}>
          {t(busy ? 'unlock.opening' : 'unlock.open')}
        </Key>
      </Keys>
      <button class="quiet-link" type="button" onClick={onWords}>
        {t('unlock.have_words')}
      </button>
    </form>
  );
}
