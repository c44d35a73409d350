// The table behind a line of weeks.
import type { Point } from '../../app/findings';
import { t, today } from '../../app/life';
import { shortDate } from '../../parts/dates';
import { number } from '../../parts/numbers';

export function PointsTable({ points, value }: { points: readonly Point[]; value: string }) {
  if (points.length < 2) return null;
  return (
    <details class="fold">
      <summary class="label">{t('patterns.table')}</summary>
      <div class="scrolls">
        <table class="plain">
          <thead>
            <tr>
              <th scope="col">{t('patterns.week_of')}</th>
              <th scope="col">{value}</th>
              <th scope="col">{t('patterns.notes')}</th>
            </tr>
          </thead>
          <tbody>
            {[...points].reverse().map((point) => (
              <tr key={point.date}>
                <th scope="row">{shortDate(point.date, today())}</th>
                <td>{number(point.value, 2)}</td>
                <td>{point.n}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
