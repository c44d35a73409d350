// With whom: one of the people, or nobody in particular.
import { t } from '../app/life';
import type { Id } from '../app/records';
import type { PersonRow } from '../app/views';
import { classes } from './class';
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
  const shown = people.filter((person) => !person.hidden || person.id === value);
  return (
    <fieldset class="words names">
      <legend class={classes('label', silent && 'vh')}>{legend}</legend>
      <div>
        {shown.map((person) => (
          <label key={person.id}>
            <input
              autocomplete="off"
              type="radio"
              name={name}
              value={person.id}
              checked={value === person.id}
              onChange={() => onChange(person.id)}
            />
            {shownName(person.alias)}
          </label>
        ))}
        {shown.length > 0 && (
          <label>
            <input
              autocomplete="off"
              type="radio"
              name={name}
              value=""
              checked={value === null}
              onChange={() => onChange(null)}
            />
            <span class="nobody">{t('parts.nobody')}</span>
          </label>
        )}
        <a class="more linked" href={href('people', ['new'], { back: location.hash })}>
          {t(shown.length > 0 ? 'parts.add_person' : 'parts.add_first')}
        </a>
      </div>
    </fieldset>
  );
}
