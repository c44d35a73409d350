// A line or a page for one's own words, with what is off said under it.
import { useId } from 'preact/hooks';
import { classes } from './class';

interface FieldProps {
  label: string;
  value: string;
  onInput(value: string): void;
  /** The words are the person's own: serif. */
  own?: boolean;
  lines?: boolean;
  /** Starts one line high, and grows. */
  short?: boolean;
  note?: string | undefined;
  /** What is off, and what would do. */
  wrong?: string | undefined;
  most?: number;
  type?: 'text' | 'date' | 'search' | 'time';
  placeholder?: string | undefined;
  min?: string;
  max?: string;
}

export function Field(props: FieldProps) {
  const { label, value, onInput, own = false, lines = false, short = false, note, wrong, most, type = 'text' } = props;
  const id = useId();
  const described = [note !== undefined && `${id}-note`, wrong !== undefined && `${id}-wrong`]
    .filter(Boolean)
    .join(' ');
  const shared = {
    id,
    value,
    maxLength: most,
    placeholder: props.placeholder,
    'aria-describedby': described === '' ? undefined : described,
    'aria-invalid': wrong === undefined ? undefined : ('true' as const),
  };
  return (
    <div class={classes('field-box', own && 'written')}>
      <label class="label" for={id}>
        {label}
      </label>
      {note !== undefined && (
        <p class="note" id={`${id}-note`}>
          {note}
        </p>
      )}
      {lines ? (
        <textarea
          autocomplete="off"
          {...shared}
          class={short ? 'short' : undefined}
          rows={short ? 1 : 3}
          onInput={(event) => onInput(event.currentTarget.value)}
        />
      ) : (
        <input
          {...shared}
          type={type as 'text'}
          min={props.min}
          max={props.max}
          autocomplete="off"
          onInput={(event) => onInput(event.currentTarget.value)}
        />
      )}
      {wrong !== undefined && (
        <p class="wrong" id={`${id}-wrong`} role="alert">
          {wrong}
        </p>
      )}
    </div>
  );
}

/** The person's own words, of one line that grows. */
export const OwnLines = (props: Omit<FieldProps, 'own' | 'lines' | 'short' | 'type' | 'min' | 'max'>) => (
  <Field own lines short {...props} />
);
