// New words: what ends, what stays, said before it is done; and how it came out, at the hub too.
import { useState } from 'preact/hooks';
import { errorWords } from '../../app/errors';
import { door, Failure } from '../../app/life';
import { href } from '../../app/router';
import { isOn, newWords } from '../../app/sync';
import { t } from '../../app/words';
import type { Synced } from '../../engine/protocol';
import { useKeeping } from '../../parts/keep';
import { Key, Keys } from '../../parts/keys';
import { Trouble } from '../../parts/state';
import { Busy } from './busy';

interface NewWordsProps {
  onBack(): void;
  /** There are new words now. */
  onDone(end: Synced): void;
}

export function NewWords({ onBack, onDone }: NewWordsProps) {
  const [asked, setAsked] = useState(false);
  const [stopped, setStopped] = useState<Synced | null>(null);
  const keeping = useKeeping();
  const damaged = door.settled.value.damaged.length;
  const make = () =>
    keeping.run(async () => {
      setStopped(null);
      const end = await newWords();
      if (end.code === '' || end.begun === true) onDone(end);
      else setStopped(end);
    });
  return (
    <div class="stack loose">
      <h2 class="lead">{t('settings.words_new')}</h2>
      <p class="text">{t('settings.words_new_what')}</p>
      <p class="text">{t('settings.words_new_old')}</p>
      <p class="text">{t(isOn() ? 'settings.words_new_hub' : 'settings.words_new_left')}</p>
      {damaged > 0 && (
        <p class="text" role="alert">
          {t('settings.words_new_damaged', { count: damaged })}
        </p>
      )}
      {stopped !== null && (
        <p class="text" role="alert">
          {t('settings.words_new_stopped', { why: whyOf(stopped) })}
        </p>
      )}
      {keeping.failure !== null && <Trouble failure={keeping.failure} />}
      {keeping.busy && <Busy said={t('settings.words_new_busy')} />}
      <Keys>
        <Key onPress={onBack} disabled={keeping.busy}>
          {t('settings.leave')}
        </Key>
        {asked ? (
          <Key main onPress={make} disabled={keeping.busy} name="new-words-sure">
            {t('settings.words_new_sure')}
          </Key>
        ) : (
          <Key onPress={() => setAsked(true)} name="new-words-ask">
            {t('settings.words_new_ask')}
          </Key>
        )}
      </Keys>
    </div>
  );
}

/** What became of the old vault, above the new words. */
export function HowItCame({ end }: { end: Synced }) {
  const codes = end.notices.map(({ code }) => code);
  return (
    <section class="stack" role="status">
      <p class="text">{t('settings.words_new_done')}</p>
      {codes.includes('sync/ended') && <p class="text">{t('settings.words_new_ended')}</p>}
      {end.code !== '' && <p class="text">{t('settings.words_new_waiting', { why: whyOf(end) })}</p>}
      {codes
        .filter((code) => code === 'sync/not_ended' || code === 'sync/to_be_ended')
        .map((code) => (
          <p key={code} class="text">
            {errorWords(new Failure(code))}
          </p>
        ))}
      {isOn() && (
        <a class="quiet-link" href={href('devices')}>
          {t('room.devices')}
        </a>
      )}
    </section>
  );
}

const whyOf = (end: Synced): string => errorWords(new Failure(end.code, 0, '', end.detail));
