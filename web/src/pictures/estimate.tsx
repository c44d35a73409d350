// An estimate on a line: a disc where it lies, a bar as long as the doubt, a dashed line where nothing would differ.
import { number } from '../parts/numbers';
import { useWidth } from './width';

interface EstimateProps {
  value: number;
  low: number;
  high: number;
  /** What the line covers. */
  from: number;
  to: number;
  /** Where the dashed line stands; absent: none. */
  none?: number;
  /** Words at the two ends. */
  less: string;
  more: string;
  /** All of it in words. */
  label: string;
}

/** Radius of the disc, in px. */
const disc = 6;

/** Number lines do not turn with the line of reading. */
export function Estimate({ value, low, high, from, to, none, less, more, label }: EstimateProps) {
  const { ref, width } = useWidth<HTMLDivElement>();
  const x = (at: number) => 10 + ((Math.max(from, Math.min(to, at)) - from) / (to - from)) * (width - 20);
  // A limit that the disc covers has no end of its own: it would give the disc corners.
  const ends = [low, high].filter((end) => Math.abs(x(end) - x(value)) > disc + 2).map((end) => `M${x(end)} 15v10`);
  return (
    <div class="estimate" ref={ref}>
      {width > 0 && (
        <svg viewBox={`0 0 ${width} 60`} height={60} role="img" aria-label={label}>
          {none !== undefined && <path class="d-dash" d={`M${x(none)} 2V38`} />}
          <path class="d-line" d={`M10 38H${width - 10}M10 33v10M${width - 10} 33v10`} />
          <path class="bar" d={`M${x(low)} 20H${x(high)}${ends.join('')}`} />
          <circle class="after" cx={x(value)} cy={20} r={disc} />
          <text class="t-num" x={0} y={57}>
            {less}
          </text>
          <text class="t-num end" x={width} y={57}>
            {more}
          </text>
        </svg>
      )}
    </div>
  );
}

interface RatesProps {
  /** Each a count of times, with the limits of its rate; the first is the one spoken of. */
  rows: readonly {
    name: string;
    n: number;
    of: number;
    rate: number | null;
    low: number | null;
    high: number | null;
  }[];
  label: string;
}

/** How often, beside how often otherwise: a disc and a ring on one line from none of the times to all of them. */
export function Rates({ rows, label }: RatesProps) {
  const { ref, width } = useWidth<HTMLDivElement>();
  const x = (rate: number) => 8 + rate * (width - 16);
  return (
    <div class="rates" ref={ref} role="group" aria-label={label}>
      {rows.map((row, i) => (
        <div key={row.name}>
          <p class="note">{row.name}</p>
          {width > 0 && row.rate !== null && (
            <svg viewBox={`0 0 ${width} 20`} height={20} aria-hidden="true">
              <path class="d-hair" d={`M8 10H${width - 8}M8 6v8M${width - 8} 6v8`} />
              <path class="bar" d={`M${x(row.low ?? row.rate)} 10H${x(row.high ?? row.rate)}`} />
              <circle class={i === 0 ? 'after' : 'before'} cx={x(row.rate)} cy={10} r={6} />
            </svg>
          )}
        </div>
      ))}
    </div>
  );
}

/** The arguments of "0.4 closer, between 0.1 and 0.7": `way` is `less` below none, and then `value` is how far. */
export const between = (value: number, low: number, high: number) => ({
  way: value < 0 ? 'less' : 'more',
  value: number(Math.abs(value)),
  low: number(low),
  high: number(high),
});
