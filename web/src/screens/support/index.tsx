// Support: words that were let in and come back on another day; what came in beside what was given, and noting either.
import type { ScreenProps } from '../../app/rooms';
import { href } from '../../app/router';
import { shownName } from '../../app/settings';
import { life, t, today } from '../../app/life';
import type { Bodies } from '../../app/records';
import type { Named, ReceivedRow, Views } from '../../app/views';
import { shortDate } from '../../parts/dates';
import { useDraft } from '../../parts/draft';
import { useKeeping } from '../../parts/keep';
import { Key, Keys } from '../../parts/keys';
import { Ruler } from '../../parts/ruler';
import { Screen } from '../../parts/screen';
import { Empty, Trouble, When } from '../../parts/state';
import { useView } from '../../parts/view';
import { BothWays } from '../../pictures/both-ways';
import { NoteSupport } from './note';

export default function Support({ place }: ScreenProps) {
  const way = place.rest[0];
  if (way === 'received' || way === 'gave')
    return <NoteSupport key={way} way={way} person={place.query.get('person')} />;
  return <Both />;
}

function Both() {
  const shown = useView('support', {});
  return (
    <Screen where={t('room.support')} foot class="support">
      <When shown={shown}>
        {(view) => (
          <>
            {view.counts.received + view.counts.gave === 0 ? (
              <Empty said={t('support.empty')} />
            ) : (
              <>
                {view.again !== null && <Again key={view.again.id} row={view.again} />}
                <BothWays received={view.received} gave={view.gave} counts={view.counts} />
                <Rows view={view} />
              </>
            )}
            <div class="acts">
              <Keys>
                <Key to={href('support', ['gave'])} name="gave">
                  {t('support.note_gave')}
                </Key>
                <Key main to={href('support', ['received'])} name="received">
                  {t('support.note_received')}
                </Key>
              </Keys>
            </div>
          </>
        )}
      </When>
    </Screen>
  );
}

/** Kept words, once a day another: read again, and how much of them stays now. */
function Again({ row }: { row: ReceivedRow }) {
  const draft = useDraft<{ absorbed: number | null }>(`again-${row.id}`, { absorbed: null });
  const keeping = useKeeping();
  const now = draft.value?.absorbed ?? null;
  const keep = () =>
    keeping.run(async () => {
      const before = await life.view('record', { id: row.id });
      const body = before.current as unknown as Bodies['received'];
      await life.put({ kind: 'received', id: row.id, body: { ...body, absorbed: now ?? 0 } });
      await draft.clear();
    });
  const date = shortDate(row.at, today());
  return (
    <section class="again stack">
      <p class="note">
        {row.person === null ? date : t('support.from', { person: shownName(row.person.alias), date })}
      </p>
      <blockquote class="say-small">{row.words}</blockquote>
      <details class="fold">
        <summary class="label">{t('support.stays')}</summary>
        <div class="stack loose">
          <Ruler
            label={row.absorbed === null ? t('people.absorbed') : t('support.stays_was', { value: row.absorbed })}
            max={10}
            value={now}
            onChange={(absorbed) => draft.change({ absorbed })}
            low={t('people.absorbed.low')}
            high={t('people.absorbed.high')}
          />
          {keeping.failure !== null && <Trouble failure={keeping.failure} onAgain={keep} />}
          <Keys few>
            <Key disabled={now === null || keeping.busy} onPress={keep} name="keep-again">
              {t('parts.keep')}
            </Key>
          </Keys>
        </div>
      </details>
    </section>
  );
}

interface Row {
  id: string;
  at: string;
  person: Named;
  what: string;
  words: string | null;
  way: 'received' | 'gave';
}

/** "help, from Ines, 3 May" */
function rowNote({ way, what, person, at }: Row): string {
  const args = { what: t(`people.what.${what}`), date: shortDate(at, today()) };
  return person === null
    ? t(`support.row.${way}`, args)
    : t(`support.row.${way}_named`, { ...args, person: shownName(person.alias) });
}

/** Both ways in one list, newest first. */
function Rows({ view }: { view: Views['support'] }) {
  const rows: Row[] = [
    ...view.received.map((row) => ({ ...row, way: 'received' as const })),
    ...view.gave.map((row) => ({ ...row, way: 'gave' as const })),
  ].sort((a, b) => b.at.localeCompare(a.at));
  return (
    <ul class="rows items">
      {rows.map((row) => (
        <li key={row.id}>
          <a href={href('record', [row.id])}>
            <span class="note">{rowNote(row)}</span>
            {row.words !== null && <span class="own">{row.words}</span>}
          </a>
        </li>
      ))}
    </ul>
  );
}
