// The shape of the river: which days hang together, how wide and how high the water runs on each, and the line through them.
import type { LocalDate } from '../app/records';
import type { Views } from '../app/views';
import { daysBetween } from '../parts/dates';

export type Day = Views['journey']['river'][number];

/** A stretch without moments longer than this many days runs underground. */
const gapDays = 8;
/** A last note so many days ago still reaches today. */
export const flowing = 3;
/** Standard deviation of the smoothing, in days: about a week wide. */
const smooth = 2.2;

/** How the picture is laid out, in px: a phone's bleeds to both edges, a desk's begins where the words begin. */
export interface Layout {
  height: number;
  /** Free at the edge where time begins, and the width of the light at the other. */
  margin: number;
  light: number;
  /** Height of the line of middling days, and how far the most pleasant day lies over it. */
  middle: number;
  rise: number;
  /** Half the width of the water at the greatest closeness. */
  half: number;
}

export const layoutFor = (width: number): Layout =>
  width > 700
    ? { height: 264, margin: 1, light: 64, middle: 104, rise: 62, half: 46 }
    : { height: 208, margin: 24, light: 24, middle: 82, rise: 46, half: 36 };

export interface Point {
  day: number;
  x: number;
  y: number;
  half: number;
}

/** Stretches of days that hang together, oldest first. */
export function stretches(river: readonly Day[]): Day[][] {
  const sorted = [...river].sort((a, b) => a.date.localeCompare(b.date));
  const found: Day[][] = [];
  for (const day of sorted) {
    const last = found.at(-1)?.at(-1);
    if (last !== undefined && daysBetween(last.date, day.date) <= gapDays) found.at(-1)?.push(day);
    else found.push([day]);
  }
  return found;
}

/** A day with its distance from the river's beginning: dates are read once, not for every point. */
type Placed = Day & { at: number };

/** The mean of `value` around `day`, nearer days and fuller days weighing more; null where nothing was said. */
function around(days: readonly Placed[], day: number, value: (one: Day) => number | null): number | null {
  let sum = 0;
  let weights = 0;
  for (const one of days) {
    const said = value(one);
    if (said === null) continue;
    const away = one.at - day;
    const weight = one.n * Math.exp(-(away * away) / (2 * smooth * smooth));
    sum += weight * said;
    weights += weight;
  }
  return weights < 1e-6 ? null : sum / weights;
}

/** How many stretches lie between the stretches with notes. */
export const blankStretches = (river: readonly Day[]): number => Math.max(0, stretches(river).length - 1);

/** One point a day along a stretch, thin at its ends but where it still flows. */
export function points(
  days: readonly Day[],
  from: LocalDate,
  x: (day: number) => number,
  layout: Layout,
  /** The day on which it still flows; null where it ended before. */
  until: LocalDate | null,
): Point[] {
  const placed = days.map((day) => ({ ...day, at: daysBetween(from, day.date) }));
  const begin = placed[0]?.at ?? 0;
  const last = placed.at(-1)?.at ?? 0;
  const end = until === null ? last : daysBetween(from, until);
  return Array.from({ length: end - begin + 1 }, (_, i) => {
    const day = begin + i;
    const pleasant = around(placed, day, (one) => one.pleasant) ?? 0;
    const close = around(placed, day, (one) => one.close) ?? 2.5;
    const taper = Math.min(1, 0.16 + Math.min(i, until === null ? end - day : i) / 4);
    return {
      day,
      x: x(day),
      y: layout.middle - (pleasant / 100) * layout.rise,
      half: (2 + (close / 10) * layout.half) * taper,
    };
  });
}

/** A smooth line through points, by thirds of the way between neighbours. */
export function curve(line: readonly { x: number; y: number }[]): string {
  const [first, ...rest] = line;
  if (first === undefined) return '';
  let path = `M${first.x.toFixed(1)} ${first.y.toFixed(1)}`;
  rest.forEach((point, i) => {
    const before = line[i - 1] ?? line[i] ?? point;
    const start = line[i] ?? point;
    const after = line[i + 2] ?? point;
    const c1x = start.x + (point.x - before.x) / 6;
    const c1y = start.y + (point.y - before.y) / 6;
    const c2x = point.x - (after.x - start.x) / 6;
    const c2y = point.y - (after.y - start.y) / 6;
    path += `C${c1x.toFixed(1)} ${c1y.toFixed(1)} ${c2x.toFixed(1)} ${c2y.toFixed(1)} ${point.x.toFixed(1)} ${point.y.toFixed(1)}`;
  });
  return path;
}
