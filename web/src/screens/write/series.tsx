// The guided days of writing: what to expect and who they are not for, a page with a soft timer, a landing without words,
// and the rules that end them.
import { useState } from 'preact/hooks';
import { go, href } from '../../app/router';
import { life, t, today } from '../../app/life';
import type { Bodies } from '../../app/records';
import type { Views } from '../../app/views';
import { practice } from '../../parts/content';
import { addDays, daysBetween, longDate } from '../../parts/dates';
import { useChapter } from '../../parts/chapter';
import { useDraft, type Draft } from '../../parts/draft';
import { useKeeping } from '../../parts/keep';
import { Key, Keys } from '../../parts/keys';
import type { Chapters } from '../../parts/library';
import { Ruler } from '../../parts/ruler';
import { Screen } from '../../parts/screen';
import { Trouble, Waiting, When } from '../../parts/state';
import { useView } from '../../parts/view';
import { entryMost, Writer } from '../../parts/writer';
import { TimerRuler } from '../../pictures/timer';
import { SourceList } from '../learn/sources';
import { SeriesBack } from './series-back';
import { Pages } from './series-pages';
import { useSeconds, useSince } from './timer';

type Words = Chapters['write']['series'];
type Current = NonNullable<Views['series']['current']>;

interface SeriesDraft {
  /** Said that none of what would speak against it is true now. */
  clear: boolean;
  before: number | null;
  begun: boolean;
  text: string;
  seconds: number;
}
const blank: SeriesDraft = { clear: false, before: null, begun: false, text: '', seconds: 0 };

const rules = () => practice().series;

export function Series({ part, id }: { part: string | undefined; id: string | undefined }) {
  const shown = useView('series', {});
  const chapter = useChapter<Chapters['write']>('write');
  return (
    <Screen where={t('series.offer')} back={href('write')} class="write series">
      <When shown={shown}>
        {(view) => (
          <When shown={chapter}>
            {({ series }) =>
              part === 'landing' && id !== undefined ? (
                <Landed id={id} words={series} />
              ) : part === 'back' ? (
                <SeriesBack view={view} after={series.after_back} />
              ) : (
                <Where view={view} words={series} />
              )
            }
          </When>
        )}
      </When>
    </Screen>
  );
}

/** Where the days stand: before the first, between two of them, or over. */
function Where({ view, words }: { view: Views['series']; words: Words }) {
  const { current } = view;
  const [again, setAgain] = useState(false);
  const open = current !== null && current.next !== null && !again;
  if (current !== null && current.ended !== null && isNear(current)) return <Over current={current} words={words} />;
  if (view.withheld.length > 0 && !open) return <Withheld words={words} />;
  if (open) {
    return current.today ? (
      <Between current={current} />
    ) : (
      <Page words={words} day={current.next ?? 1} current={current} back={false} stop={() => setAgain(true)} />
    );
  }
  return <Page words={words} day={1} current={null} back={view.look_back !== null} stop={() => go(href('write'))} />;
}

const lastDay = ({ pages }: Pick<Current, 'pages'>): string => pages.at(-1)?.at.slice(0, 10) ?? today();

/** The days that ended are still near: on the day itself, and for a week where they ended because they weighed too much. */
function isNear({ today: written, ended, pages }: Current): boolean {
  const heavy = ended === 'distress' || ended === 'worse_days';
  const last = lastDay({ pages });
  return written || (heavy && daysBetween(last, today()) <= rules().pause_days);
}

/** A break-up is near: something shorter, and a person. */
function Withheld({ words }: { words: Words }) {
  return (
    <>
      <p class="lead">{t('series.not_now')}</p>
      <p class="text">{words.who_not_note}</p>
      <Shorter />
    </>
  );
}

const Shorter = () => (
  <div class="acts">
    <Keys>
      <Key to={href('help')} name="help">
        {t('shell.help')}
      </Key>
      <Key main to={href('write')} name="shorter">
        {t('room.write')}
      </Key>
    </Keys>
  </div>
);

interface PageProps {
  words: Words;
  day: number;
  current: Current | null;
  /** Earlier days can be looked back at. */
  back: boolean;
  stop(): void;
}

function Page({ words, day, current, back, stop }: PageProps) {
  const draft = useDraft<SeriesDraft>('series', blank);
  const value = draft.value;
  if (value === null) return <Waiting />;
  if (day === 1 && !value.clear) return <First words={words} draft={draft} back={back} />;
  if (!value.begun) return <Begin words={words} day={day} draft={draft} value={value} current={current} stop={stop} />;
  return <Sheet words={words} day={day} draft={draft} value={value} current={current} />;
}

/** Before the first page: what it is, what to expect, and who it is not for. */
function First({ words, draft, back }: { words: Words; draft: Draft<SeriesDraft>; back: boolean }) {
  const [one, setOne] = useState(false);
  if (one) return <Withheld words={words} />;
  return (
    <>
      <p class="lead">{words.title}</p>
      <p class="text">{words.lead}</p>
      {back && (
        <a class="linked" href={href('write', ['series', 'back'])} data-key="back">
          {t('series.back')}
        </a>
      )}
      <section class="stack">
        <h2 class="label">{t('series.effect')}</h2>
        <p class="text">{words.effect}</p>
        <SourceList ids={words.sources} />
      </section>
      <section class="stack">
        <h2 class="label">{t('series.who_not')}</h2>
        <ul class="signs">
          {words.who_not.map((item) => (
            <li class="text" key={item.id}>
              {item.text}
            </li>
          ))}
        </ul>
      </section>
      <section class="stack">
        <h2 class="label">{t('series.stops')}</h2>
        <ul class="signs">
          {words.stops.map((item) => (
            <li class="note" key={item.id}>
              {item.text}
            </li>
          ))}
        </ul>
      </section>
      <div class="acts">
        <Keys>
          <Key onPress={() => setOne(true)} name="one">
            {t('series.one_of_these')}
          </Key>
          <Key main onPress={() => draft.change({ clear: true })} name="none">
            {t('series.none_of_these')}
          </Key>
        </Keys>
      </div>
    </>
  );
}

interface DayProps extends Omit<PageProps, 'stop' | 'back'> {
  draft: Draft<SeriesDraft>;
  value: SeriesDraft;
}

function Begin({ words, day, draft, value, stop }: DayProps & { stop(): void }) {
  const given = words.days[day - 1];
  return (
    <>
      <div class="stack">
        <p class="note">{t('series.day', { n: day, of: rules().days })}</p>
        {given !== undefined && <p class="lead">{given.title}</p>}
        {given !== undefined && <p class="text">{given.text}</p>}
      </div>
      <Ruler
        label={t('series.distress_before')}
        max={10}
        value={value.before}
        onChange={(before) => draft.change({ before })}
        low={t('series.distress.low')}
        high={t('series.distress.high')}
      />
      <div class="acts">
        <Keys>
          <Key
            onPress={() => {
              void draft.clear();
              stop();
              go(href('write'));
            }}
            name="not-now"
          >
            {t('people.not_now')}
          </Key>
          <Key main disabled={value.before === null} onPress={() => draft.change({ begun: true })} name="begin">
            {t('series.begin')}
          </Key>
        </Keys>
      </div>
    </>
  );
}

/** The page. Closing is not suggested here while the time runs: these pages are meant to take it. */
function Sheet({ words, day, draft, value, current }: DayProps) {
  const seconds = useSeconds(value.seconds, value.text !== '');
  const keeping = useKeeping();
  const minutes = rules().minutes;
  const left = minutes * 60 - seconds;
  const empty = value.text.trim() === '';
  const keep = () =>
    keeping.run(async () => {
      const body: Bodies['entry'] = {
        mode: 'series',
        text: value.text,
        seconds: Math.min(seconds, 86_400),
        series_day: day,
        ...(current === null ? {} : { series: current.id }),
        ...(value.before === null ? {} : { distress_before: value.before }),
      };
      const { id } = await life.put({ kind: 'entry', body });
      await draft.clear();
      go(href('write', ['series', 'landing', id]), { replace: true });
    });
  const time = left <= 0 ? t('series.time_over') : t('series.minutes_left', { n: Math.ceil(left / 60) });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!empty) keep();
      }}
    >
      <div class="meta stack">
        <TimerRuler left={left} total={minutes * 60} />
        <p class="note" role="status">
          {time}
        </p>
        <details class="fold">
          <summary class="label">{words.days[day - 1]?.title ?? t('series.day', { n: day, of: rules().days })}</summary>
          <p class="text">{words.days[day - 1]?.text}</p>
        </details>
      </div>
      <Writer
        label={words.days[day - 1]?.title ?? t('write.label')}
        value={value.text}
        onInput={(text) => draft.change({ text, seconds })}
        placeholder={t('write.placeholder')}
        most={entryMost}
      />
      <div class="acts">
        {keeping.failure !== null && <Trouble failure={keeping.failure} onAgain={keep} />}
        <p class="note">{t('write.sealed')}</p>
        <Keys few>
          <Key main submit disabled={empty || keeping.busy} name="keep">
            {t('series.to_landing')}
          </Key>
        </Keys>
      </div>
    </form>
  );
}

interface LandingDraft {
  /** When the landing began, in ms; 0 until it has. */
  began: number;
  after: number | null;
  skipped: boolean;
}

/** Ten minutes without words; then how heavy it is, which may end the days. */
function Landed({ id, words }: { id: string; words: Words }) {
  const draft = useDraft<LandingDraft>(`landing-${id}`, { began: 0, after: null, skipped: false });
  const record = useView('record', { id });
  if (draft.value === null) return <Waiting />;
  return (
    <When shown={record}>
      {({ current }) => (
        <Landing id={id} words={words} draft={draft} value={draft.value!} before={current as Bodies['entry'] | null} />
      )}
    </When>
  );
}

interface LandingProps {
  id: string;
  words: Words;
  draft: Draft<LandingDraft>;
  value: LandingDraft;
  before: Bodies['entry'] | null;
}

function Landing({ id, words, draft, value, before }: LandingProps) {
  const total = rules().landing_minutes * 60;
  const keeping = useKeeping();
  const left = total - useSince(value.began, (began) => draft.change({ began }));
  const over = left <= 0 || value.skipped;
  const keep = () =>
    keeping.run(async () => {
      if (before === null || value.after === null) return;
      await life.put({ kind: 'entry', id, body: { ...before, distress_after: value.after } });
      await draft.clear();
      const { current } = await life.view('series');
      go(current?.ended == null ? href('write', [id]) : href('write', ['series']), { replace: true });
    });
  return (
    <>
      <div class="stack">
        <p class="lead">{over ? t('series.landing_over') : t('series.landing')}</p>
        {!over && <p class="text">{words.landing.lead}</p>}
        {!over && <TimerRuler left={left} total={total} />}
        <p class="note" role="status">
          {over ? '' : t('series.minutes_left', { n: Math.ceil(left / 60) })}
        </p>
      </div>
      {!over && (
        <ul class="signs">
          {words.landing.items.map((item) => (
            <li class="text" key={item.id}>
              {item.text}
            </li>
          ))}
        </ul>
      )}
      {over && (
        <Ruler
          label={t('series.distress_after')}
          max={10}
          value={value.after}
          onChange={(after) => draft.change({ after })}
          low={t('series.distress.low')}
          high={t('series.distress.high')}
        />
      )}
      <div class="acts">
        {keeping.failure !== null && <Trouble failure={keeping.failure} onAgain={keep} />}
        <Keys>
          {!over && (
            <Key onPress={() => draft.change({ skipped: true })} name="skip">
              {t('series.landing_skip')}
            </Key>
          )}
          {over && (
            <Key main disabled={value.after === null || keeping.busy} onPress={keep} name="keep">
              {t('parts.keep')}
            </Key>
          )}
        </Keys>
      </div>
    </>
  );
}

/** A page was written today: the next one is for another day. */
function Between({ current }: { current: Current }) {
  return (
    <>
      <p class="lead">{t('series.day', { n: current.pages.length, of: rules().days })}</p>
      <p class="text">{t('series.next_day', { date: longDate(addDays(today(), 1)) })}</p>
      {current.may_end && <p class="text">{t('series.may_end')}</p>}
      <Pages current={current} />
      <div class="acts">
        <Keys few>
          <Key to={href('today')} name="enough">
            {t('room.today')}
          </Key>
        </Keys>
      </div>
    </>
  );
}

/** The days ended: by a rule, which is said as what it is, or because they were over. */
function Over({ current, words }: { current: Current; words: Words }) {
  const said = {
    distress: 'series.ended_rise',
    worse_days: 'series.ended_worse',
    done: 'series.over',
    paused: 'series.over',
  };
  const heavy = current.ended === 'distress' || current.ended === 'worse_days';
  return (
    <>
      <p class="lead">{t(said[current.ended ?? 'done'])}</p>
      {!heavy && <p class="text">{words.after}</p>}
      {heavy && <p class="text">{t('series.who_now')}</p>}
      {!heavy && (
        <p class="note">
          {t('series.back_from', { date: longDate(addDays(lastDay(current), rules().look_back_days)) })}
        </p>
      )}
      <Pages current={current} />
      <div class="acts">
        <Keys>
          <Key to={href('help')} name="help">
            {t('shell.help')}
          </Key>
          <Key main to={href(heavy ? 'people' : 'today')} name="on">
            {t(heavy ? 'room.people' : 'room.today')}
          </Key>
        </Keys>
      </div>
    </>
  );
}
