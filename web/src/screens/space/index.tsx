// Space, with a time on it: a short note to hand over by the system's share sheet or the clipboard. Ajar sends nothing.
import { useState } from 'preact/hooks';
import type { ScreenProps } from '../../app/rooms';
import { go, href } from '../../app/router';
import { life, now, t } from '../../app/life';
import { useChapter } from '../../parts/chapter';
import { useDraft } from '../../parts/draft';
import { Field } from '../../parts/field';
import { useKeeping } from '../../parts/keep';
import { Key, Keys } from '../../parts/keys';
import type { Chapters } from '../../parts/library';
import { Screen } from '../../parts/screen';
import { Choices } from '../../parts/segs';
import { Trouble, When } from '../../parts/state';
import { offerUndo } from '../../parts/undo';
import { hourFrom, noteWith } from './words';

type Words = Chapters['practise']['space'];

interface SpaceDraft {
  tone: string;
  time: string;
  /** One's own wording; null: the one chosen. */
  own: string | null;
}

export default function Space(_: ScreenProps) {
  const chapter = useChapter<Chapters['practise']>('practise');
  return (
    <Screen where={t('space.title')} back={href('today')} class="space edit">
      <When shown={chapter}>{({ space }) => <Note words={space} />}</When>
    </Screen>
  );
}

function Note({ words }: { words: Words }) {
  const start: SpaceDraft = { tone: words.items[0]?.id ?? '', time: '', own: null };
  const draft = useDraft<SpaceDraft>('space', start);
  const value = draft.value;
  if (value === null) return null;
  const tone = words.items.find(({ id }) => id === value.tone) ?? words.items[0]!;
  const text = value.own ?? noteWith(tone.said, value.time);
  return (
    <>
      <p class="text soft">{words.lead}</p>
      <div class="stack">
        <Field
          type="time"
          label={t('space.time')}
          note={t('space.time_note')}
          value={value.time}
          onInput={(time) => draft.change({ time, own: null })}
        />
        <ul class="starts times" aria-label={t('parts.starts')}>
          {[1, 2, 12].map((hours) => (
            <li key={hours}>
              <button
                type="button"
                aria-pressed={value.time === hourFrom(now(), hours)}
                onClick={() => draft.change({ time: hourFrom(now(), hours), own: null })}
              >
                {hourFrom(now(), hours)}
              </button>
            </li>
          ))}
        </ul>
      </div>
      <Choices
        legend={t('space.tone')}
        name="tone"
        options={words.items.map(({ id, label, said }) => ({ value: id, label, note: noteWith(said, value.time) }))}
        value={tone.id}
        onChange={(id) => draft.change({ tone: id, own: null })}
      />
      <Field own lines most={1000} label={t('space.change')} value={text} onInput={(own) => draft.change({ own })} />
      <p class="note">{words.note}</p>
      <Acts text={text} timed={value.time !== '' || value.own !== null} after={words.after} forget={draft.clear} />
    </>
  );
}

interface ActsProps {
  text: string;
  timed: boolean;
  after: string;
  forget(): Promise<void>;
}

function Acts({ text, timed, after, forget }: ActsProps) {
  const [handed, setHanded] = useState<'shared' | 'copied' | 'failed' | null>(null);
  const keeping = useKeeping();
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setHanded('copied'),
      () => setHanded('failed'),
    );
  const share = () =>
    navigator.share({ text }).then(
      () => setHanded('shared'),
      // Closed without choosing: nothing happened, nothing is said. Anything else: the clipboard is there.
      (thrown: unknown) => (thrown as Error).name !== 'AbortError' && setHanded('failed'),
    );
  const note = () =>
    keeping.run(async () => {
      const { id } = await life.put({ kind: 'moment', body: { did: ['took_space'] } });
      await forget();
      offerUndo(t('space.noted'), async () => {
        await life.remove(id);
      });
      go(href('today'));
    });
  const canShare = typeof navigator.share === 'function';
  return (
    <div class="acts">
      {!timed && <p class="text">{t('space.no_time')}</p>}
      <div role="status">
        {handed !== null && (
          <div class="stack">
            <p class="text">{t(`space.${handed}`)}</p>
            {handed !== 'failed' && <p class="note">{after}</p>}
          </div>
        )}
      </div>
      {keeping.failure !== null && <Trouble failure={keeping.failure} onAgain={note} />}
      <Keys>
        <Key onPress={note} disabled={keeping.busy} name="note">
          {t('space.note')}
        </Key>
        {canShare && (
          <Key onPress={() => void copy()} disabled={!timed} name="copy">
            {t('space.copy')}
          </Key>
        )}
        <Key main onPress={() => void (canShare ? share() : copy())} disabled={!timed} name="hand">
          {t(canShare ? 'space.share' : 'space.copy')}
        </Key>
      </Keys>
    </div>
  );
}
