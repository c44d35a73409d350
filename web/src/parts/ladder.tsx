// The ladder: five answers on an engraved ruler whose ticks lengthen with the answer, so the order is seen before it is read.
import type { Answer } from '../app/records';
import { Radios, usePointed } from './radio';

const steps = ([0, 1, 2, 3, 4] as const).map((value) => ({ value }));
const height = 54;

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
  const { watch, pointed } = usePointed();
  return (
    <fieldset class="ladder" {...watch}>
      <legend class="vh">{legend}</legend>
      <Radios
        name={name}
        options={steps}
        value={value}
        onChange={onChange}
        onPress={(answer, press) => {
          if (pointed(press)) onPick?.(answer);
        }}
      >
        {({ value: answer }) => (
          <>
            <Tick answer={answer} />
            {labels[answer]}
          </>
        )}
      </Radios>
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
