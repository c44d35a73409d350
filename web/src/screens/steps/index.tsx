// Steps: what waits for its outcome, the whole ladder by relation, one's own, and what was done.
import { useState } from 'preact/hooks';
import type { ScreenProps } from '../../app/rooms';
import { href } from '../../app/router';
import { t, today } from '../../app/life';
import type { Relation } from '../../app/records';
import type { PersonRow, Views } from '../../app/views';
import { shownName } from '../../app/settings';
import { ladder, relationLabel, stepShort, stepWords } from '../../parts/content';
import { shortDate } from '../../parts/dates';
import { Key, Keys } from '../../parts/keys';
import { Screen } from '../../parts/screen';
import { Segs } from '../../parts/segs';
import { Empty, When } from '../../parts/state';
import { useView } from '../../parts/view';
import { SmallBell } from '../../pictures/dumbbell';

type StepsView = Views['steps'];

export default function Steps({ place }: ScreenProps) {
  const shown = useView('steps', {});
  const people = useView('people', {});
  const person = people.data?.people.find((one) => one.id === place.query.get('person')) ?? null;
  const aside = person === null ? undefined : t('step.with', { person: shownName(person.alias) });
  return (
    <Screen where={t('room.steps')} aside={aside} foot class="steps">
      <When shown={shown}>
        {(view) => (
          <>
            {view.open.length > 0 && <Open view={view} />}
            <Ladder key={person?.id} view={view} person={person} />
            <div>
              <Keys few>
                <Key icon="add" to={href('step', ['new'])} name="own">
                  {t('step.add_own')}
                </Key>
              </Keys>
            </div>
            <Settled view={view} />
          </>
        )}
      </When>
    </Screen>
  );
}

function Open({ view }: { view: StepsView }) {
  return (
    <section class="stack">
      <h2 class="label">{t('step.open')}</h2>
      <ul class="rows">
        {view.open.map((step) => (
          <li key={step.id}>
            <a href={href('step', [step.id])}>
              <span class="own">{step.then ?? stepWords(step).words}</span>
              <span class="note">
                {[
                  step.person === null ? null : shownName(step.person.alias),
                  step.planned_for === null ? null : shortDate(step.planned_for, today()),
                ]
                  .filter((part) => part != null)
                  .join(', ')}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Ladder({ view, person }: { view: StepsView; person: PersonRow | null }) {
  const relations = [...new Set(ladder().map((step) => step.relation))];
  const first = relations.find((one) => one === person?.relation) ?? relations[0] ?? 'friend';
  const [relation, setRelation] = useState<Relation>(first);
  const named: Record<string, string> = person !== null && person.relation === relation ? { person: person.id } : {};
  const rows = view.ladder
    .filter((row) => row.relation === relation)
    .map((row) => ({ row, step: ladder().find((one) => one.id === row.ladder) }))
    .sort((a, b) => (a.step?.difficulty ?? 0) - (b.step?.difficulty ?? 0));
  // What holds for all of them is said once, above.
  const resting = rows.length > 0 && rows.every(({ row }) => row.reason === 'resting');
  return (
    <section class="stack">
      <h2 class="label">{t('step.ladder')}</h2>
      <Segs
        legend={t('step.relation')}
        silent
        name="ladder-relation"
        options={relations.map((value) => ({ value: value as Relation, label: relationLabel(value) }))}
        value={relation}
        onChange={(value) => setRelation(value)}
      />
      {resting && <p class="text">{t('step.all_resting')}</p>}
      <ul class="rows rungs">
        {rows.map(({ row, step }) => (
          <li key={row.ladder}>
            {row.allowed ? (
              <a href={href('step', ['new'], { ladder: row.ladder, ...named })}>
                <Rung difficulty={step?.difficulty ?? 1} />
                <span class="text">{step?.instruction ?? row.ladder}</span>
                {row.done > 0 && <span class="note">{t('step.times', { n: row.done })}</span>}
              </a>
            ) : (
              <div class="shut">
                <Rung difficulty={step?.difficulty ?? 1} />
                <span class="text">{step?.instruction ?? row.ladder}</span>
                {!resting && <span class="note">{t(`step.not_now.${row.reason ?? 'other'}`)}</span>}
              </div>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** How hard it is, as the length of a tick. */
function Rung({ difficulty }: { difficulty: number }) {
  return (
    <>
      <svg class="rung" viewBox="0 0 64 24" aria-hidden="true">
        <path class="d-line" d="M.9 0V24" />
        <path class="d-ink heavy" d={`M0 12H${6 + 5.4 * difficulty}`} />
      </svg>
      <span class="vh">{t('step.difficulty_is', { n: difficulty })}</span>
    </>
  );
}

function Settled({ view }: { view: StepsView }) {
  const [all, setAll] = useState(false);
  const shown = all ? view.settled : view.settled.slice(0, 12);
  return (
    <section class="stack">
      <h2 class="label">{t('step.settled')}</h2>
      {view.settled.length === 0 ? (
        <Empty said={t('step.none_settled')} />
      ) : (
        <ul class="rows bells">
          {shown.map((step) => (
            <li key={step.id}>
              <a href={href('step', [step.id])}>
                <span class="text">
                  {step.person === null
                    ? stepShort(step)
                    : t('step.with_short', { person: shownName(step.person.alias), step: stepShort(step) })}
                </span>
                {step.belief !== null && step.belief_after !== null ? (
                  <SmallBell before={step.belief} after={step.belief_after} />
                ) : (
                  <span class="note">{t(`step.status.${step.status}`)}</span>
                )}
              </a>
            </li>
          ))}
        </ul>
      )}
      {shown.length < view.settled.length && (
        <div>
          <button class="linked" type="button" onClick={() => setAll(true)}>
            {t('parts.more', { n: view.settled.length - shown.length })}
          </button>
        </div>
      )}
    </section>
  );
}
