// The swing: people on four rings around a hinge, each with a tail to where they stood three months ago; a wall for who is kept apart.
import { t } from '../app/life';
import type { PersonRow } from '../app/views';
import { classes } from '../parts/class';
import { ringLabel } from '../parts/content';
import { shortName } from '../parts/names';
import { useWidth } from './width';

interface SwingProps {
  people: readonly PersonRow[];
  chosen: string | null;
  onChoose(id: string): void;
  /** In words what the picture shows. */
  label: string;
}

type Ring = 1 | 2 | 3 | 4;

/** Outer radius of each ring, in parts of the outermost. */
const outer: Record<Ring, number> = { 1: 0.287, 2: 0.525, 3: 0.762, 4: 1 };
const rings: readonly Ring[] = [1, 2, 3, 4];
const hingeX = 26;
const widest = 500;
/** Mean width of an 18 px serif letter. */
const letter = 9.4;

/** The middle of a ring, in parts of the outermost radius. */
const middle = (ring: Ring): number => ((ring === 1 ? 0.06 : outer[(ring - 1) as Ring]) + outer[ring]) / 2;

interface Placed {
  person: PersonRow;
  x: number;
  y: number;
  angle: number;
  /** The name stands before the dot. */
  before: boolean;
}

export function Swing({ people, chosen, onChoose, label }: SwingProps) {
  const { ref, width } = useWidth<HTMLDivElement>();
  const wide = Math.min(width, widest);
  const radius = wide - hingeX - 8;
  const hingeY = radius + 40;
  const near = people.filter((one) => one.safety !== 'unsafe' && one.ring !== null);
  const apart = people.filter((one) => one.safety === 'unsafe');
  const placed = wide > 0 ? place(near, radius, hingeY, wide) : [];
  const sorted = [...placed].sort((a, b) => Number(a.person.id === chosen) - Number(b.person.id === chosen));
  return (
    <div class="rings" ref={ref}>
      {wide > 0 && (
        <svg viewBox={`0 0 ${width} ${hingeY + 30}`} height={hingeY + 30} role="img" aria-label={label}>
          <Rings radius={radius} hingeY={hingeY} edge={Math.min(width, wide + 8)} />
          {sorted.map((one) => (
            <Tail key={one.person.id} placed={one} radius={radius} hingeY={hingeY} lit={one.person.id === chosen} />
          ))}
          {sorted.map((one) => (
            <Dot key={one.person.id} placed={one} lit={one.person.id === chosen} onChoose={onChoose} />
          ))}
          {apart.slice(0, 3).map((person, i) => (
            <g key={person.id} data-person={person.id} onClick={() => onChoose(person.id)}>
              <path class="wall-run" d={`M${wide - 14} ${24 + 48 * i}v38`} />
              <text class="t-own cut end" x={wide - 24} y={49 + 48 * i}>
                {shortName(person.alias, 5)}
              </text>
            </g>
          ))}
        </svg>
      )}
    </div>
  );
}

/** Each person at an angle where the name touches no other; where none is free, the one wished for. */
function place(people: readonly PersonRow[], radius: number, hingeY: number, wide: number): Placed[] {
  const taken: { left: number; right: number; top: number; bottom: number }[] = [];
  const placed: Placed[] = [];
  for (const ring of rings) {
    const here = people.filter((one) => one.ring === ring);
    here.forEach((person, i) => {
      const wish = 14 + ((i + 0.5) / here.length) * 66 - (ring % 2) * 5;
      const tries = Array.from({ length: 33 }, (_, k) => wish + (k % 2 === 0 ? 1 : -1) * Math.ceil(k / 2) * 4).filter(
        (angle) => angle >= 8 && angle <= 82,
      );
      const at = (angle: number) => {
        const radians = (angle * Math.PI) / 180;
        const x = hingeX + radius * middle(ring) * Math.cos(radians);
        const y = hingeY - radius * middle(ring) * Math.sin(radians);
        const length = shortName(person.alias).length * letter + 16;
        const before = x + length > wide - 4;
        const box = before
          ? { left: x - length, right: x + 10, top: y - 14, bottom: y + 14 }
          : { left: x - 10, right: x + length, top: y - 14, bottom: y + 14 };
        return { x, y, angle, before, box };
      };
      const free = tries.map(at).find(({ box }) => !taken.some((other) => touching(box, other)));
      const found = free ?? at(wish);
      taken.push(found.box);
      placed.push({ person, x: found.x, y: found.y, angle: found.angle, before: found.before });
    });
  }
  return placed;
}

type Box = { left: number; right: number; top: number; bottom: number };
const touching = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

function Rings({ radius, hingeY, edge }: { radius: number; hingeY: number; edge: number }) {
  const arc = (r: number) => `M${hingeX} ${hingeY - r}A${r} ${r} 0 0 1 ${hingeX + r} ${hingeY}`;
  const ticks = Array.from({ length: 19 }, (_, i) => {
    const radians = (i * 5 * Math.PI) / 180;
    const far = radius + (i % 3 === 0 ? 9 : 5);
    const point = (r: number) =>
      `${(hingeX + r * Math.cos(radians)).toFixed(1)} ${(hingeY - r * Math.sin(radians)).toFixed(1)}`;
    return `M${point(radius)}L${point(far)}`;
  });
  return (
    <>
      {[...rings].reverse().map((ring) => (
        <path key={ring} class={ring % 2 === 0 ? 'p-wall' : 'p-floor'} d={`${arc(radius * outer[ring])}H${hingeX}z`} />
      ))}
      {rings.map((ring) => (
        <path key={ring} class="d-line" d={arc(radius * outer[ring])} />
      ))}
      <path class="d-line" d={ticks.join('')} />
      <path class="d-ink" d={`M${hingeX} ${hingeY - radius - 12}V${hingeY}H${edge}`} />
      <circle class="p-ink" cx={hingeX} cy={hingeY} r={6} />
      {rings.map((ring) => (
        <text key={ring} class="t-num mid" x={hingeX + radius * middle(ring)} y={hingeY + 19}>
          {ringLabel(ring)}
        </text>
      ))}
    </>
  );
}

/** From the thin end, three months ago, to where they are now, along a slight swing. */
function Tail({ placed, radius, hingeY, lit }: { placed: Placed; radius: number; hingeY: number; lit: boolean }) {
  const { ring, ring_before: before } = placed.person;
  if (before === null || ring === null || before === ring) return null;
  const steps = 14;
  const turn = before > ring ? 11 : -11;
  const spine = Array.from({ length: steps + 1 }, (_, i) => {
    const part = i / steps;
    const r = radius * (middle(before) + (middle(ring) - middle(before)) * part);
    const radians = ((placed.angle + turn * (1 - part) ** 1.5) * Math.PI) / 180;
    return { x: hingeX + r * Math.cos(radians), y: hingeY - r * Math.sin(radians), half: 0.4 + 5 * part };
  });
  const sides = spine.map((point, i) => {
    const other = spine[i === steps ? i - 1 : i + 1] ?? point;
    const way = i === steps ? -1 : 1;
    const length = Math.hypot(other.x - point.x, other.y - point.y) || 1;
    const nx = (-(other.y - point.y) / length) * way * point.half;
    const ny = ((other.x - point.x) / length) * way * point.half;
    return [
      `${(point.x + nx).toFixed(1)} ${(point.y + ny).toFixed(1)}`,
      `${(point.x - nx).toFixed(1)} ${(point.y - ny).toFixed(1)}`,
    ];
  });
  const out = sides.map(([a]) => a).join('L');
  const back = sides
    .map(([, b]) => b)
    .reverse()
    .join('L');
  return <path class={classes('tail', lit && 'lit-tail')} d={`M${out}L${back}z`} />;
}

function Dot({ placed, lit, onChoose }: { placed: Placed; lit: boolean; onChoose(id: string): void }) {
  const { person, x, y, before } = placed;
  const away = lit ? 16 : 12;
  const floor = person.ring !== null && person.ring % 2 === 1;
  return (
    <g data-person={person.id} onClick={() => onChoose(person.id)}>
      <circle cx={x} cy={y} r={22} fill="transparent" />
      <circle class={lit ? 'point' : 'dot'} cx={x} cy={y} r={lit ? 10 : 6.5} />
      <text
        class={classes('t-own cut', floor && 'on-floor', lit && 'chosen-name', before && 'end')}
        x={before ? x - away : x + away}
        y={y + 6}
      >
        {shortName(person.alias)}
      </text>
    </g>
  );
}

/** "from the third ring to the second" in words, or null where nothing moved or is known. */
export function movement(person: PersonRow): string | null {
  if (person.ring === null || person.ring_before === null || person.ring === person.ring_before) return null;
  const by = Math.abs(person.ring - person.ring_before);
  return person.ring < person.ring_before ? t('people.nearer', { n: by }) : t('people.farther', { n: by });
}
