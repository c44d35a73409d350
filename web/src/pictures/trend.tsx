// Weeks along a line: a disc a week, and where it claims to rise or fall, the line of it between its limits.
import { daysBetween, shortDate } from '../parts/dates';
import { number } from '../parts/numbers';
import type { Limits, Point } from '../app/findings';
import type { LocalDate } from '../app/records';
import { today } from '../app/life';
import { rightToLeft, useWidth } from './width';

interface TrendProps {
  points: readonly Point[];
  /** What the height covers. */
  from: number;
  to: number;
  /** Per four weeks; drawn only when it is given. */
  slope: number | null;
  limits: Limits | null;
  /** A day with its own mark. */
  turn: LocalDate | null;
  label: string;
}

const height = 132;
const foot = 104;
const top = 10;

export function Trend({ points, from, to, slope, limits, turn, label }: TrendProps) {
  const { ref, width } = useWidth<HTMLDivElement>();
  const first = points[0]?.date;
  const last = points.at(-1)?.date;
  if (first === undefined || last === undefined) return null;
  const rtl = rightToLeft();
  const span = Math.max(7, daysBetween(first, last));
  const along = (date: LocalDate) => 28 + (daysBetween(first, date) / span) * (width - 36);
  const x = (date: LocalDate) => (rtl ? width - along(date) : along(date));
  const y = (value: number) => foot - ((Math.max(from, Math.min(to, value)) - from) / (to - from)) * (foot - top);
  return (
    <div class="trend" ref={ref}>
      {width > 0 && (
        <svg viewBox={`0 0 ${width} ${height}`} height={height} role="img" aria-label={label}>
          <path class="d-line" d={`M${rtl ? width - 24 : 24} ${top}V${foot}H${rtl ? 4 : width - 4}`} />
          <text class="t-num mid" x={rtl ? width - 10 : 10} y={top + 5}>
            {number(to)}
          </text>
          <text class="t-num mid" x={rtl ? width - 10 : 10} y={foot + 4}>
            {number(from)}
          </text>
          {slope !== null && (
            <Line points={points} first={first} span={span} slope={slope} limits={limits} x={x} y={y} last={last} />
          )}
          {turn !== null && <path class="d-dash" d={`M${x(turn)} ${top}V${foot}`} />}
          {points.map((point) => (
            <circle key={point.date} class="dot" cx={x(point.date)} cy={y(point.value)} r={3.5} />
          ))}
          <text class={rtl ? 't-tick end' : 't-tick'} x={x(first)} y={height - 8}>
            {shortDate(first, today())}
          </text>
          <text class={rtl ? 't-tick' : 't-tick end'} x={x(last)} y={height - 8}>
            {shortDate(last, today())}
          </text>
        </svg>
      )}
    </div>
  );
}

interface LineProps {
  points: readonly Point[];
  first: LocalDate;
  last: LocalDate;
  span: number;
  slope: number;
  limits: Limits | null;
  x(date: LocalDate): number;
  y(value: number): number;
}

/** Through the middle of the points, with the steepest and the flattest line that the limits allow. */
function Line({ points, first, last, span, slope, limits, x, y }: LineProps) {
  const perDay = slope / 28;
  const middleValue = median(points.map(({ date, value }) => value - perDay * (daysBetween(first, date) - span / 2)));
  const at = (rate: number, day: number) => middleValue + (rate / 28) * (day - span / 2);
  const line = (rate: number) => `M${x(first)} ${y(at(rate, 0))}L${x(last)} ${y(at(rate, span))}`;
  const wedge = (low: number, high: number) => {
    const centre = (x(first) + x(last)) / 2;
    const turned = y(middleValue);
    const side = (date: LocalDate, day: number) =>
      `M${centre} ${turned}L${x(date)} ${y(at(low, day))}V${y(at(high, day))}z`;
    return side(first, 0) + side(last, span);
  };
  return (
    <>
      {limits !== null && <path class="p-wash" d={wedge(limits.low, limits.high)} />}
      <path class="d-ink" d={line(slope)} />
    </>
  );
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}
