// A look back at the guided days of writing, a fortnight after the last page: how heavy each began and ended, the days before
// beside the days after, and how it was by one's own word.
import { href } from '../../app/router';
import { life, t } from '../../app/life';
import type { Days, Views } from '../../app/views';
import { useChapter } from '../../parts/chapter';
import { daysBetween, fullDate } from '../../parts/dates';
import { useKeeping } from '../../parts/keep';
import { Key, Keys } from '../../parts/keys';
import type { Chapters } from '../../parts/library';
import { number } from '../../parts/numbers';
import { Empty, Trouble, When } from '../../parts/state';
import { offerUndo } from '../../parts/undo';
import { Beside } from '../../pictures/contrast';
import { Scale, useRatings, type Rating } from '../journey/rating';
import { Pages } from './series-pages';

type View = Views['series'];

/** What is held side by side, and the scale of each. */
const compared = [
  ['close', [0, 10]],
  ['urge', [0, 10]],
  ['pleasant', [-100, 100]],
] as const;

export function SeriesBack({ view, after }: { view: View; after: string }) {
  const { current, look_back: back } = view;
  if (current === null || back === null) return <Empty said={t('series.back_early')} />;
  const pairs = compared.filter(([what]) => back.before[what].mean !== null && back.after[what].mean !== null);
  return (
    <>
      <p class="text">{t('series.back_lead', { date: fullDate(current.pages.at(-1)?.at ?? '') })}</p>
      <Pages current={current} />
      <section class="stack loose">
        <h2 class="label">{t('series.back_days')}</h2>
        <p class="note">
          {t('series.back_rests', {
            before: back.before.moments,
            after: back.after.moments,
            days: daysOf(back.before),
          })}
        </p>
        {pairs.length === 0 && <p class="text">{t('series.back_few')}</p>}
        {pairs.map(([what, scale]) => (
          <Pair key={what} what={what} scale={[...scale]} before={back.before} after={back.after} />
        ))}
        <p class="note">{after}</p>
      </section>
      <Rate rated={back.rated} />
      <div class="acts">
        <Keys few>
          <Key to={href('write')} name="enough">
            {t('room.write')}
          </Key>
        </Keys>
      </div>
    </>
  );
}

const daysOf = ({ from, to }: Days): number => daysBetween(from, to) + 1;

interface PairProps {
  what: (typeof compared)[number][0];
  scale: [number, number];
  before: Days;
  after: Days;
}

function Pair({ what, scale, before, after }: PairProps) {
  const [early, late] = [before[what], after[what]];
  if (early.mean === null || late.mean === null) return null;
  const words = t('series.back_pair', {
    what: t(`series.back.${what}`),
    before: number(early.mean),
    n: early.n,
    after: number(late.mean),
    m: late.n,
  });
  return (
    <div>
      <Beside before={early.mean} after={late.mean} scale={scale} words={words} />
      <p class="note">{words}</p>
    </div>
  );
}

/** One word on it, kept beside the other ratings of what helped. */
function Rate({ rated }: { rated: boolean }) {
  const chapter = useChapter<Chapters['journey']>('journey');
  const ratings = useRatings();
  const keeping = useKeeping();
  // One of earlier days of writing stays what it was.
  const before = rated ? (ratings?.get('series') ?? null) : null;
  const keep = (rating: Rating) =>
    keeping.run(async () => {
      const body = { what: 'series', rating };
      const { id } = await life.put({ kind: 'helped', body, ...(before === null ? {} : { id: before.id }) });
      offerUndo(t('helped.kept'), async () => {
        if (before === null) await life.remove(id);
        else await life.put({ kind: 'helped', id, body: { what: 'series', rating: before.rating } });
      });
    });
  return (
    <When shown={chapter}>
      {({ helped }) => (
        <>
          {ratings !== null && <Scale what="series" words={helped} value={before?.rating ?? null} onChange={keep} />}
          {keeping.failure !== null && <Trouble failure={keeping.failure} />}
        </>
      )}
    </When>
  );
}
