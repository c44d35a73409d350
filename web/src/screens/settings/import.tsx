// Import: a plain or a sealed file, checked line by line before anything is kept; then all of it or nothing.
import { useId, useState } from 'preact/hooks';
import { errorWords } from '../../app/errors';
import { looksPlain, mostBytes, readFile } from '../../app/files';
import { door, Failure, keepStorage } from '../../app/life';
import { href } from '../../app/router';
import { SecretField } from '../../app/secret-field';
import { t } from '../../app/words';
import { Key, Keys } from '../../parts/keys';
import type { Checked } from '../../engine/protocol';
import { Busy } from './busy';

export function Import() {
  const id = useId();
  const [sealed, setSealed] = useState<Uint8Array | null>(null);
  const [checked, setChecked] = useState<Checked | null>(null);
  const [taken, setTaken] = useState<number | null>(null);
  const [busy, setBusy] = useState<string | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);

  const run = async (said: string, work: () => Promise<void>) => {
    setBusy(said);
    setWrong(null);
    try {
      await work();
    } catch (thrown) {
      setWrong(errorWords(Failure.from(thrown)));
    }
    setBusy(null);
  };
  const choose = (file: File | undefined) => {
    setChecked(null);
    setSealed(null);
    setTaken(null);
    if (file === undefined) return;
    void run(t('settings.import_checking'), async () => {
      if (file.size > mostBytes) throw new Failure('app/file_too_large');
      const bytes = await readFile(file);
      if (looksPlain(bytes)) setChecked(await door.ask('import_check', { bytes }));
      else setSealed(bytes);
    });
  };
  const open = (passphrase: string) =>
    run(t('settings.import_checking'), async () => {
      setChecked(await door.ask('import_open', { bytes: sealed!, passphrase }));
      setSealed(null);
    });
  const take = () =>
    run(t('settings.importing'), async () => {
      await door.ask('import_take', { now_ms: Date.now() });
      void keepStorage();
      setTaken(checked!.new);
      setChecked(null);
    });

  return (
    <div class="stack loose">
      <p class="text">{t('settings.import_what')}</p>
      <div class="field-box file">
        <label class="label" for={id}>
          {t('settings.import_file')}
        </label>
        <input
          autocomplete="off"
          id={id}
          type="file"
          accept=".jsonl,.json,.txt,.ajar"
          onChange={(event) => choose(event.currentTarget.files?.[0])}
        />
      </div>
      {busy !== null && <Busy said={busy} />}
      {sealed !== null && busy === null && <OpenSealed onOpen={open} />}
      {wrong !== null && (
        <p class="text" role="alert">
          {wrong}
        </p>
      )}
      {checked !== null && busy === null && <Found checked={checked} onTake={() => void take()} />}
      {taken !== null && (
        <div class="stack" role="status">
          <p class="lead">{t('settings.import_done', { n: taken })}</p>
          <Keys>
            <Key to={href('journey')}>{t('room.journey')}</Key>
          </Keys>
        </div>
      )}
    </div>
  );
}

function OpenSealed({ onOpen }: { onOpen(passphrase: string): void }) {
  const [passphrase, setPassphrase] = useState('');
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        onOpen(passphrase);
      }}
    >
      <SecretField
        label={t('settings.import_passphrase')}
        value={passphrase}
        autocomplete="current-password"
        onInput={setPassphrase}
      />
      <Keys>
        <Key main submit disabled={passphrase === ''}>
          {t('settings.import_open')}
        </Key>
      </Keys>
    </form>
  );
}

function Found({ checked, onTake }: { checked: Checked; onTake(): void }) {
  if (checked.errors.length > 0) {
    return (
      <section class="stack" role="alert">
        <p class="label">{t('settings.import_refused')}</p>
        <ol class="rows errors">
          {checked.errors.map(({ code, line, field, detail }) => (
            <li key={`${line} ${field}`}>
              <p class="text">{errorWords(new Failure(code, line, field, detail))}</p>
            </li>
          ))}
        </ol>
      </section>
    );
  }
  return (
    <section class="stack" role="status">
      <p class="text">{t('settings.import_found', { new: checked.new, known: checked.known })}</p>
      {checked.intact === false && <p class="text">{errorWords(new Failure('vault/damaged_export'))}</p>}
      {(checked.damaged ?? 0) > 0 && (
        <p class="text">{t('settings.import_damaged', { count: checked.damaged ?? 0 })}</p>
      )}
      {checked.new > 0 && (
        <Keys>
          <Key main onPress={onTake}>
            {t('settings.import_take', { n: checked.new })}
          </Key>
        </Keys>
      )}
    </section>
  );
}
