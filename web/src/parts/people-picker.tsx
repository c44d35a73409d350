// With whom: one of the people, or nobody in particular.
import { t } from '../app/life';
import type { Id } from '../app/records';
import type { PersonRow } from '../app/views';
import { classes } from './class';
import { Radio, Radios } from './radio';
import { href } from '../app/router';
import { shownName } from '../app/settings';

interface PersonPickerProps {
  legend: string;
  name: string;
  people: readonly PersonRow[];
  value: Id | null;
  onChange(person: Id | null): void;
  silent?: boolean;
}

export function PersonPicker({ legend, name, people, value, onChange, silent = false }: PersonPickerProps) {
  const shown = people
    .filter((person) => !person.hidden || person.id === value)
    .map(({ id, alias }) => ({ value: id, alias }));
  return (
    <fieldset class="words names">
      <legend class={classes('label', silent && 'vh')}>{legend}</legend>
      <div>
        <Radios name={name} options={shown} value={value} onChange={onChange}>
          {(person) => shownName(person.alias)}
        </Radios>
        {shown.length > 0 && (
          <Radio name={name} value="" checked={value === null} onChoose={() => onChange(null)}>
            <span class="nobody">{t('parts.nobody')}</span>
          </Radio>
        )}
        <a class="more linked" href={href('people', ['new'], { back: location.hash })}>
          {t(shown.length > 0 ? 'parts.add_person' : 'parts.add_first')}
        </a>
      </div>
    </fieldset>
  );
}
