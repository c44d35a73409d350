// The kind letter: to oneself, then or now, or to the one at the door. It stays here.
import { go, href } from '../../app/router';
import { life, t, today } from '../../app/life';
import { useChapter } from '../../parts/chapter';
import { shortDate } from '../../parts/dates';
import { useDraft } from '../../parts/draft';
import { Field } from '../../parts/field';
import { useKeeping } from '../../parts/keep';
import { Key, Keys } from '../../parts/keys';
import type { Chapters, Guided } from '../../parts/library';
import { Screen } from '../../parts/screen';
import { Trouble, When } from '../../parts/state';
import { offerUndo } from '../../parts/undo';
import { useView } from '../../parts/view';
import { entryMost, Writer } from '../../parts/writer';

export function Letter() {
  const chapter = useChapter<Chapters['protector']>('protector');
  return (
    <Screen where={t('protector.letter')} back={href('protector')} class="protector edit letter">
      <When shown={chapter}>
        {({ letter }) => (
          <>
            <Form letter={letter} />
            <Earlier />
          </>
        )}
      </When>
    </Screen>
  );
}

function Form({ letter }: { letter: Guided }) {
  const draft = useDraft<{ to: string; text: string }>('letter', { to: '', text: '' });
  const keeping = useKeeping();
  const value = draft.value;
  if (value === null) return null;
  const empty = value.text.trim() === '';
  const keep = () =>
    keeping.run(async () => {
      const to = value.to.trim();
      const { id } = await life.put({ kind: 'letter', body: { ...(to === '' ? {} : { to }), text: value.text } });
      await draft.clear();
      offerUndo(t('letter.kept'), async () => {
        await life.remove(id);
        life.draft.save('letter', value);
        go(href('protector', ['letter']));
      });
      go(href('protector'), { replace: true });
    });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!empty) keep();
      }}
    >
      <p class="text soft">{letter.lead}</p>
      <Hints guided={letter} />
      <Field own most={200} label={t('letter.to')} value={value.to} onInput={(to) => draft.change({ to })} />
      <Writer
        label={t('letter.text')}
        value={value.text}
        onInput={(text) => draft.change({ text })}
        placeholder={t('letter.begin')}
        most={entryMost}
      />
      <p class="note">{letter.note}</p>
      <div class="acts stay">
        {keeping.failure !== null && <Trouble failure={keeping.failure} onAgain={keep} />}
        <Keys>
          <Key to={href('protector')} onPress={() => void draft.clear()} name="drop">
            {t('protector.drop')}
          </Key>
          <Key main submit disabled={empty || keeping.busy} name="keep">
            {t('parts.keep')}
          </Key>
        </Keys>
      </div>
    </form>
  );
}

/** What it may hold, in an order that carries; folded, so that it never stands in the way. */
export function Hints({ guided }: { guided: Guided }) {
  return (
    <details class="fold">
      <summary class="label">{t('protector.starts')}</summary>
      <ol class="signs">
        {guided.turns.map((turn) => (
          <li class="text" key={turn.id}>
            {turn.text}
          </li>
        ))}
      </ol>
    </details>
  );
}

function Earlier() {
  const shown = useView('protector', {});
  const letters = shown.data?.letters ?? [];
  if (letters.length === 0) return null;
  return (
    <section class="stack">
      <h2 class="label">{t('letter.earlier')}</h2>
      <ul class="rows items">
        {letters.map((one) => (
          <li key={one.id}>
            <a href={href('record', [one.id])}>
              <span class="note">{shortDate(one.at, today())}</span>
              <span class="own">{one.to ?? one.excerpt}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
