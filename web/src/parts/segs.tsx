// One of a few, in one line where it fits.
import { classes } from './class';
import { Radios } from './radio';

interface SegsProps<V extends string> {
  legend: string;
  name: string;
  options: readonly { value: V; label: string }[];
  value: V | null;
  onChange(value: V): void;
  /** The legend is said but not seen. */
  silent?: boolean;
  /** Single words that wrap, where there may be many. */
  loose?: boolean;
}

export function Segs<V extends string>({
  legend,
  name,
  options,
  value,
  onChange,
  silent = false,
  loose = false,
}: SegsProps<V>) {
  return (
    <fieldset class={loose ? 'words' : 'segs'}>
      <legend class={classes('label', silent && 'vh')}>{legend}</legend>
      <div>
        <Radios name={name} options={options} value={value} onChange={onChange}>
          {(option) => option.label}
        </Radios>
      </div>
    </fieldset>
  );
}

interface ChoicesProps<V extends string> extends SegsProps<V> {
  options: readonly { value: V; label: string; note?: string | undefined }[];
  onPick?(value: V): void;
}

/** The same with room for a sentence each. A tap on a chosen one counts too (`onPick`). */
export function Choices<V extends string>(props: ChoicesProps<V>) {
  const { legend, name, options, value, onChange, onPick, silent = false } = props;
  return (
    <fieldset class="choices">
      <legend class={classes('label', silent && 'vh')}>{legend}</legend>
      <div>
        <Radios name={name} options={options} value={value} onChange={onChange} onPress={onPick}>
          {(option) => (
            <>
              <span>{option.label}</span>
              {option.note !== undefined && <span class="note">{option.note}</span>}
            </>
          )}
        </Radios>
      </div>
    </fieldset>
  );
}
