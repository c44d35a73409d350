// People: how near they stand and which way they moved, what was given and let in; adding, changing, hiding, deleting.
import { useState } from 'preact/hooks';
import type { ScreenProps } from '../../app/rooms';
import { href } from '../../app/router';
import { shownName } from '../../app/settings';
import { t } from '../../app/life';
import type { PersonRow, Views } from '../../app/views';
import { relationLabel, ringLabel, unsafeWords } from '../../parts/content';
import { Key, Keys } from '../../parts/keys';
import { shortName } from '../../parts/names';
import { OnePerson } from '../../parts/one-person';
import { UnsafeWords } from '../../parts/safety';
import { Screen } from '../../parts/screen';
import { Empty, When } from '../../parts/state';
import { Tally, tallyMost } from '../../parts/tally';
import { useView } from '../../parts/view';
import { movement, Swing } from '../../pictures/swing';
import { PersonEdit } from './form';

export default function People({ place }: ScreenProps) {
  const [id, what] = place.rest;
  if (id === 'new') return <PersonEdit id={null} from={place.query.get('back')} />;
  if (id !== undefined && what === 'change') return <PersonEdit id={id} from={null} />;
  return <All first={id ?? null} />;
}

function All({ first }: { first: string | null }) {
  const shown = useView('people', {});
  return (
    <Screen where={t('room.people')} aside={shown.data === null ? undefined : t('people.aside')} foot class="people">
      <When shown={shown}>{(view) => <Room view={view} first={first} />}</When>
    </Screen>
  );
}

function Room({ view, first }: { view: Views['people']; first: string | null }) {
  const [hidden, setHidden] = useState(false);
  const visible = view.people.filter((one) => hidden || !one.hidden || one.id === first);
  const standing = visible.filter((one) => one.safety !== 'unsafe');
  const [chosen, setChosen] = useState<string | null>(first ?? standing[0]?.id ?? visible[0]?.id ?? null);
  const person = visible.find((one) => one.id === chosen) ?? null;
  const away = view.people.filter((one) => one.hidden).length;

  if (view.people.length === 0) {
    return (
      <Empty said={t('people.empty')} picture={<EmptyRings />}>
        <Keys few>
          <Key icon="add" to={href('people', ['new'])} name="add">
            {t('people.add')}
          </Key>
        </Keys>
      </Empty>
    );
  }
  return (
    <div class="two">
      <Swing people={visible} chosen={chosen} onChoose={setChosen} label={summary(visible)} />
      <div class="side">
        {person !== null && <One person={person} />}
        <ByRing people={visible} chosen={chosen} onChoose={setChosen} />
        <OnePerson />
        <div class="more-acts">
          <a class="linked" href={href('people', ['new'])}>
            {t('people.add')}
          </a>
          {away > 0 && (
            <button class="linked" type="button" aria-pressed={hidden} onClick={() => setHidden(!hidden)}>
              {hidden ? t('people.hide_hidden') : t('people.show_hidden', { n: away })}
            </button>
          )}
        </div>
      </div>
    </div>
  );
}

function summary(people: readonly PersonRow[]): string {
  const moved = people.flatMap((one) => {
    const words = one.safety === 'unsafe' ? null : movement(one);
    return words === null ? [] : [t('people.moved', { person: shownName(one.alias), words })];
  });
  return [t('people.summary', { n: people.length }), ...moved].join(' ');
}

/** The one chosen: where they stand, what passed between, what can be done. */
function One({ person }: { person: PersonRow }) {
  const name = shownName(person.alias);
  if (person.safety === 'unsafe') {
    return (
      <section class="who" aria-live="polite">
        <h2>{name}</h2>
        <a class="quiet-link" href={href('people', [person.id, 'change'])}>
          {t('people.change')}
        </a>
        <UnsafeWords />
      </section>
    );
  }
  const moved = movement(person);
  return (
    <section class="who" aria-live="polite">
      <h2>{name}</h2>
      <a class="quiet-link" href={href('people', [person.id, 'change'])}>
        {person.safety === null || person.safety === 'unsure' ? t('people.is_it_safe') : t('people.change')}
      </a>
      <p class="text">
        {t('people.stands', {
          relation: relationLabel(person.relation),
          ring: person.ring === null ? t('people.no_ring') : ringLabel(person.ring),
        })}
        {moved !== null && ` ${moved}`}
      </p>
      {person.safety === 'unsure' && <p class="text">{unsafeWords().unsure}</p>}
      {person.gave + person.received > 0 && (
        <dl class="ledger">
          <Counted label={t('people.gave')} n={person.gave} />
          <Counted label={t('people.received')} n={person.received} />
        </dl>
      )}
      <Keys>
        <Key to={href('support', ['received'], { person: person.id })} name="support">
          {t('people.note_support')}
        </Key>
        <Key main={person.safety !== 'unsure'} to={href('steps', [], { person: person.id })} name="step">
          {t('people.step_with', { person: shortName(person.alias) })}
        </Key>
      </Keys>
    </section>
  );
}

function Counted({ label, n }: { label: string; n: number }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        {n <= tallyMost && <Tally yes={n} />}
        <b>{n}</b>
      </dd>
    </div>
  );
}

/** The same as a list, ring by ring, those kept apart last. */
function ByRing(props: { people: readonly PersonRow[]; chosen: string | null; onChoose(id: string): void }) {
  const { people, chosen, onChoose } = props;
  const groups: [string, PersonRow[]][] = [
    ...[1, 2, 3, 4].map((ring): [string, PersonRow[]] => [
      ringLabel(ring),
      people.filter((one) => one.ring === ring && one.safety !== 'unsafe'),
    ]),
    [t('people.no_ring'), people.filter((one) => one.ring === null && one.safety !== 'unsafe')],
    [t('people.apart'), people.filter((one) => one.safety === 'unsafe')],
  ];
  return (
    <section>
      <h2 class="vh">{t('people.by_ring')}</h2>
      <dl class="by-ring">
        {groups
          .filter(([, here]) => here.length > 0)
          .map(([ring, here]) => (
            <div key={ring}>
              <dt class="note">{ring}</dt>
              {here.map((one) => (
                <dd key={one.id}>
                  <button type="button" class="own" aria-pressed={one.id === chosen} onClick={() => onChoose(one.id)}>
                    {shownName(one.alias)}
                  </button>
                </dd>
              ))}
            </div>
          ))}
      </dl>
    </section>
  );
}

function EmptyRings() {
  return (
    <svg class="ghost" viewBox="0 0 342 180" aria-hidden="true">
      <path d="M8 172V8M8 172H172M8 124A48 48 0 0 1 56 172M8 84A88 88 0 0 1 96 172M8 44A128 128 0 0 1 136 172M8 8A164 164 0 0 1 172 172" />
    </svg>
  );
}
