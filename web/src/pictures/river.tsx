// The river of days: width is closeness, height is pleasantness, both smoothed over a week; gaps run underground, unjudged.
import { t, today } from '../app/life';
import type { LocalDate } from '../app/records';
import type { Views } from '../app/views';
import { addDays, daysBetween, monthName, shortMonth } from '../parts/dates';
import { rightToLeft, useWidth } from './width';

type Day = Views['journey']['river'][number];

interface RiverProps {
  river: readonly Day[];
  noted: readonly LocalDate[];
}

/** A stretch without moments longer than this many days runs underground. */
const gapDays = 8;
/** A last note so many days ago still reaches today. */
const flowing = 3;
/** Standard deviation of the smoothing, in days: about a week wide. */
const smooth = 2.2;

/** How the picture is laid out, in px: a phone's bleeds to both edges, a desk's begins where the words begin. */
interface Layout {
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

const layoutFor = (width: number): Layout =>
  width > 700
    ? { height: 264, margin: 1, light: 64, middle: 104, rise: 62, half: 46 }
    : { height: 208, margin: 24, light: 24, middle: 82, rise: 46, half: 36 };

/** What stands along the river: from a day on, so many days, each at its place, over the foot of the picture. */
interface Along {
  from: LocalDate;
  span: number;
  x(day: number): number;
  foot: number;
}

interface Point {
  day: number;
  x: number;
  y: number;
  half: number;
}

/** Stretches of days that hang together, oldest first. */
function stretches(river: readonly Day[]): Day[][] {
  const sorted = [...river].sort((a, b) => a.date.localeCompare(b.date));
  const found: Day[][] = [];
  for (const day of sorted) {
    const last = found.at(-1)?.at(-1);
    if (last !== undefined && daysBetween(last.date, day.date) <= gapDays) found.at(-1)?.push(day);
    else found.push([day]);
  }
  return found;
}

/** The mean of `value` around `day`, nearer days and fuller days weighing more; null where nothing was said. */
function around(days: readonly Day[], from: LocalDate, day: number, value: (one: Day) => number | null): number | null {
  let sum = 0;
  let weights = 0;
  for (const one of days) {
    const said = value(one);
    if (said === null) continue;
    const away = daysBetween(from, one.date) - day;
    const weight = one.n * Math.exp(-(away * away) / (2 * smooth * smooth));
    sum += weight * said;
    weights += weight;
  }
  return weights < 1e-6 ? null : sum / weights;
}

/** How many stretches lie between the stretches with notes. */
export const blankStretches = (river: readonly Day[]): number => Math.max(0, stretches(river).length - 1);

export function River({ river, noted }: RiverProps) {
  const { ref, width } = useWidth<HTMLDivElement>();
  const to = today();
  const parts = stretches(river);
  const first = parts[0]?.[0]?.date ?? to;
  const span = Math.max(28, daysBetween(first, to));
  const from = addDays(to, -span);
  const rtl = rightToLeft();
  const layout = layoutFor(width);
  const along = (day: number) => layout.margin + (day / span) * (width - layout.margin - layout.light - 2);
  const x = (day: number) => (rtl ? width - along(day) : along(day));
  const drawn = parts.map((days) => points(days, from, x, layout, daysBetween(days.at(-1)?.date ?? to, to) <= flowing));
  const label = t('journey.river', {
    days: noted.filter((date) => date >= from).length,
    gaps: Math.max(0, parts.length - 1),
  });
  return (
    <div class="river" ref={ref}>
      {width > 0 && (
        <svg viewBox={`0 0 ${width} ${layout.height}`} height={layout.height} role="img" aria-label={label}>
          <Months from={from} span={span} x={x} room={width / (span / 30.4)} foot={layout.height} />
          {drawn.slice(1).map((after, i) => (
            <Underground key={after[0]?.day} from={drawn[i]?.at(-1)} to={after[0]} />
          ))}
          {drawn.map((stretch) => (
            <Water key={stretch[0]?.day} points={stretch} />
          ))}
          <Rug dates={noted} from={from} span={span} x={x} foot={layout.height} />
          <Now at={x(span)} edge={rtl ? 0 : width} last={drawn.at(-1)?.at(-1)} layout={layout} />
        </svg>
      )}
    </div>
  );
}

/** One point a day along a stretch, thin at its ends; at today it `flows` on. */
function points(
  days: readonly Day[],
  from: LocalDate,
  x: (day: number) => number,
  layout: Layout,
  flows: boolean,
): Point[] {
  const begin = daysBetween(from, days[0]?.date ?? from);
  const last = daysBetween(from, days.at(-1)?.date ?? from);
  const end = flows ? daysBetween(from, today()) : last;
  return Array.from({ length: end - begin + 1 }, (_, i) => {
    const day = begin + i;
    const pleasant = around(days, from, day, (one) => one.pleasant) ?? 0;
    const close = around(days, from, day, (one) => one.close) ?? 2.5;
    const taper = Math.min(1, 0.16 + Math.min(i, flows ? i : end - day) / 4);
    return {
      day,
      x: x(day),
      y: layout.middle - (pleasant / 100) * layout.rise,
      half: (2 + (close / 10) * layout.half) * taper,
    };
  });
}

/** A smooth line through points, by thirds of the way between neighbours. */
function curve(line: readonly { x: number; y: number }[]): string {
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

function Water({ points: line }: { points: readonly Point[] }) {
  const only = line[0];
  if (only === undefined) return null;
  if (line.length === 1) return <circle class="dot" cx={only.x} cy={only.y} r={4} />;
  const at = (share: number) => line.map(({ x, y, half }) => ({ x, y: y - half + 2 * half * share }));
  const upper = curve(at(0));
  const lower = curve([...at(1)].reverse());
  return (
    <>
      <path class="water" d={`${upper}L${lower.slice(1)}z`} />
      {[1, 2, 3, 4, 5].map((i) => (
        <path key={i} class="flow" d={curve(at(i / 6))} />
      ))}
      <path class="bank" d={upper} />
      <path class="bank" d={curve(at(1))} />
    </>
  );
}

/** Not known; it goes on. */
function Underground({ from, to }: { from: Point | undefined; to: Point | undefined }) {
  if (from === undefined || to === undefined) return null;
  const middle = (from.x + to.x) / 2;
  return <path class="under" d={`M${from.x} ${from.y}C${middle} ${from.y} ${middle} ${to.y} ${to.x} ${to.y}`} />;
}

function Rug({ dates, from, span, x, foot }: Along & { dates: readonly LocalDate[] }) {
  const ticks = dates
    .map((date) => daysBetween(from, date))
    .filter((day) => day >= 0 && day <= span)
    .map((day) => `M${x(day).toFixed(1)} ${foot - 36}v9`);
  return <path class="rug" d={ticks.join('')} />;
}

/** Where a month begins, with its name; every other one where there is little room, and years' worth by number. */
function Months({ from, span, x, room, foot }: Along & { room: number }) {
  const starts: LocalDate[] = [];
  for (let month = nextMonth(from); daysBetween(from, month) < span - 3; month = nextMonth(month)) starts.push(month);
  const every = Math.max(1, Math.ceil((room > 84 ? 76 : 38) / room));
  const end = rightToLeft() ? ' end' : '';
  const off = rightToLeft() ? -5 : 5;
  return (
    <>
      {starts
        .filter((_, i) => i % every === 0)
        .map((month) => {
          const at = x(daysBetween(from, month));
          return (
            <g key={month}>
              <path class="d-dash" d={`M${at.toFixed(1)} 6V${foot - 22}`} />
              {daysBetween(month, addDays(from, span)) * (room / 30.4) > 40 && (
                <text class={`t-tick${end}`} x={at + off} y={foot - 8}>
                  {room > 84 ? monthName(month) : shortMonth(month)}
                </text>
              )}
            </g>
          );
        })}
    </>
  );
}

function nextMonth(date: LocalDate): LocalDate {
  const year = Number(date.slice(0, 4));
  const month = Number(date.slice(5, 7));
  return month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`;
}

/** Today: the light at the edge, as high as the water that reaches it. */
function Now({ at, edge, last, layout }: { at: number; edge: number; last: Point | undefined; layout: Layout }) {
  const middle = last?.y ?? layout.middle;
  const half = Math.max(30, (last?.half ?? 0) + 14);
  const begin = edge === 0 ? at - 2 : at + 2;
  return (
    <>
      <path class="p-light" d={`M${begin} ${middle - half}H${edge}V${middle + half}H${begin}z`} />
      <path class="d-ink" d={`M${begin} ${middle - half}V${middle + half}`} />
      {layout.light > 40 && (
        <text class="t-lit mid" x={(begin + edge) / 2} y={middle + 5}>
          {t('journey.today')}
        </text>
      )}
    </>
  );
}
