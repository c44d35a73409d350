// Giving beside receiving: two rows of strokes a month, neither of them the better one.
import { t } from '../app/life';

interface BothProps {
  rows: readonly { name: string; gave: number; received: number }[];
}

/** Strokes in fives; more than thirty in a month are a number only. */
const most = 30;

export function Both({ rows }: BothProps) {
  return (
    <table class="plain both">
      <thead>
        <tr>
          <th scope="col">{t('patterns.month')}</th>
          <th scope="col">{t('patterns.gave')}</th>
          <th scope="col">{t('patterns.received')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.name}>
            <th scope="row">{row.name}</th>
            <td>
              <Strokes n={row.gave} /> {row.gave}
            </td>
            <td>
              <Strokes n={row.received} /> {row.received}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Strokes({ n }: { n: number }) {
  if (n === 0 || n > most) return null;
  const at = (i: number) => 1.5 + 4 * i + 3 * Math.floor(i / 5);
  const width = at(n - 1) + 2;
  return (
    <svg class="tally" width={width} height={14} viewBox={`0 0 ${width} 14`} aria-hidden="true">
      <path d={Array.from({ length: n }, (_, i) => `M${at(i)} 1V13`).join('')} />
    </svg>
  );
}
