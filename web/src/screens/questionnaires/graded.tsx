// As many answers as a questionnaire has, on the engraved ruler of the check: its ticks lengthen with the number.
import { Radios, usePointed } from '../../parts/radio';

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

export function Graded({ legend, name, options, value, onChange, onPick }: GradedProps) {
  const { watch, pointed } = usePointed();
  const values = options.map((option) => option.value);
  const low = Math.min(...values);
  const span = Math.max(1, Math.max(...values) - low);
  return (
    <fieldset class="ladder graded" {...watch}>
      <legend class="vh">{legend}</legend>
      <Radios
        name={name}
        options={options}
        value={value}
        onChange={onChange}
        onPress={(value, press) => {
          if (pointed(press)) onPick(value);
        }}
      >
        {(option, i) => (
          <>
            <svg class="tick" viewBox={`0 0 64 ${height}`} preserveAspectRatio="none" aria-hidden="true">
              <path
                class="d-ink"
                d={`M.9 ${i === 0 ? height / 2 : 0}V${i === options.length - 1 ? height / 2 : height}`}
              />
              <path class="d-ink long" d={`M0 ${height / 2}H${14 + (44 * (option.value - low)) / span}`} />
            </svg>
            {option.label}
          </>
        )}
      </Radios>
    </fieldset>
  );
}
