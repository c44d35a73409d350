// A field for a passphrase: hidden or shown, paste allowed, known to password managers.
import { useId, useState } from 'preact/hooks';
import { t } from './words';

interface SecretFieldProps {
  label: string;
  value: string;
  onInput(value: string): void;
  /** `new-password` where one is made, so that a manager offers to keep it. */
  autocomplete: 'current-password' | 'new-password';
  note?: string | undefined;
  wrong?: string | undefined;
  focus?: boolean;
}

export function SecretField({ label, value, onInput, autocomplete, note, wrong, focus = false }: SecretFieldProps) {
  const id = useId();
  const [shown, setShown] = useState(false);
  const described = [note !== undefined && `${id}-note`, wrong !== undefined && `${id}-wrong`]
    .filter(Boolean)
    .join(' ');
  return (
    <div class="field-box secret">
      <label class="label" for={id}>
        {label}
      </label>
      <div class="with-key">
        <input
          id={id}
          {...(shown ? { type: 'text' as const } : { type: 'password' as const })}
          value={value}
          // A browser keeps what is typed into a plain field for its session, readable on the disk, unless told not to.
          autocomplete={shown ? 'off' : autocomplete}
          autocapitalize="off"
          spellcheck={false}
          autofocus={focus}
          aria-describedby={described === '' ? undefined : described}
          aria-invalid={wrong === undefined ? undefined : 'true'}
          onInput={(event) => onInput(event.currentTarget.value)}
        />
        <button class="way" type="button" aria-pressed={shown} onClick={() => setShown(!shown)}>
          {t(shown ? 'unlock.conceal' : 'unlock.show')}
        </button>
      </div>
      {note !== undefined && (
        <p class="note" id={`${id}-note`}>
          {note}
        </p>
      )}
      {wrong !== undefined && (
        <p class="wrong" id={`${id}-wrong`} role="alert">
          {wrong}
        </p>
      )}
    </div>
  );
}

/** Password managers look for a name to keep a passphrase under. */
export function KeptUnder() {
  return (
    <input
      class="vh"
      type="text"
      autocomplete="username"
      value={t('shell.name')}
      tabIndex={-1}
      readOnly
      aria-hidden="true"
    />
  );
}
