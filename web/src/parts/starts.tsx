// Beginnings of sentences beside a field: one tap puts one there, to be finished or taken out again.
import { t } from '../app/life';

interface StartsProps {
  starts: readonly { id: string; text: string }[];
  value: string;
  onInput(value: string): void;
}

/** `value` with `start` on a line of its own at its end; the ellipsis, where the words are to go, is left out. */
export function begun(value: string, start: string): string {
  const words = start.replace(/\s*…\s*$/u, ' ');
  const before = value.trimEnd();
  return before === '' ? words : `${before}\n${words}`;
}

export function Starts({ starts, value, onInput }: StartsProps) {
  return (
    <ul class="starts" aria-label={t('parts.starts')}>
      {starts.map((start) => (
        <li key={start.id}>
          <button
            type="button"
            onClick={(event) => {
              onInput(begun(value, start.text));
              // The words go on where they begin: in the field above.
              const field = event.currentTarget.closest('.with-starts')?.querySelector('textarea');
              field?.focus();
              requestAnimationFrame(() => field?.setSelectionRange(field.value.length, field.value.length));
            }}
          >
            {start.text}
          </button>
        </li>
      ))}
    </ul>
  );
}
