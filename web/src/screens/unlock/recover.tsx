// The way back with the recovery words: 24 of them, then a new passphrase.
import { useState } from 'preact/hooks';
import { errorWords } from '../../app/errors';
import { door, Failure } from '../../app/life';
import { NewPassphrase } from '../../app/new-passphrase';
import { t } from '../../app/words';
import { wordsOf } from './typed-words';
import { Field } from '../../parts/field';
import { Key, Keys } from '../../parts/keys';

const wanted = 24;

export function Recover({ onBack }: { onBack(): void }) {
  const [typed, setTyped] = useState('');
  const [unknown, setUnknown] = useState<string[]>([]);
  const [ready, setReady] = useState(false);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string | undefined>();
  const words = wordsOf(typed);

  const check = async (event: Event) => {
    event.preventDefault();
    const { wordlist } = await import('@scure/bip39/wordlists/english.js');
    const strangers = words.filter((word) => !wordlist.includes(word));
    setUnknown(strangers);
    setReady(strangers.length === 0 && words.length === wanted);
  };
  const recover = async (passphrase: string) => {
    setBusy(true);
    setWrong(undefined);
    try {
      door.settle(await door.ask('recover', { words, passphrase, now_ms: Date.now() }));
    } catch (thrown) {
      setWrong(errorWords(Failure.from(thrown)));
      setBusy(false);
    }
  };

  if (ready) {
    return (
      <div class="stack">
        <p class="text">{t('unlock.words_then')}</p>
        <NewPassphrase act={t('unlock.open')} busy={busy} wrong={wrong} onChosen={recover} />
        <Back onBack={() => setReady(false)} />
      </div>
    );
  }
  return (
    <form class="stack" onSubmit={(event) => void check(event)}>
      <Field
        label={t('unlock.words')}
        lines
        value={typed}
        note={t('unlock.words_count', { count: words.length, wanted })}
        wrong={unknown.length === 0 ? undefined : t('unlock.words_unknown', { words: unknown.slice(0, 5).join(', ') })}
        onInput={(value) => {
          setTyped(value);
          setUnknown([]);
        }}
      />
      <Keys>
        <Key submit disabled={words.length !== wanted}>
          {t('unlock.words_on')}
        </Key>
      </Keys>
      <Back onBack={onBack} />
    </form>
  );
}

const Back = ({ onBack }: { onBack(): void }) => (
  <button class="quiet-link" type="button" onClick={onBack}>
    {t('unlock.back')}
  </button>
);
