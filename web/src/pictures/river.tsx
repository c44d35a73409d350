// The river of days: width is closeness, height is pleasantness, both smoothed over a week; gaps run underground, unjudged.
import { t, today } from '../app/life';
import type { LocalDate } from '../app/records';
import { addDays, daysBetween, monthName, shortMonth } from '../parts/dates';
import { curve, flowing, layoutFor, points, stretches, type Day, type Layout, type Point } from './river-shape';
import { rightToLeft, useWidth } from './width';

interface RiverProps {
  river: readonly Day[];
  noted: readonly LocalDate[];
}

/** What stands along the river: from a day on, so many days, each at its place, over the foot of the picture. */
interface Along {
  from: LocalDate;
  span: number;
  x(day: number): number;
  foot: number;
}

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
  const drawn = parts.map((days) =>
    points(days, from, x, layout, daysBetween(days.at(-1)?.date ?? to, to) <= flowing ? to : null),
  );
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
