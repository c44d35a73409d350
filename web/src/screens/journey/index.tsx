// Journey: the river of days, and everything that was noted and done, found again by kind, person or word.
import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ScreenProps } from '../../app/rooms';
import { go, href } from '../../app/router';
import { shownName } from '../../app/settings';
import { Failure, life, t, today } from '../../app/life';
import type { Context } from '../../app/records';
import type { Views } from '../../app/views';
import { contextLabel, kindLabel, stepShort, joined, wordLabel, promptText } from '../../parts/content';
import { fullDate, shortDate } from '../../parts/dates';
import { Field } from '../../parts/field';
import { Key, Keys } from '../../parts/keys';
import { Screen } from '../../parts/screen';
import { Segs } from '../../parts/segs';
import { Empty, Trouble, Waiting, When } from '../../parts/state';
import { useView } from '../../parts/view';
import { moodWords, type Mood } from '../../pictures/mood';
import { River } from '../../pictures/river';
import { Enough } from './enough';
import { Rated } from './rating';
import { blankStretches } from '../../pictures/river-shape';

type JourneyView = Views['journey'];
type Item = JourneyView['items'][number];

/** Kinds that are counted in words. */
const counted = ['moment', 'entry', 'step', 'received', 'gave', 'check', 'rest'] as const;
/** Kinds to filter by, in this order; those without a record are left out. */
const kinds = [...counted, 'protector', 'letter', 'origin', 'goal', 'helped'] as const;
const pageSize = 24;
/** Days with moments from which the river is drawn. */
const riverLeast = 3;

export default function Journey({ place }: ScreenProps) {
  return place.rest[0] === 'enough' ? <Enough /> : <All place={place} />;
}

function All({ place }: ScreenProps) {
  const [kind, setKind] = useState('all');
  const [person, setPerson] = useState('');
  const shown = useView('journey', {
    limit: pageSize,
    ...(kind === 'all' ? {} : { kinds: [kind] }),
    ...(person === '' ? {} : { person }),
  });
  const view = shown.data;
  const aside = view === null || view.first === null ? undefined : t('journey.since', { date: fullDate(view.first) });
  return (
    <Screen where={t('room.journey')} aside={aside} foot class="journey">
      <When shown={shown}>
        {(journey) =>
          journey.first === null ? (
            <Nothing />
          ) : (
            <>
              <Days view={journey} />
              <MoreRooms />
              <Conflicts ids={journey.conflicts} />
              <Search asked={place.query.has('search')}>
                <Filters view={journey} kind={kind} person={person} onKind={setKind} onPerson={setPerson} />
                <List key={`${kind} ${person}`} view={journey} kind={kind} person={person} />
              </Search>
            </>
          )
        }
      </When>
    </Screen>
  );
}

/** What the same days say in numbers, and leaving all this. */
function MoreRooms() {
  return (
    <ul class="ways-in">
      {(['change', 'helped'] as const).map((page) => (
        <li key={page}>
          <a class="linked" href={href('patterns', [page])}>
            {t(`patterns.${page}`)}
          </a>
        </li>
      ))}
      <li>
        <a class="linked" href={href('journey', ['enough'])}>
          {t('leaving.title')}
        </a>
      </li>
    </ul>
  );
}

function Nothing() {
  return (
    <Empty
      said={t('journey.empty')}
      picture={
        <svg class="ghost" viewBox="0 0 470 44" aria-hidden="true">
          <path d="M22 2H448A20 20 0 0 1 448 42H22A20 20 0 0 1 22 2z" />
        </svg>
      }
    >
      <Keys few>
        <Key to={href('moment')}>{t('room.moment')}</Key>
      </Keys>
    </Empty>
  );
}

function Days({ view }: { view: JourneyView }) {
  const n = view.days.noted.length;
  return (
    <section class="days">
      {view.river.length >= riverLeast && <River river={view.river} noted={view.days.noted} />}
      <div class="said">
        <p class="text">{t('journey.days', { n, gaps: blankStretches(view.river) })}</p>
        <p class="note">{counts(view)}</p>
        {view.river.length < riverLeast && <p class="note">{t('journey.river_later', { n: riverLeast })}</p>}
      </div>
      {view.river.length >= riverLeast && <RiverTable view={view} />}
    </section>
  );
}

const counts = (view: JourneyView): string =>
  joined(
    counted
      .filter((kind) => (view.counts[kind] ?? 0) > 0)
      .map((kind) => t(`journey.count.${kind}`, { n: view.counts[kind] ?? 0 })),
  );

/** The river's days as a table, drawn when it is opened. */
function RiverTable({ view }: { view: JourneyView }) {
  const [open, setOpen] = useState(false);
  return (
    <details class="fold" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary class="label">{t('journey.table')}</summary>
      <div class="scrolls">{open && <RiverDays view={view} />}</div>
    </details>
  );
}

function RiverDays({ view }: { view: JourneyView }) {
  return (
    <table class="plain">
      <thead>
        <tr>
          <th scope="col">{t('journey.table.day')}</th>
          <th scope="col">{t('journey.table.close')}</th>
          <th scope="col">{t('journey.table.pleasant')}</th>
          <th scope="col">{t('journey.table.n')}</th>
        </tr>
      </thead>
      <tbody>
        {[...view.river]
          .sort((a, b) => b.date.localeCompare(a.date))
          .map((day) => (
            <tr key={day.date}>
              <th scope="row">{shortDate(day.date, today())}</th>
              <td>{day.close === null ? t('parts.not_said') : rounded(day.close)}</td>
              <td>{day.pleasant === null ? t('parts.not_said') : rounded(day.pleasant)}</td>
              <td>{day.n}</td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}

const rounded = (value: number): number => Math.round(value * 10) / 10;

function Conflicts({ ids }: { ids: readonly string[] }) {
  if (ids.length === 0) return null;
  return (
    <section class="state">
      <p class="text">{t('journey.conflicts', { n: ids.length })}</p>
      <ul>
        {ids.slice(0, 10).map((id, i) => (
          <li key={id}>
            <a class="linked" href={href('record', [id])}>
              {t('journey.settle', { n: i + 1 })}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface FiltersProps {
  view: JourneyView;
  kind: string;
  person: string;
  onKind(kind: string): void;
  onPerson(person: string): void;
}

function Filters({ view, kind, person, onKind, onPerson }: FiltersProps) {
  const people = useView('people', {});
  const all = kinds.filter((one) => (view.counts[one] ?? 0) > 0 || one === kind);
  return (
    <div class="stack loose">
      <Segs
        legend={t('journey.kinds')}
        silent
        loose
        name="journey-kind"
        options={[
          { value: 'all', label: t('journey.all') },
          ...all.map((one) => ({ value: one as string, label: kindLabel(one) })),
        ]}
        value={kind}
        onChange={onKind}
      />
      {(people.data?.people.length ?? 0) > 0 && (
        <div class="field-box">
          <label class="label" for="journey-person">
            {t('parts.with')}
          </label>
          <select
            autocomplete="off"
            id="journey-person"
            value={person}
            onChange={(event) => onPerson(event.currentTarget.value)}
          >
            <option value="">{t('journey.anyone')}</option>
            {people.data?.people.map((one) => (
              <option key={one.id} value={one.id}>
                {shownName(one.alias)}
              </option>
            ))}
          </select>
        </div>
      )}
    </div>
  );
}

/** The items of the first page, and older ones as they are asked for. */
function List({ view, kind, person }: { view: JourneyView; kind: string; person: string }) {
  const [older, setOlder] = useState<{ items: Item[]; next: string | null } | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const next = older === null ? view.next : older.next;
  // What changed may stand on any page: begin again at the first.
  useEffect(() => setOlder(null), [view]);

  const more = () => {
    if (next === null) return;
    life
      .view('journey', {
        before: next,
        limit: pageSize,
        ...(kind === 'all' ? {} : { kinds: [kind] }),
        ...(person === '' ? {} : { person }),
      })
      .then(
        (page) => {
          setFailure(null);
          setOlder({ items: [...(older?.items ?? []), ...page.items], next: page.next });
        },
        (thrown: unknown) => setFailure(Failure.from(thrown)),
      );
  };

  const items = [...view.items, ...(older?.items ?? [])];
  if (items.length === 0) return <p class="text">{t('journey.none_of_these')}</p>;
  return (
    <>
      <ul class="rows items">
        {items.map((item) => (
          <li key={item.id}>
            <a href={href('record', [item.id])}>
              <span class="note">{itemNote(item)}</span>
              <Line item={item} />
            </a>
          </li>
        ))}
      </ul>
      {failure !== null && <Trouble failure={failure} onAgain={more} />}
      {next !== null && (
        <div>
          <button class="linked" type="button" onClick={more}>
            {t('journey.older')}
          </button>
        </div>
      )}
    </>
  );
}

const itemNote = (item: Pick<Item, 'kind' | 'at' | 'person'>): string => {
  const date = shortDate(item.at, today());
  return item.person === null
    ? t('parts.kind_on', { kind: kindLabel(item.kind), date })
    : t('journey.kind_with', { kind: kindLabel(item.kind), date, person: shownName(item.person.alias) });
};

/** Own words in serif; where there are none, the words chosen, in sans. */
function Line({ item }: { item: Item }) {
  // A step of the ladder is known by its name; its first own words are only the "if" of the plan.
  const named = item.kind === 'step' && typeof item.fields['ladder'] === 'string';
  if (item.kind === 'helped')
    return <Rated what={String(item.fields['what'])} rating={Number(item.fields['rating'])} />;
  if (item.excerpt !== '' && !named) return <span class="own">{item.excerpt}</span>;
  const words = factWords(item);
  return words === '' ? null : <span class="text">{words}</span>;
}

function factWords({ kind, fields }: Item): string {
  const ids = (name: string): string[] => (Array.isArray(fields[name]) ? (fields[name] as string[]) : []);
  if (kind === 'moment') {
    const words = [
      ...ids('situations').map((id) => wordLabel('situations', id)),
      ...ids('emotions').map((id) => wordLabel('emotions', id)),
      ...ids('did').map((id) => wordLabel('did', id)),
    ];
    const urge = typeof fields['urge'] === 'number' ? t('journey.urge', { n: fields['urge'] }) : '';
    return [joined(words), urge].filter((part) => part !== '').join('; ') || placed(fields['mood']);
  }
  if (kind === 'step') return stepShort(fields as { ladder?: string });
  if (kind === 'entry' && typeof fields['prompt'] === 'string') return promptText(fields['prompt']);
  if ((kind === 'received' || kind === 'gave') && typeof fields['what'] === 'string') {
    return t(`people.what.${fields['what']}`);
  }
  if (kind === 'check') return joined(ids('contexts').map((context) => contextLabel(context as Context)));
  if (kind === 'rest' && typeof fields['reason'] === 'string') return t(`record.reason.${fields['reason']}`);
  return '';
}

/** Where a mood was placed, in words; '' where it was not. */
const placed = (mood: unknown): string => (mood == null ? '' : moodWords(mood as Mood));

/** Search as one types; while there is something to look for, the hits stand in place of the list. */
function Search({ asked: wished, children }: { asked: boolean; children: ComponentChildren }) {
  const box = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    if (!wished) return;
    // Right after the screen has set the focus on its name, and before the next letter.
    queueMicrotask(() => box.current?.querySelector('input')?.focus());
    // The wish is granted; asked for again it must be another address.
    go(href('journey'), { replace: true });
  }, [wished]);
  const [query, setQuery] = useState('');
  const [found, setFound] = useState<Views['search'] | null>(null);
  // Reads all words once before the first letter is typed, so that no letter waits for it.
  useEffect(() => void life.view('search', { q: '', limit: 1 }).catch(() => undefined), []);
  const [failure, setFailure] = useState<Failure | null>(null);
  const asked = useRef(0);
  const revision = life.revision.value;
  const wanted = query.trim();

  useEffect(() => {
    const turn = ++asked.current;
    if (wanted === '') {
      setFound(null);
      setFailure(null);
      return;
    }
    life.view('search', { q: wanted, limit: 50 }).then(
      (answer) => {
        if (turn !== asked.current) return;
        setFound(answer);
        setFailure(null);
      },
      (thrown: unknown) => turn === asked.current && setFailure(Failure.from(thrown)),
    );
  }, [wanted, revision]);

  return (
    <section class="stack loose" ref={box}>
      <Field type="search" label={t('journey.search')} value={query} onInput={setQuery} />
      {failure !== null && <Trouble failure={failure} />}
      {wanted === '' ? children : found === null ? <Waiting /> : <Hits found={found} />}
    </section>
  );
}

function Hits({ found }: { found: Views['search'] }) {
  return (
    <>
      <p class="note" role="status">
        {t('journey.found', { n: found.total })}
      </p>
      <ul class="rows items">
        {found.hits.map((hit) => (
          <li key={`${hit.id} ${hit.field}`}>
            <a href={href('record', [hit.id])}>
              <span class="note">{itemNote({ kind: hit.kind, at: hit.at, person: null })}</span>
              <span class="own">{marked(hit.excerpt, hit.marks)}</span>
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}

function marked(text: string, marks: readonly [number, number][]) {
  const parts: ComponentChildren[] = [];
  let at = 0;
  for (const [start, length] of marks) {
    parts.push(text.slice(at, start), <mark key={start}>{text.slice(start, start + length)}</mark>);
    at = start + length;
  }
  parts.push(text.slice(at));
  return parts;
}
