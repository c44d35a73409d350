// Delete everything, on this device and at the hub, confirmed by typing.
import { useEffect, useState } from 'preact/hooks';
import { errorWords } from '../../app/errors';
import { forgetApp } from '../../app/erase';
import { door, Failure } from '../../app/life';
import { href } from '../../app/router';
import { endVault, isOn } from '../../app/sync';
import { t } from '../../app/words';
import { Field } from '../../parts/field';
import { Key, Keys } from '../../parts/keys';
import { Segs } from '../../parts/segs';

export function Erase() {
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string | undefined>();
  const [reach, setReach] = useState<'all' | 'here'>('all');
  /** Why the hub's copy is still there. */
  const [left, setLeft] = useState<string | null>(null);
  const word = t('settings.erase_word');
  const same = typed.trim().toLocaleLowerCase() === word.toLocaleLowerCase();

  const synced = isOn();
  const erase = async (keepHub: boolean) => {
    if (!same || busy) return;
    setBusy(true);
    setWrong(undefined);
    try {
      const why = keepHub ? null : await endAtHub();
      setLeft(why);
      if (why === null) {
        await door.ask('erase', {});
        await forgetApp();
        location.replace(new URL(location.pathname, location.href));
        return;
      }
    } catch (thrown) {
      setWrong(errorWords(Failure.from(thrown)));
    }
    setBusy(false);
  };
  if (left !== null)
    return <LeftAtHub why={left} busy={busy} onAgain={() => void erase(false)} onAnyway={() => void erase(true)} />;
  return (
    <form
      class="stack loose"
      onSubmit={(event) => {
        event.preventDefault();
        void erase(synced && reach === 'here');
      }}
    >
      <p class="text">{t('settings.erase_what')}</p>
      {synced && (
        <Segs
          legend={t('settings.erase_reach')}
          name="reach"
          options={[
            { value: 'all', label: t('settings.erase_reach_all') },
            { value: 'here', label: t('settings.erase_reach_here') },
          ]}
          value={reach}
          onChange={(next) => setReach(next as typeof reach)}
        />
      )}
      <p class="text">{t(synced && reach === 'here' ? 'settings.erase_hub_stays' : 'settings.erase_hub')}</p>
      <p class="text">{t('settings.erase_not')}</p>
      <Field label={t('settings.erase_type', { word })} value={typed} wrong={wrong} onInput={setTyped} />
      <Keys>
        <Key to={href('settings')}>{t('settings.leave')}</Key>
        <Key submit disabled={!same || busy}>
          {t('settings.erase_now')}
        </Key>
      </Keys>
    </form>
  );
}

/** Null when the hub has nothing of this vault any more, else why it still does. */
async function endAtHub(): Promise<string | null> {
  try {
    const { code, detail } = await endVault();
    return code === '' ? null : errorWords(new Failure(code, 0, '', detail));
  } catch (thrown) {
    return errorWords(Failure.from(thrown));
  }
}

interface LeftAtHubProps {
  why: string;
  busy: boolean;
  onAgain(): void;
  onAnyway(): void;
}

/** The keys here are the means to delete it there: what to do before they go, and what can be done after. */
function LeftAtHub({ why, busy, onAgain, onAnyway }: LeftAtHubProps) {
  const [onPaper, setOnPaper] = useState(true);
  useEffect(() => {
    door.ask('words', {}).then(
      (words) => setOnPaper(words === null),
      () => {},
    );
  }, []);
  return (
    <div class="stack loose">
      <section class="stack" role="alert">
        <p class="lead">{t('settings.erase_left')}</p>
        <p class="text">{why}</p>
      </section>
      <p class="text">{t('settings.erase_left_finish')}</p>
      {!onPaper && (
        <p class="text">
          {t('settings.erase_left_words')}{' '}
          <a class="quiet-link" href={href('settings', ['words'])}>
            {t('settings.words_title')}
          </a>
        </p>
      )}
      <Keys>
        <Key disabled={busy} onPress={onAnyway} name="erase-anyway">
          {t('settings.erase_anyway')}
        </Key>
        <Key main disabled={busy} icon="again" onPress={onAgain} name="erase-again">
          {t('parts.again')}
        </Key>
      </Keys>
    </div>
  );
}
