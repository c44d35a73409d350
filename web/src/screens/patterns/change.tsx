// Is it changing: week by week, with the line only where it is more than noise, and the last four weeks beside the four before.
import type { Series } from '../../app/findings';
import { t, today } from '../../app/life';
import { shortDate } from '../../parts/dates';
import { Finding, sayNamed } from '../../parts/finding';
import { useChapter } from '../../parts/chapter';
import type { Chapters } from '../../parts/library';
import { Empty, When } from '../../parts/state';
import { useView } from '../../parts/view';
import { Beside } from '../../pictures/contrast';
import { Trend } from '../../pictures/trend';
import { phasesWords } from './phases';
import { PointsTable } from './points';

/** What the height of each line covers. */
const covers: Record<string, readonly [number, number]> = {
  withdrawal: [0, 1],
  pleasant: [-100, 100],
  check_partner: [0, 4],
  check_friends: [0, 4],
  check_family: [0, 4],
};
const otherwise = [0, 10] as const;

export function Change() {
  const shown = useView('change', {});
  const chapter = useChapter<Chapters['journey']>('journey');
  return (
    <When shown={shown}>
      {(view) =>
        view.series.length === 0 ? (
          <Empty said={t('patterns.change_empty')} />
        ) : (
          <When shown={chapter}>
            {({ contrast }) => (
              <>
                <p class="text soft">
                  {view.series.some(({ phases }) => phases !== null) ? contrast.lead : contrast.few}
                </p>
                {view.series.map((series) => (
                  <Line key={series.what} series={series} />
                ))}
                <p class="note">{contrast.note}</p>
              </>
            )}
          </When>
        )
      }
    </When>
  );
}

function Line({ series }: { series: Series }) {
  const [from, to] = covers[series.what] ?? otherwise;
  const name = t(`patterns.series.${series.what}`);
  return (
    <section class="with">
      <h2 class="label">{name}</h2>
      <Finding finding={series}>
        {series.points.length > 1 && (
          <Trend
            points={series.points}
            from={from}
            to={to}
            slope={series.status === 'claim' ? series.slope : null}
            limits={series.limits}
            turn={series.turn?.date ?? null}
            label={sayNamed(series.sentence)}
          />
        )}
        {series.turn !== null && (
          <p class="note">
            {t('patterns.turn', {
              low: shortDate(series.turn.low, today()),
              high: shortDate(series.turn.high, today()),
            })}
          </p>
        )}
        <Phases series={series} scale={[from, to]} />
      </Finding>
      <PointsTable points={series.points} value={name} />
    </section>
  );
}

/** Four weeks beside the four before, with how many weeks each rests on. */
function Phases({ series, scale }: { series: Series; scale: [number, number] }) {
  const { phases } = series;
  if (phases === null) return null;
  const { before, after } = phases;
  const words = phasesWords(series.what, phases);
  return (
    <div>
      <Beside before={before.median} after={after.median} scale={scale} words={words} />
      <p class="note">{words}</p>
    </div>
  );
}
