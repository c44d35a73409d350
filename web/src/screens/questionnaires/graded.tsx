// As many answers as a questionnaire has, on the engraved ruler of the check: its ticks lengthen with the number.
import { useRef } from 'preact/hooks';
import { Radio } from '../../parts/radio';

interface GradedProps {
  legend: string;
  name: string;
  options: readonly { value: number; label: string }[];
  value: number | null;
  onChange(value: number): void;
  /** Picked with a finger or a mouse. */
  onPick(value: number): void;
}

const height = 46;
/** How long after a finger or a mouse was down a change counts as theirs and not the keyboard's, in ms. */
const pointerWindow = 700;

export function Graded({ legend, name, options, value, onChange, onPick }: GradedProps) {
  const pointerAt = useRef(-Infinity);
  const touched = (event: { timeStamp: number }) => {
    pointerAt.current = event.timeStamp;
  };
  const values = options.map((option) => option.value);
  const low = Math.min(...values);
  const span = Math.max(1, Math.max(...values) - low);
  return (
    <fieldset
      class="ladder graded"
      onPointerDown={touched}
      onPointerUp={touched}
      onKeyDown={() => {
        pointerAt.current = -Infinity;
      }}
    >
      <legend class="vh">{legend}</legend>
      {options.map((option, i) => (
        <Radio
          key={option.value}
          name={name}
          value={option.value}
          checked={value === option.value}
          onChoose={() => onChange(option.value)}
          onPress={(event) => {
            if (event.timeStamp - pointerAt.current < pointerWindow) onPick(option.value);
          }}
        >
          <svg class="tick" viewBox={`0 0 64 ${height}`} preserveAspectRatio="none" aria-hidden="true">
            <path
              class="d-ink"
              d={`M.9 ${i === 0 ? height / 2 : 0}V${i === options.length - 1 ? height / 2 : height}`}
            />
            <path class="d-ink long" d={`M0 ${height / 2}H${14 + (44 * (option.value - low)) / span}`} />
          </svg>
          {option.label}
        </Radio>
      ))}
    </fieldset>
  );
}
