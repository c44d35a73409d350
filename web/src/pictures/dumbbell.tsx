// Dumbbells: a ring where it was expected, a disc where it came out, a bar for the gap; the newest is lit.
import { t } from '../app/life';
import { classes } from '../parts/class';
import { useWidth } from './width';

interface Pair {
  /** Both 0–100. */
  before: number;
  after: number;
}

/** "70 before, 20 after" */
const pairWords = ({ before, after }: Pair): string => t('step.pair', { before, after });

/** One pair, large, on its ruler from 0 to 100. */
export function Dumbbell({ before, after, low, high }: Pair & { low: string; high: string }) {
  const { ref, width } = useWidth<HTMLDivElement>();
  const x = (value: number) => 11 + (value / 100) * (width - 22);
  const close = Math.abs(x(before) - x(after)) < 74;
  const place = (value: number, other: number) => {
    const half = 40;
    const apart = close ? (value < other || (value === other && value === after) ? -half / 1.2 : half / 1.2) : 0;
    return Math.max(half, Math.min(width - half, x(value) + apart));
  };
  return (
    <div class="bell" ref={ref}>
      {width > 0 && (
        <svg width={width} height={96} viewBox={`0 0 ${width} 96`} role="img" aria-label={pairWords({ before, after })}>
          <path class="d-line" d={ruler(width)} />
          <path class="bar" d={`M${x(before)} 42H${x(after)}`} />
          <circle class="before" cx={x(before)} cy={42} r={before === after ? 13 : 9} />
          <circle class="point" cx={x(after)} cy={42} r={before === after ? 8 : 10} />
          <text class="t-name mid" x={place(after, before)} y={20}>
            {t('step.after_mark', { value: after })}
          </text>
          <text class="t-name mid" x={place(before, after)} y={20}>
            {t('step.before_mark', { value: before })}
          </text>
          <text class="t-num" x={0} y={93}>
            {low}
          </text>
          <text class="t-num end" x={width} y={93}>
            {high}
          </text>
        </svg>
      )}
    </div>
  );
}

function ruler(width: number): string {
  const ticks = Array.from({ length: 21 }, (_, i) => {
    const x = 11 + (i / 20) * (width - 22);
    return `M${x.toFixed(1)} 62v${i % 10 === 0 ? 11 : i % 2 === 0 ? 8 : 5}`;
  });
  return `M11 62H${width - 11}${ticks.join('')}`;
}

/** The same, small, for a row of a list. */
export function SmallBell({ before, after, now = false }: Pair & { now?: boolean }) {
  const x = (value: number) => 8 + (value / 100) * 144;
  return (
    <svg class="bell" viewBox="0 0 160 20" role="img" aria-label={pairWords({ before, after })}>
      <path class="d-hair" d="M0 10H160" />
      <path class="bar" d={`M${x(before)} 10H${x(after)}`} />
      <circle class="before" cx={x(before)} cy={10} r={before === after ? 7 : 5} />
      <circle class={classes(now ? 'point' : 'after')} cx={x(after)} cy={10} r={before === after ? 3.5 : 5} />
    </svg>
  );
}
