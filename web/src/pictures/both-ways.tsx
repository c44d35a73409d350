// Giving beside receiving: two rows of marks on one line of time, nothing weighed against anything.
import { t, today } from '../app/life';
import { addDays, daysBetween, shortDate } from '../parts/dates';
import { useWidth } from './width';

interface Marked {
  id: string;
  at: string;
}

interface BothWaysProps {
  received: readonly Marked[];
  gave: readonly Marked[];
  counts: { received: number; gave: number };
}

/** Days drawn at least, so that a first mark does not fill the picture. */
const leastDays = 28;
const mostDays = 182;

export function BothWays({ received, gave, counts }: BothWaysProps) {
  const { ref, width } = useWidth<HTMLDivElement>();
  const end = today();
  const oldest = [...received, ...gave].reduce((first, { at }) => (at < first ? at : first), end).slice(0, 10);
  const span = Math.min(mostDays, Math.max(leastDays, daysBetween(oldest, end)));
  const begin = addDays(end, -span);
  const x = (at: string) => 4 + (daysBetween(begin, at.slice(0, 10)) / span) * (width - 8);
  const marks = (all: readonly Marked[], y: number) =>
    all
      .filter(({ at }) => at.slice(0, 10) >= begin)
      .map(({ at }) => `M${x(at).toFixed(1)} ${y}v18`)
      .join('');
  const words = t('support.picture', { received: counts.received, gave: counts.gave, date: shortDate(begin, end) });
  return (
    <div class="both-ways" ref={ref}>
      {width > 0 && (
        <svg width={width} height={104} viewBox={`0 0 ${width} 104`} role="img" aria-label={words}>
          <text class="t-name" x={0} y={16}>
            {t('support.came_in', { n: counts.received })}
          </text>
          <path class="in" d={marks(received, 24)} />
          <path class="d-line" d={`M0 47.5H${width}`} />
          <path class="out" d={marks(gave, 53)} />
          <text class="t-name" x={0} y={90}>
            {t('support.went_out', { n: counts.gave })}
          </text>
          <text class="t-num end" x={width} y={90}>
            {t('support.since', { date: shortDate(begin, end) })}
          </text>
        </svg>
      )}
    </div>
  );
}
