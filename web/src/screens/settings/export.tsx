// Exports: the sealed file that only the passphrase opens, and the plain one that anyone can read.
import { useState } from 'preact/hooks';
import { errorWords } from '../../app/errors';
import { saveFile } from '../../app/files';
import { door, Failure, today } from '../../app/life';
import { NewPassphrase } from '../../app/new-passphrase';
import { t } from '../../app/words';
import { Key, Keys } from '../../parts/keys';
import { Busy } from './busy';

export function Export() {
  const [busy, setBusy] = useState(false);
  const [choosing, setChoosing] = useState(false);
  const [warned, setWarned] = useState(false);
  const [said, setSaid] = useState<string | null>(null);

  const run = async (work: () => Promise<string>) => {
    setBusy(true);
    setSaid(null);
    try {
      setSaid(await work());
    } catch (thrown) {
      setSaid(errorWords(Failure.from(thrown)));
    }
    setBusy(false);
  };
  const sealed = (passphrase: string | null) =>
    run(async () => {
      const { bytes } = await door.ask('export_sealed', { passphrase });
      saveFile(bytes, `ajar-${today()}.ajar`, 'application/octet-stream');
      setChoosing(false);
      return t('settings.export_sealed_done');
    });
  const plain = () =>
    run(async () => {
      const { bytes, records } = await door.ask('export_plain', {});
      saveFile(bytes, `ajar-${today()}.jsonl`, 'application/jsonl');
      setWarned(false);
      return t('settings.export_plain_done', { records });
    });

  return (
    <div class="stack loose">
      <section class="stack">
        <h2 class="label">{t('settings.sealed')}</h2>
        <p class="text">{t('settings.sealed_what')}</p>
        {choosing ? (
          <>
            <p class="text">{t('settings.sealed_passphrase')}</p>
            <NewPassphrase act={t('settings.sealed_save')} busy={busy} onChosen={sealed} />
          </>
        ) : (
          <Keys>
            <Key
              main
              disabled={busy}
              onPress={() => (door.settled.value.passphrase ? void sealed(null) : setChoosing(true))}
            >
              {t('settings.sealed_save')}
            </Key>
          </Keys>
        )}
      </section>
      <section class="stack">
        <h2 class="label">{t('settings.plain')}</h2>
        <p class="text">{t('settings.plain_what')}</p>
        <Keys>
          {warned ? (
            <>
              <Key disabled={busy} onPress={() => void plain()}>
                {t('settings.plain_save_now')}
              </Key>
              <Key onPress={() => setWarned(false)}>{t('settings.leave')}</Key>
            </>
          ) : (
            <Key disabled={busy} onPress={() => setWarned(true)}>
              {t('settings.plain_save')}
            </Key>
          )}
        </Keys>
        {warned && (
          <p class="text" role="alert">
            {t('settings.plain_warning')}
          </p>
        )}
      </section>
      {busy && <Busy said={t('settings.working')} />}
      {said !== null && (
        <p class="text" role="status">
          {said}
        </p>
      )}
    </div>
  );
}
