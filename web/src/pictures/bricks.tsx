// Bricks: twenty of them, one chance in twenty each, where the usual answer may lie; a heap is fairly sure, a scatter is not.
import { t } from '../app/life';
import { rightToLeft, useWidth } from './width';

interface BricksProps {
  /** Twenty quantiles of the usual answer, 0 … `scale`, ascending. */
  bricks: readonly number[];
  /** How many of them lie at `threshold` or past it. */
  past: number;
  threshold: number;
  scale: number;
  /** The newest answer, or null. */
  latest: number | null;
  /** Too few occasions to read anything from: hollow. */
  few: boolean;
  /** Words at the two ends, and at the dashed line. */
  low: string;
  high: string;
  middle: string;
}

const brick = { width: 8.6, height: 7, step: 10.65, rise: 8.5 };

export function Bricks({ bricks, past, threshold, scale, latest, few, low, high, middle }: BricksProps) {
  const { ref, width } = useWidth<HTMLDivElement>();
  const rtl = rightToLeft();
  const along = (value: number) => 1 + (value / scale) * (width - 2);
  const x = (value: number) => (rtl ? width - along(value) : along(value));
  const columns = Math.max(1, Math.floor(width / brick.step));
  const heaped = heap(bricks.map((value) => Math.min(columns - 1, Math.floor((value / scale) * columns))));
  const tallest = Math.max(1, ...heaped.map(({ row }) => row + 1));
  const ground = 20 + tallest * brick.rise;
  const label = t('patterns.bricks', { past, of: bricks.length, latest: latest === null ? -1 : Math.round(latest) });
  const end = rtl ? ' end' : '';
  return (
    <div class="strip" ref={ref}>
      {width > 0 && (
        <svg viewBox={`0 0 ${width} ${ground + 34}`} height={ground + 34} role="img" aria-label={label}>
          <path class="d-dash" d={`M${x(threshold)} 2V${ground}`} />
          <text class={`t-tick${end}`} x={x(threshold) + (rtl ? -6 : 6)} y={12}>
            {middle}
          </text>
          {heaped.map(({ column, row }, i) => {
            const left = column * brick.step + (brick.step - brick.width) / 2;
            const at = rtl ? width - left - brick.width : left;
            const top = ground - 1 - brick.height - row * brick.rise;
            return (
              <rect
                key={i}
                class={few ? 'brick few' : 'brick'}
                x={at}
                y={top}
                width={brick.width}
                height={brick.height}
              />
            );
          })}
          <path class="d-ink" d={scaleMarks(scale, x, ground)} />
          {latest !== null && <path class="now" d={`M${x(latest)} ${ground + 2}l6.5 10h-13z`} />}
          <text class={rtl ? 't-tick end' : 't-tick'} x={x(0)} y={ground + 31}>
            {low}
          </text>
          <text class={rtl ? 't-tick' : 't-tick end'} x={x(scale)} y={ground + 31}>
            {high}
          </text>
        </svg>
      )}
    </div>
  );
}

/** A place for each: its column, and the first row that is free there. */
function heap(columns: readonly number[]): { column: number; row: number }[] {
  const filled = new Map<number, number>();
  return columns.map((column) => {
    const row = filled.get(column) ?? 0;
    filled.set(column, row + 1);
    return { column, row };
  });
}

/** The line and a mark at each whole answer. */
function scaleMarks(scale: number, x: (value: number) => number, y: number): string {
  const marks = Array.from({ length: scale + 1 }, (_, i) => `M${x(i)} ${y}v7`);
  return `M${x(0)} ${y}H${x(scale)}${marks.join('')}`;
}
