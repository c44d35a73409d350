// The loop: a line as heavy as the times it was travelled, dotted where it goes round again, swung open where there is a way out.
//
// The words are an ordered list, which is the picture's text; the line is drawn beside it, from where each stands.
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { classes } from '../parts/class';

export interface LoopPlace {
  place: string;
  /** "What starts it" */
  name: string;
  /** "7 of 9 times", or null. */
  count: string | null;
  /** How often the way to here was gone, 0–1. */
  weight: number;
  words: string;
  /** The words are the person's own: serif. */
  own: boolean;
  /** The way out: no place on the line, but a gap in it. */
  exit: boolean;
}

/** Where the line runs, from the inline start, in px; and how far out the dotted way back lies. */
const line = 60;
const outer = 6;
const bend = 27;

export function Loop({ places, label }: { places: readonly LoopPlace[]; label: string }) {
  const list = useRef<HTMLOListElement>(null);
  const [shape, setShape] = useState<{ height: number; at: number[]; boxes: [number, number][] } | null>(null);
  const key = JSON.stringify(places);
  useLayoutEffect(() => {
    const element = list.current;
    if (element === null) return;
    const measure = () => {
      const items = [...element.children] as HTMLElement[];
      setShape({
        height: element.offsetHeight,
        at: items.map((item) => item.offsetTop + 11),
        boxes: items.map((item) => [item.offsetTop, item.offsetTop + item.offsetHeight]),
      });
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [key]);
  return (
    <div class="loop">
      {shape !== null && shape.at.length === places.length && (
        <svg width={line + 24} height={shape.height} viewBox={`0 0 ${line + 24} ${shape.height}`} aria-hidden="true">
          <Drawn places={places} at={shape.at} boxes={shape.boxes} height={shape.height} />
        </svg>
      )}
      <ol ref={list} aria-label={label}>
        {places.map((one) => (
          <li key={one.place} class={classes(one.exit && 'opening')}>
            <span class="note">{one.count === null ? one.name : `${one.name}, ${one.count}`}</span>
            <p class={one.own ? 'own' : 'text'}>{one.words}</p>
          </li>
        ))}
      </ol>
    </div>
  );
}

interface DrawnProps {
  places: readonly LoopPlace[];
  at: readonly number[];
  boxes: readonly (readonly [number, number])[];
  height: number;
}

const weightOf = (weight: number): number => 1.5 + 4.5 * Math.max(0, Math.min(1, weight));

function Drawn({ places, at, boxes, height }: DrawnProps) {
  const nodes = places.map((place, i) => ({ ...place, y: at[i] ?? 0 })).filter(({ exit }) => !exit);
  const first = nodes[0]?.y ?? 0;
  const last = nodes.at(-1)?.y ?? height;
  const gapAt = places.findIndex(({ exit }) => exit);
  const gap = gapAt < 0 ? null : (boxes[gapAt] ?? null);
  const end = Math.min(height - 2, last + 34);
  return (
    <>
      {nodes.slice(1).map((node, i) => (
        <Run key={node.place} from={nodes[i]?.y ?? 0} to={node.y} width={weightOf(node.weight)} gap={gap} />
      ))}
      <path
        class="back-run"
        d={`M${line} ${last}V${end - bend}Q${line} ${end} ${line - bend} ${end}Q${outer} ${end} ${outer} ${end - bend}V${first + bend}Q${outer} ${first} ${outer + bend} ${first}H${line}`}
      />
      <path class="d-ink" d={`M${outer - 5.5} ${(first + end) / 2 + 8}l5.5-8 5.5 8`} />
      {gap !== null && (
        <>
          <path
            class="d-line"
            d={`M${line} ${gap[0]}A${gap[1] - gap[0]} ${gap[1] - gap[0]} 0 0 0 ${line - 41} ${gap[0] + 13}`}
          />
          <path class="run" stroke-width={5} d={`M${line} ${gap[1]}L${line - 41} ${gap[0] + 13}`} />
          <circle class="p-ink" cx={line} cy={gap[1]} r={5} />
        </>
      )}
      {nodes.map((node) => (
        <circle key={node.place} class="node" cx={line} cy={node.y} r={6.5} />
      ))}
    </>
  );
}

/** One part of the way, with its arrow; open where the way out is. */
function Run({
  from,
  to,
  width,
  gap,
}: {
  from: number;
  to: number;
  width: number;
  gap: readonly [number, number] | null;
}) {
  const open = gap !== null && gap[0] > from && gap[1] < to;
  const d = open ? `M${line} ${from}V${gap[0]}M${line} ${gap[1]}V${to}` : `M${line} ${from}V${to}`;
  const tip = to - 8;
  return (
    <>
      <path class="run" stroke-width={width} d={d} />
      <path class="p-ink" d={`M${line - 7} ${tip - 11}h14l-7 11z`} />
    </>
  );
}
