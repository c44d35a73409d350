// Two axes: avoidance along, anxiety up, on the questionnaire's own scale; the path of the times, and how far each may be off.
import { classes } from '../parts/class';
import { number } from '../parts/numbers';
import { useWidth } from './width';

interface PlaneProps {
  low: number;
  high: number;
  points: readonly { id: string; avoidance: number; anxiety: number }[];
  /** One error of each score; null where it is not known, and then no cloud is drawn. */
  errorAvoidance: number | null;
  errorAnxiety: number | null;
  avoidance: string;
  anxiety: string;
  /** At the first and the last point. */
  first: string;
  last: string;
  label: string;
}

const most = 420;
const side = 40;
/** Errors on each side that a cloud covers: 95 of 100 of what error alone would scatter. */
const covers = 1.96;

/** Number lines do not turn with the line of reading. No corner has a name. */
export function Plane(props: PlaneProps) {
  const { low, high, points, errorAvoidance, errorAnxiety } = props;
  const { ref, width } = useWidth<HTMLDivElement>();
  const size = Math.min(most, width) - side - 8;
  const span = (value: number) => (value / (high - low)) * size;
  const x = (value: number) => side + span(value - low);
  const y = (value: number) => 8 + size - span(value - low);
  const from = points[0];
  const to = points.at(-1);
  if (from === undefined || to === undefined) return null;
  const cloud = (point: { avoidance: number; anxiety: number }, now: boolean) =>
    errorAvoidance !== null &&
    errorAnxiety !== null && (
      <ellipse
        class={classes('cloud', now && 'now')}
        cx={x(point.avoidance)}
        cy={y(point.anxiety)}
        rx={span(covers * errorAvoidance)}
        ry={span(covers * errorAnxiety)}
      />
    );
  const ticks = Array.from({ length: high - low + 1 }, (_, i) => low + i);
  return (
    <div class="plane" ref={ref}>
      {width > 0 && (
        <svg
          width={size + side + 8}
          height={size + side + 12}
          viewBox={`0 0 ${size + side + 8} ${size + side + 12}`}
          role="img"
          aria-label={props.label}
        >
          <clipPath id="plane-field">
            <path d={`M${side} 8h${size}v${size}H${side}z`} />
          </clipPath>
          <g clip-path="url(#plane-field)">
            {cloud(from, false)}
            {cloud(to, true)}
          </g>
          <path
            class="d-line"
            d={
              `M${side} 8V${size + 8}H${size + side}` +
              ticks.map((at) => `M${x(at)} ${size + 8}v7M${side} ${y(at)}h-7`).join('')
            }
          />
          <path
            class="d-ink path"
            d={`M${points.map((point) => `${x(point.avoidance)} ${y(point.anxiety)}`).join('L')}`}
          />
          {points.slice(1, -1).map((point) => (
            <circle key={point.id} class="between" cx={x(point.avoidance)} cy={y(point.anxiety)} r={3.5} />
          ))}
          <circle class="before" cx={x(from.avoidance)} cy={y(from.anxiety)} r={6} />
          <circle class="point" cx={x(to.avoidance)} cy={y(to.anxiety)} r={8} />
          <Named at={from} other={to} words={props.first} x={x} y={y} right={size + side} />
          <Named at={to} other={from} words={props.last} x={x} y={y} right={size + side} />
          <text class="t-num end" x={side - 10} y={size + 12}>
            {number(low)}
          </text>
          <text class="t-num end" x={side - 10} y={18}>
            {number(high)}
          </text>
          <text class="t-num" x={side} y={size + 30}>
            {number(low)}
          </text>
          <text class="t-num end" x={size + side} y={size + 30}>
            {number(high)}
          </text>
          <text class="t-name mid" x={side + size / 2} y={size + 46}>
            {props.avoidance}
          </text>
          <text class="t-name mid" transform={`translate(14 ${8 + size / 2}) rotate(-90)`}>
            {props.anxiety}
          </text>
        </svg>
      )}
    </div>
  );
}

interface NamedProps {
  at: { avoidance: number; anxiety: number };
  other: { avoidance: number; anxiety: number };
  words: string;
  x(value: number): number;
  y(value: number): number;
  right: number;
}

/** A word beside its point, on the side where the other point is not. */
function Named({ at, other, words, x, y, right }: NamedProps) {
  const above = at.anxiety > other.anxiety || (at.anxiety === other.anxiety && at.avoidance > other.avoidance);
  const middle = Math.max(80, Math.min(right - 44, x(at.avoidance)));
  const line = y(at.anxiety) + (above ? -14 : 24);
  return (
    <text class={classes('t-name', 'mid')} x={middle} y={Math.max(20, line)}>
      {words}
    </text>
  );
}
