// Beyond the river: four weeks beside four weeks, what helped as one says oneself and as the notes say, and needing this less.
import { href } from '../../app/router';
import { life, t } from '../../app/life';
import type { Token } from '../../app/records';
import type { Views } from '../../app/views';
import { hasMessage, say } from '../../app/words';
import { fullDate } from '../../parts/dates';
import { useChapter } from '../../parts/chapter';
import { Evidence } from '../../parts/evidence';
import { useKeeping } from '../../parts/keep';
import { Key, Keys } from '../../parts/keys';
import { paragraphs, type Chapters } from '../../parts/library';
import { Screen } from '../../parts/screen';
import { Segs } from '../../parts/segs';
import { Trouble, When } from '../../parts/state';
import { offerUndo } from '../../parts/undo';
import { useView } from '../../parts/view';
import { Estimate, Beside } from '../../pictures/contrast';

type Series = Views['change']['series'][number];
type Phases = NonNullable<Series['phases']>;

/** The latest four weeks beside the four before, number by number. */
export function Weeks() {
  const shown = useView('change', {});
  const chapter = useChapter<Chapters['journey']>('journey');
  return (
    <Screen where={t('contrast.title')} back={href('journey')} class="journey weeks">
      <When shown={shown}>
        {({ series }) => (
          <When shown={chapter}>
            {({ contrast }) => {
              const both = series.filter((one): one is Series & { phases: Phases } => one.phases !== null);
              return (
                <>
                  <p class="text soft">{both.length === 0 ? contrast.few : contrast.lead}</p>
                  {both.map((one) => (
                    <Contrast key={one.what} series={one} phases={one.phases} />
                  ))}
                  <p class="note">{contrast.note}</p>
                </>
              );
            }}
          </When>
        )}
      </When>
    </Screen>
  );
}

/** Scales of what is drawn: from, to. */
const scales: Record<string, [number, number]> = {
  closeness: [0, 10],
  urge: [0, 10],
  withdrawal: [0, 1],
  pleasant: [-100, 100],
};
const scaleOf = (what: string): [number, number] => scales[what] ?? [0, 4];

const figure = (what: string, value: number): string =>
  what === 'withdrawal' ? `${Math.round(value * 100)} %` : String(Math.round(value * 10) / 10);

function Contrast({ series, phases }: { series: Series; phases: Phases }) {
  const { before, after } = phases;
  const name = t(`contrast.what.${series.what}`);
  const words = t('contrast.words', {
    what: name,
    before: figure(series.what, before.median),
    after: figure(series.what, after.median),
    n: before.n,
    m: after.n,
  });
  return (
    <section class="stack">
      <h2 class="label">{name}</h2>
      <Beside before={before.median} after={after.median} scale={scaleOf(series.what)} words={words} />
      <p class="text">{words}</p>
      {phases.low <= 0 && phases.high >= 0 && <p class="note">{t('contrast.same')}</p>}
      <Evidence records={series.records} />
    </section>
  );
}

/** Ratings whose practice goes by another name among the notes. */
const noted: Record<Token, Token> = { entry: 'write' };

const ratings = [-2, -1, 0, 1, 2] as const;

/** What helped: asked once for each, changed at any time; and what the notes say, with their doubt. */
export function Helped() {
  const chapter = useChapter<Chapters['journey']>('journey');
  const shown = useView('helped', {});
  const mine = useView('journey', { kinds: ['helped'], limit: 200 });
  const said = new Map<Token, { id: string; rating: number }>();
  for (const item of mine.data?.items ?? []) {
    const what = String(item.fields['what']);
    if (!said.has(what)) said.set(what, { id: item.id, rating: Number(item.fields['rating']) });
  }
  return (
    <Screen where={t('helped.title')} back={href('journey')} class="journey helped">
      <When shown={chapter}>
        {({ helped }) => (
          <>
            <p class="text soft">{helped.lead}</p>
            <ul class="rows">
              {helped.items.map((item) => (
                <li key={item.id}>
                  <details class="fold rated">
                    <summary>
                      <span class="label">{item.label}</span>
                      <span class="chosen note">
                        {helped.scale.find(({ value }) => value === said.get(item.id)?.rating)?.label ?? ''}
                      </span>
                    </summary>
                    <Rating what={item.id} label={item.label} said={said.get(item.id) ?? null} scale={helped.scale} />
                    <Notes
                      practice={shown.data?.practices.find((one) => one.what === (noted[item.id] ?? item.id)) ?? null}
                    />
                  </details>
                </li>
              ))}
            </ul>
            <p class="note">{helped.note}</p>
            <p class="note">{t('helped.caution')}</p>
          </>
        )}
      </When>
    </Screen>
  );
}

interface RatingProps {
  what: Token;
  label: string;
  said: { id: string; rating: number } | null;
  scale: { value: number; label: string }[];
}

function Rating({ what, label, said, scale }: RatingProps) {
  const keeping = useKeeping();
  const keep = (value: string) =>
    keeping.run(async () => {
      const rating = Number(value) as (typeof ratings)[number];
      const { id } = await life.put({
        kind: 'helped',
        body: { what, rating },
        ...(said === null ? {} : { id: said.id }),
      });
      offerUndo(t('helped.kept'), async () => {
        if (said === null) await life.remove(id);
        else await life.put({ kind: 'helped', id, body: { what, rating: said.rating as typeof rating } });
      });
    });
  return (
    <>
      <Segs
        legend={t('helped.ask_of', { what: label })}
        loose
        name={`helped-${what}`}
        options={scale.map((one) => ({ value: String(one.value), label: one.label }))}
        value={said === null ? null : String(said.rating)}
        onChange={keep}
      />
      {keeping.failure !== null && <Trouble failure={keeping.failure} />}
    </>
  );
}

function Notes({ practice }: { practice: Views['helped']['practices'][number] | null }) {
  if (practice === null) return null;
  const { closeness } = practice;
  return (
    <div class="stack">
      <p class="note">{t('helped.notes')}</p>
      {hasMessage(practice.sentence.id) && <p class="text">{say(practice.sentence)}</p>}
      {closeness !== null && (
        <Estimate
          value={closeness.difference}
          low={closeness.low}
          high={closeness.high}
          words={t('helped.limits', {
            value: rounded(closeness.difference),
            low: rounded(closeness.low),
            high: rounded(closeness.high),
          })}
          middle={t('helped.no_difference')}
        />
      )}
      <Evidence records={practice.records} />
    </div>
  );
}

const rounded = (value: number): number => Math.round(value * 10) / 10;

/** Needing this less: said and meant. */
export function Enough() {
  const chapter = useChapter<Chapters['journey']>('journey');
  const shown = useView('journey', { limit: 1 });
  return (
    <Screen where={t('leaving.title')} back={href('journey')} class="journey enough">
      <When shown={chapter}>
        {({ graduation }) => (
          <>
            <article class="prose">
              <h2 class="lead">{graduation.title}</h2>
              {paragraphs(graduation.text).map((text) => (
                <p class="text" key={text}>
                  {text}
                </p>
              ))}
            </article>
            <ul class="signs">
              {graduation.items.map((item) => (
                <li class="text" key={item.id}>
                  {item.text}
                </li>
              ))}
            </ul>
            {shown.data?.first != null && (
              <p class="note">{t('journey.since', { date: fullDate(shown.data.first) })}</p>
            )}
            <p class="note">{graduation.note}</p>
            <div class="acts">
              <Keys>
                <Key to={href('settings', ['export'])} name="export">
                  {t('leaving.export')}
                </Key>
                <Key to={href('journey')} name="stay">
                  {t('leaving.stay')}
                </Key>
              </Keys>
            </div>
          </>
        )}
      </When>
    </Screen>
  );
}
