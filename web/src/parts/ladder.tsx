// The ladder: five answers on an engraved ruler whose ticks lengthen with the answer, so the order is seen before it is read.
import { useRef } from 'preact/hooks';
import type { Answer } from '../app/records';
import { Radio } from './radio';

const steps: readonly Answer[] = [0, 1, 2, 3, 4];
const height = 54;
/** How long after a finger or a mouse was down a change counts as theirs and not the keyboard's, in ms. */
const pointerWindow = 700;

interface LadderProps {
  legend: string;
  name: string;
  labels: readonly string[];
  value: Answer | null;
  onChange(answer: Answer): void;
  /** Picked with a finger or a mouse, the chosen one again included: a keyboard walks through answers and means none yet. */
  onPick?(answer: Answer): void;
}

export function Ladder({ legend, name, labels, value, onChange, onPick }: LadderProps) {
  const pointerAt = useRef(-Infinity);
  return (
    <fieldset
      class="ladder"
      onPointerDown={(event) => {
        pointerAt.current = event.timeStamp;
      }}
      onPointerUp={(event) => {
        pointerAt.current = event.timeStamp;
      }}
      onKeyDown={() => {
        pointerAt.current = -Infinity;
      }}
    >
      <legend class="vh">{legend}</legend>
      {steps.map((answer) => (
        <Radio
          key={answer}
          name={name}
          value={answer}
          checked={value === answer}
          onChoose={() => onChange(answer)}
          onPress={(event) => {
            if (event.timeStamp - pointerAt.current < pointerWindow) onPick?.(answer);
          }}
        >
          <Tick answer={answer} />
          {labels[answer]}
        </Radio>
      ))}
    </fieldset>
  );
}

/** A fifth of the ruler: its long tick in the middle, as long as the answer is great. */
function Tick({ answer }: { answer: Answer }) {
  const middle = height / 2;
  const top = answer === 0 ? middle - 0.9 : 0;
  const end = answer === 4 ? middle + 0.9 : height;
  const fine = [0.1, 0.3, 0.7, 0.9].map((part) => part * height).filter((y) => y > top && y < end);
  return (
    <svg class="tick" viewBox={`0 0 64 ${height}`} preserveAspectRatio="none" aria-hidden="true">
      <path class="d-ink" d={`M.9 ${top}V${end}`} />
      <path class="d-ink long" d={`M0 ${middle}H${14 + 11 * answer}`} />
      <path class="d-line" d={fine.map((y) => `M0 ${y.toFixed(1)}H8`).join('')} />
    </svg>
  );
}
