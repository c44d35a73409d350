// Add a questionnaire: its text from a file or pasted, read and matched to a key before anything is kept.
import { useId, useState } from 'preact/hooks';
import { errorWords } from '../../app/errors';
import { readFile } from '../../app/files';
import { door, Failure, life, t } from '../../app/life';
import { go, href } from '../../app/router';
import type { QuestionnaireRead } from '../../engine/protocol';
import { Field } from '../../parts/field';
import { useKeeping } from '../../parts/keep';
import { Key, Keys } from '../../parts/keys';
import { Screen } from '../../parts/screen';
import { Trouble } from '../../parts/state';
import { noteOf } from './figures';

/** What the engine reads at most; more is not even handed over. */
const mostBytes = 1024 * 1024;

export function Add() {
  const id = useId();
  const [bytes, setBytes] = useState<Uint8Array | null>(null);
  const [pasted, setPasted] = useState('');
  const [read, setRead] = useState<QuestionnaireRead | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const keeping = useKeeping();

  const look = async (from: Uint8Array, key: string | null) => {
    setWrong(null);
    setRead(null);
    setBytes(from);
    try {
      if (from.length > mostBytes) throw new Failure('questionnaire/too_long', 0, '', String(mostBytes));
      setRead(await door.ask('questionnaire_read', { bytes: from, key }));
    } catch (thrown) {
      setWrong(errorWords(Failure.from(thrown)));
    }
  };
  const choose = async (file: File | undefined) => {
    if (file !== undefined) await look(await readFile(file), null);
  };
  const keep = () =>
    keeping.run(async () => {
      const { id: kept } = await life.put({ kind: 'questionnaire', body: read!.body! });
      go(href('questionnaires', [kept]), { replace: true });
    });

  return (
    <Screen where={t('questionnaire.add')} back={href('questionnaires')} class="questionnaires">
      <p class="text">{t('questionnaire.add_what')}</p>
      <div class="field-box file">
        <label class="label" for={id}>
          {t('questionnaire.file')}
        </label>
        <input
          autocomplete="off"
          id={id}
          type="file"
          accept=".json,application/json,application/fhir+json"
          onChange={(event) => void choose(event.currentTarget.files?.[0])}
        />
      </div>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void look(new TextEncoder().encode(pasted), null);
        }}
      >
        <Field lines label={t('questionnaire.paste')} value={pasted} onInput={setPasted} />
        {pasted.trim() !== '' && (
          <Keys few>
            <Key submit name="read">
              {t('questionnaire.read')}
            </Key>
          </Keys>
        )}
      </form>
      {wrong !== null && (
        <p class="text" role="alert">
          {wrong}
        </p>
      )}
      {read !== null && read.body === null && (
        <section class="stack" role="status">
          <p class="lead">{t('questionnaire.which_key')}</p>
          <ul class="rows">
            {read.keys.map((key) => (
              <li key={key.instrument}>
                <button type="button" data-key={key.instrument} onClick={() => void look(bytes!, key.instrument)}>
                  <KeyWords one={key} />
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {read !== null && read.body !== null && read.keys[0] !== undefined && (
        <section class="stack" role="status">
          <p class="lead">{t('questionnaire.is', { called: read.keys[0].called, count: read.count })}</p>
          <KeyWords one={read.keys[0]} />
          {keeping.failure !== null && <Trouble failure={keeping.failure} onAgain={keep} />}
          <Keys>
            <Key to={href('questionnaires')}>{t('questionnaire.not_this')}</Key>
            <Key main disabled={keeping.busy} onPress={keep} name="keep">
              {t('questionnaire.keep')}
            </Key>
          </Keys>
        </section>
      )}
    </Screen>
  );
}

function KeyWords({ one }: { one: QuestionnaireRead['keys'][number] }) {
  const note = noteOf(one.instrument);
  return (
    <span class="stack">
      <span class="label">{one.called}</span>
      <span class="note">
        {one.full}. {one.from}
      </span>
      {note !== null && <span class="note">{note}</span>}
    </span>
  );
}
