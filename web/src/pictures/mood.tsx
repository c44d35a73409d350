// The mood field: unpleasant to pleasant, still to stirred up. A tap places it, a drag moves it, two sliders do the same.
import { useRef } from 'preact/hooks';
import { t } from '../app/life';
import { vocabulary, type Emotion } from '../parts/content';
import { rightToLeft, useWidth } from './width';

export interface Mood {
  /** Both −100…100. */
  pleasant: number;
  activated: number;
}

interface MoodFieldProps {
  value: Mood | null;
  onChange(mood: Mood): void;
}

const height = 284;
const margin = 20;
/** Mean width of a 14 px letter, and the height of a word, in px: enough to keep words off each other. */
const letter = 7.2;
const line = 17;

/** The words nearest to a mood, nearest first. */
export function nearest(mood: Mood, n: number): Emotion[] {
  const far = (one: Emotion) => (one.pleasant - mood.pleasant) ** 2 + (one.activated - mood.activated) ** 2;
  return [...vocabulary().emotions].sort((a, b) => far(a) - far(b)).slice(0, n);
}

/** How far along a scale, in words: 0 neither, 1 rather, 2 very, with the side. */
const grade = (value: number): string => {
  const size = Math.abs(value);
  const amount = size < 12 ? 'neither' : size < 40 ? 'a_little' : size < 72 ? 'rather' : 'very';
  return amount === 'neither' ? amount : `${amount}_${value < 0 ? 'low' : 'high'}`;
};

const pleasantWords = (value: number): string => t(`moment.pleasant.${grade(value)}`);
const activatedWords = (value: number): string => t(`moment.activated.${grade(value)}`);

/** "rather unpleasant, rather stirred up; between trapped and anxious" */
export function moodWords(mood: Mood): string {
  const [first, second] = nearest(mood, 2);
  return t('moment.mood_words', {
    pleasant: pleasantWords(mood.pleasant),
    activated: activatedWords(mood.activated),
    first: first?.label ?? '',
    second: second?.label ?? '',
  });
}

const limit = (value: number): number => Math.max(-100, Math.min(100, Math.round(value)));

export function MoodField({ value, onChange }: MoodFieldProps) {
  const { ref, width } = useWidth<HTMLDivElement>();
  const svg = useRef<SVGSVGElement>(null);
  const dragging = useRef(false);
  const x = (pleasant: number) => margin + ((pleasant + 100) / 200) * (width - 2 * margin);
  const y = (activated: number) => margin + ((100 - activated) / 200) * (height - 2 * margin);

  const place = (event: { clientX: number; clientY: number }) => {
    const box = svg.current?.getBoundingClientRect();
    if (box === undefined || box.width === 0) return;
    onChange({
      pleasant: limit(((event.clientX - box.left - margin) / (box.width - 2 * margin)) * 200 - 100),
      activated: limit(100 - ((event.clientY - box.top - margin) / (box.height - 2 * margin)) * 200),
    });
  };

  const shown = value ?? { pleasant: 0, activated: 0 };
  const near = value === null ? [] : nearest(value, 2).map((one) => one.id);
  return (
    <div class="mood" ref={ref}>
      {width > 0 && (
        <svg
          ref={svg}
          viewBox={`0 0 ${width} ${height}`}
          height={height}
          aria-hidden="true"
          onPointerDown={(event) => {
            const handle = (event.target as Element).classList.contains('handle');
            // A finger that lands beside the point may want to scroll; a tap is told apart by the click that follows.
            if (event.pointerType === 'touch' && !handle) return;
            dragging.current = true;
            event.currentTarget.setPointerCapture(event.pointerId);
            if (!handle) place(event);
          }}
          onPointerMove={(event) => dragging.current && place(event)}
          onPointerUp={() => (dragging.current = false)}
          onPointerCancel={() => (dragging.current = false)}
          onClick={(event) => {
            if (!(event.target as Element).classList.contains('handle')) place(event);
          }}
        >
          <Scales width={width} x={x} y={y} />
          {value !== null && <Leader x={x(value.pleasant)} y={y(value.activated)} width={width} />}
          <EmotionWords width={width} x={x} y={y} near={near} mood={value} />
          {value !== null && (
            <>
              <circle class="point" cx={x(value.pleasant)} cy={y(value.activated)} r={10} />
              <circle class="handle" cx={x(value.pleasant)} cy={y(value.activated)} r={24} />
            </>
          )}
        </svg>
      )}
      <Slider
        label={t('moment.pleasant')}
        value={shown.pleasant}
        said={value === null ? t('parts.not_said') : pleasantWords(value.pleasant)}
        onChange={(pleasant) => onChange({ ...shown, pleasant })}
      />
      <Slider
        label={t('moment.activated')}
        value={shown.activated}
        said={value === null ? t('parts.not_said') : activatedWords(value.activated)}
        onChange={(activated) => onChange({ ...shown, activated })}
      />
    </div>
  );
}

/** Not seen: the field itself shows the focus and the place. */
function Slider({
  label,
  value,
  said,
  onChange,
}: {
  label: string;
  value: number;
  said: string;
  onChange(v: number): void;
}) {
  return (
    <label>
      <span class="vh">{label}</span>
      <input
        autocomplete="off"
        type="range"
        min={-100}
        max={100}
        step={5}
        value={value}
        aria-valuetext={said}
        onInput={(event) => onChange(Number(event.currentTarget.value))}
      />
    </label>
  );
}

interface Plane {
  width: number;
  x(pleasant: number): number;
  y(activated: number): number;
}

function Scales({ width, x, y }: Plane) {
  const marks = Array.from({ length: 21 }, (_, i) => -100 + 10 * i);
  const long = (v: number) => (v % 100 === 0 ? 12 : v % 50 === 0 ? 9 : 5);
  const ticks = marks.map((v) => `M${x(v).toFixed(1)} ${height}v${-long(v)}M0 ${y(v).toFixed(1)}h${long(v)}`).join('');
  return (
    <>
      <path class="d-hair" d={`M${x(0)} 26V${height - 26}M${margin + 78} ${y(0)}H${width - margin - 64}`} />
      <path class="d-line" d={ticks} />
      <text class="t-axis mid cut on-floor" x={x(0)} y={18}>
        {t('moment.axis.up')}
      </text>
      <text class="t-axis mid cut on-floor" x={x(0)} y={height - 16}>
        {t('moment.axis.down')}
      </text>
      <text class="t-axis cut on-floor" x={margin} y={y(0) + 5}>
        {t('moment.axis.left')}
      </text>
      <text class="t-axis end cut on-floor" x={width - margin} y={y(0) + 5}>
        {t('moment.axis.right')}
      </text>
    </>
  );
}

/** Light from the edge where lines end, falling on the point; lines to both scales. */
function Leader({ x, y, width }: { x: number; y: number; width: number }) {
  const edge = rightToLeft() ? 0 : width;
  return (
    <>
      <path class="p-light" d={`M${x} ${y}L${edge} ${y - 8}V${y + 8}z`} />
      <path class="d-line" d={`M${x} ${y}V${height}M0 ${y}H${x}`} />
    </>
  );
}

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const touching = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** What a word may move by, up or down in px, to stand clear of the point, the light and the words before it. */
const nudges = [0, -8, 8, -15, 15, -22, 22];

/** As many words as fit without touching, the nearest to the point first. */
function EmotionWords({ width, x, y, near, mood }: Plane & { near: readonly string[]; mood: Mood | null }) {
  const emotions = [...vocabulary().emotions].sort((a, b) => Number(near.includes(b.id)) - Number(near.includes(a.id)));
  const taken: Box[] = [
    { left: x(0) - 34, right: x(0) + 34, top: 0, bottom: 24 },
    { left: x(0) - 18, right: x(0) + 18, top: height - 30, bottom: height },
    { left: 0, right: margin + 76, top: y(0) - 9, bottom: y(0) + 9 },
    { left: width - margin - 60, right: width, top: y(0) - 9, bottom: y(0) + 9 },
  ];
  if (mood !== null) taken.push(...pointBoxes(x(mood.pleasant), y(mood.activated), width));
  return (
    <>
      {emotions.map((one) => {
        const half = (one.label.length * letter) / 2;
        const centre = Math.max(half + 6, Math.min(width - half - 6, x(one.pleasant)));
        for (const nudge of nudges) {
          const base = y(one.activated) + 5 + nudge;
          const box = { left: centre - half, right: centre + half, top: base - line + 4, bottom: base + 4 };
          if (box.top < 2 || box.bottom > height - 14 || taken.some((other) => touching(box, other))) continue;
          taken.push(box);
          return (
            <text
              key={one.id}
              class={near.includes(one.id) ? 't-name mid cut on-floor' : 't-num mid cut on-floor'}
              x={centre.toFixed(1)}
              y={base.toFixed(1)}
            >
              {one.label}
            </text>
          );
        }
        return null;
      })}
    </>
  );
}

/** Where no word may stand: the point itself, and the light that falls on it. */
function pointBoxes(px: number, py: number, width: number): Box[] {
  const edge = rightToLeft() ? 0 : width;
  return [
    { left: px - 13, right: px + 13, top: py - 13, bottom: py + 13 },
    { left: Math.min(px, edge), right: Math.max(px, edge), top: py - 6, bottom: py + 6 },
  ];
}
