// A number on an engraved line, by hand, arrow keys or voice; nothing is assumed until it is touched.
import { useId } from 'preact/hooks';
import { t } from '../app/life';
import { classes } from './class';

interface RulerProps {
  label: string;
  min?: number;
  max: number;
  step?: number;
  value: number | null;
  onChange(value: number): void;
  /** Words at the two ends. */
  low: string;
  high: string;
  /** A way to take the number back; shown once there is one. */
  onClear?: () => void;
}

export function Ruler({ label, min = 0, max, step = 1, value, onChange, low, high, onClear }: RulerProps) {
  const id = useId();
  const middle = Math.round((min + max) / 2 / step) * step;
  return (
    <div class={classes('ruler', value === null && 'unset')}>
      <div class="label">
        <label for={id}>{label}</label>
        <output for={id}>{value === null ? t('parts.not_said') : value}</output>
      </div>
      <div class="line">
        <input
          autocomplete="off"
          id={id}
          type="range"
          min={min}
          max={max}
          step={step}
          value={value ?? middle}
          aria-valuetext={value === null ? t('parts.not_said') : t('parts.ruler', { value, min, max, low, high })}
          onInput={(event) => onChange(Number(event.currentTarget.value))}
          onPointerDown={(event) => {
            if (value === null) onChange(Number(event.currentTarget.value));
          }}
        />
        <Graduation marks={10} fine={4} />
      </div>
      <div class="poles" aria-hidden="true">
        <span>{low}</span>
        <span>{high}</span>
      </div>
      {onClear !== undefined && value !== null && (
        <div>
          <button class="quiet-link" type="button" onClick={onClear}>
            {t('parts.take_back')}
          </button>
        </div>
      )}
    </div>
  );
}

/** An engraved line of `marks` long divisions with `fine` short ones in each. */
export function Graduation({ marks, fine }: { marks: number; fine: number }) {
  const width = 400;
  const cells = marks * (fine + 1);
  const long: string[] = [];
  const short: string[] = [];
  for (let i = 0; i <= cells; i++) {
    const x = ((i / cells) * width).toFixed(1);
    if (i % (fine + 1) === 0) long.push(`M${x} 1v14`);
    else short.push(`M${x} 1v7`);
  }
  return (
    <svg viewBox={`0 0 ${width} 16`} preserveAspectRatio="none" aria-hidden="true">
      <path class="d-line" d={short.join('')} />
      <path class="d-ink" d={long.join('')} />
    </svg>
  );
}
