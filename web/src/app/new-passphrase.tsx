// Choosing a passphrase: what it is worth, said plainly; a suggestion; typed twice unless it is shown.
import { useState } from 'preact/hooks';
import { Key, Keys } from '../parts/keys';
import { KeptUnder, SecretField } from './secret-field';
import { guessWork, leastCharacters } from './strength';
import { t } from './words';

interface NewPassphraseProps {
  act: string;
  onChosen(passphrase: string): Promise<void> | void;
  busy: boolean;
  wrong?: string | undefined;
}

/** Words of a list of 2,048: five are 55 bits, which a second of Argon2id a guess makes out of reach. */
const suggestedWords = 5;

export function NewPassphrase({ act, onChosen, busy, wrong }: NewPassphraseProps) {
  const [chosen, setChosen] = useState('');
  const [again, setAgain] = useState('');
  const [suggested, setSuggested] = useState<string | null>(null);
  const [said, setSaid] = useState<string | undefined>();

  const submit = (event: Event) => {
    event.preventDefault();
    if (Array.from(chosen).length < leastCharacters) setSaid(t('settings.too_short', { least: leastCharacters }));
    else if (chosen !== again) setSaid(t('settings.not_equal'));
    else void onChosen(chosen);
  };
  const suggest = async () => setSuggested(await makeSuggestion());

  return (
    <form class="stack loose" onSubmit={submit}>
      <KeptUnder />
      <SecretField
        label={t('settings.new_passphrase')}
        value={chosen}
        autocomplete="new-password"
        note={chosen === '' ? t('settings.passphrase_advice') : t(`settings.strength_${guessWork(chosen)}`)}
        wrong={said ?? wrong}
        onInput={(value) => {
          setChosen(value);
          setSaid(undefined);
        }}
      />
      <SecretField label={t('settings.again')} value={again} autocomplete="new-password" onInput={setAgain} />
      {suggested === null ? (
        <button class="quiet-link" type="button" onClick={() => void suggest()}>
          {t('settings.suggest')}
        </button>
      ) : (
        <p class="own" role="status">
          {suggested}
        </p>
      )}
      <Keys>
        <Key main submit disabled={busy}>
          {act}
        </Key>
      </Keys>
    </form>
  );
}

async function makeSuggestion(): Promise<string> {
  const { wordlist } = await import('@scure/bip39/wordlists/english.js');
  // 2,048 divides 65,536: every word is as likely as any other.
  const picks = crypto.getRandomValues(new Uint16Array(suggestedWords));
  return Array.from(picks, (pick) => wordlist[pick % wordlist.length]).join(' ');
}
