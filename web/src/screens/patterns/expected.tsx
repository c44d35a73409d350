// What was feared and what came: a dumbbell for each step, the mean gap with its limits, and how often it came true.
import type { FindingViews } from '../../app/findings';
import { t, today } from '../../app/life';
import { href } from '../../app/router';
import { shownName } from '../../app/settings';
import { stepShort } from '../../parts/content';
import { shortDate } from '../../parts/dates';
import { Finding } from '../../parts/finding';
import { Key, Keys } from '../../parts/keys';
import { number } from '../../parts/numbers';
import { Empty, When } from '../../parts/state';
import { useView } from '../../parts/view';
import { SmallBell } from '../../pictures/dumbbell';
import { Estimate } from '../../pictures/estimate';

type View = FindingViews['expectations'];

/** So many are drawn; the rest are under the fold. */
const drawn = 12;

export function Expected() {
  const shown = useView('expectations', {});
  return (
    <When shown={shown}>
      {(view) =>
        view.dumbbells.length === 0 ? (
          <Empty said={t('patterns.expected_empty')}>
            <Keys few>
              <Key to={href('steps')}>{t('room.steps')}</Key>
            </Keys>
          </Empty>
        ) : (
          <>
            <Gap gap={view.gap} />
            <Bells view={view} />
            <Calibration view={view} />
          </>
        )
      }
    </When>
  );
}

function Gap({ gap }: { gap: View['gap'] }) {
  return (
    <Finding finding={gap} lead>
      {gap.mean !== null && gap.limits !== null && (
        <Estimate
          value={gap.mean}
          low={gap.limits.low}
          high={gap.limits.high}
          from={-100}
          to={100}
          none={0}
          less={t('patterns.gap_worse')}
          more={t('patterns.gap_better')}
          label={t('patterns.gap', {
            mean: number(gap.mean, 0),
            low: number(gap.limits.low, 0),
            high: number(gap.limits.high, 0),
          })}
        />
      )}
    </Finding>
  );
}

function Bells({ view }: { view: View }) {
  const newest = [...view.dumbbells].reverse();
  const rows = (some: View['dumbbells']) => (
    <ul class="rows bells">
      {some.map((one) => (
        <li key={one.id}>
          <a href={href('step', [one.id])}>
            <span>
              {one.person === null
                ? t('patterns.step_on', { step: stepShort(one), date: shortDate(one.at, today()) })
                : t('patterns.step_with', {
                    step: stepShort(one),
                    person: shownName(one.person.alias),
                    date: shortDate(one.at, today()),
                  })}
            </span>
            <SmallBell before={one.belief} after={one.belief_after} now={one.id === newest[0]?.id} />
          </a>
        </li>
      ))}
    </ul>
  );
  return (
    <section class="stack">
      <h2 class="label">{t('patterns.bells')}</h2>
      {rows(newest.slice(0, drawn))}
      {newest.length > drawn && (
        <details class="fold">
          <summary class="label">{t('patterns.bells_more', { n: newest.length - drawn })}</summary>
          {rows(newest.slice(drawn))}
        </details>
      )}
    </section>
  );
}

function Calibration({ view }: { view: View }) {
  const { calibration } = view;
  return (
    <section class="with">
      <h2 class="label">{t('patterns.calibration')}</h2>
      <Finding finding={calibration} yes={calibration.came_true.n} />
      {calibration.status !== 'too_early' && (
        <div class="scrolls">
          <table class="plain">
            <thead>
              <tr>
                <th scope="col">{t('patterns.believed')}</th>
                <th scope="col">{t('patterns.came_true')}</th>
                <th scope="col">{t('patterns.likely')}</th>
              </tr>
            </thead>
            <tbody>
              {calibration.bins
                .filter(({ n }) => n > 0)
                .map((bin) => (
                  <tr key={bin.from}>
                    <th scope="row">{t('patterns.range', { from: bin.from, to: bin.to })}</th>
                    <td>{t('patterns.times', { n: bin.came_true, of: bin.n })}</td>
                    <td>
                      {bin.low !== null &&
                        bin.high !== null &&
                        t('patterns.in_hundred', { low: number(bin.low * 100, 0), high: number(bin.high * 100, 0) })}
                    </td>
                  </tr>
                ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
