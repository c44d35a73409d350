// Let someone in: what leaves is on the screen before it does, then seven words open it for whoever has them and the file.
import { useState } from 'preact/hooks';
import { saveFile } from '../../app/files';
import type { ScreenProps } from '../../app/rooms';
import { go, href } from '../../app/router';
import { content, life, now, t, today } from '../../app/life';
import type { Bodies, Id } from '../../app/records';
import type { Views } from '../../app/views';
import { pageWith, sealCapsule, type Sealed } from '../../engine/capsule';
import { useKeeping } from '../../parts/keep';
import { Key, Keys } from '../../parts/keys';
import { Screen } from '../../parts/screen';
import { Segs } from '../../parts/segs';
import { Empty, Trouble, When } from '../../parts/state';
import { useView } from '../../parts/view';
import { Words } from '../../parts/words';
import { canShare, fieldsOf, snapshotOf } from './contents';

type RecordView = Views['record'];
type Outward = NonNullable<Bodies['entry']['outward']>;

export default function Share({ place }: ScreenProps) {
  const id = place.rest[0];
  const shown = useView('record', id === undefined ? null : { id });
  return (
    <Screen where={t('share.where')} back={id === undefined ? href('journey') : href('record', [id])}>
      {id === undefined ? (
        <Empty said={t('record.none')} />
      ) : (
        <When shown={shown}>{(record) => <Body id={id} record={record} />}</When>
      )}
    </Screen>
  );
}

function Body({ id, record }: { id: Id; record: RecordView }) {
  const [sealed, setSealed] = useState<Sealed | null>(null);
  if (record.current === null) return <Empty said={t('record.deleted')} />;
  if (!canShare(record.kind)) return <Empty said={t('share.stays')} />;
  if (sealed !== null) return <Done id={id} record={record} sealed={sealed} />;
  return <Choose record={record} body={record.current} onSealed={setSealed} />;
}

interface ChooseProps {
  record: RecordView;
  body: NonNullable<RecordView['current']>;
  onSealed(sealed: Sealed): void;
}

/** All that leaves, as it will be read; anything in it may be left out. */
function Choose({ record, body, onSealed }: ChooseProps) {
  const fields = fieldsOf(record.kind, body as Record<string, unknown>);
  const [out, setOut] = useState<string[]>([]);
  const keeping = useKeeping();
  const chosen = fields.map(([, , , field]) => field).filter((field) => !out.includes(field));
  const { text, records } = snapshotOf(record.kind, record.at, body as Record<string, unknown>, chosen, now());
  const seal = () => keeping.run(async () => onSealed(await sealCapsule(text, records)));
  return (
    <>
      <div class="stack loose">
        <div class="stack">
          <h2 class="lead">{t('share.inside')}</h2>
          <p class="text">{t('share.no_way_back')}</p>
        </div>
        {fields.length > 1 && (
          <Words
            legend={t('share.goes_in')}
            options={fields.map(([label, , , field]) => ({ value: field, label }))}
            chosen={chosen}
            shown={fields.length}
            most={fields.length}
            onChange={(kept) => setOut(fields.map(([, , , field]) => field).filter((field) => !kept.includes(field)))}
          />
        )}
        <section class="stack" aria-label={t('share.inside')}>
          {chosen.length === 0 ? <p class="text">{t('share.nothing')}</p> : <Inside text={text.trim()} />}
        </section>
      </div>
      <div class="acts">
        {keeping.failure !== null && <Trouble failure={keeping.failure} onAgain={seal} />}
        <p class="note" role="status">
          {keeping.busy ? t('share.sealing') : t('share.copy')}
        </p>
        <Keys>
          <Key main disabled={keeping.busy || chosen.length === 0} onPress={seal} name="seal">
            {t('share.seal')}
          </Key>
        </Keys>
      </div>
    </>
  );
}

/** The text as it is, the two lines that Ajar puts above it in Ajar's voice. */
function Inside({ text }: { text: string }) {
  const own = text.indexOf('\n\n', text.indexOf('\n\n') + 2);
  return (
    <p class="note as-written" data-part="inside">
      {text.slice(0, own)}
      <span class="own">{text.slice(own)}</span>
    </p>
  );
}

/** The words, once; the file, in the form that suits; and where it went. */
function Done({ id, record, sealed }: { id: Id; record: RecordView; sealed: Sealed }) {
  const before = record.kind === 'entry' ? (record.current as Bodies['entry']).outward : undefined;
  const [outward, setOutward] = useState<Outward | null>(before === 'mine' ? null : (before ?? null));
  const [said, setSaid] = useState('');
  const keeping = useKeeping();
  const save = (ending: 'html' | 'age') =>
    keeping.run(async () => {
      const name = `sealed-${today()}.${ending}`;
      if (ending === 'age') saveFile(sealed.file, name, 'application/octet-stream');
      else saveFile(await pageWith(sealed.armored, content.language), name, 'text/html');
      setSaid(t('share.saved', { file: name }));
    });
  const done = () =>
    keeping.run(async () => {
      if (record.kind === 'entry' && outward !== null && outward !== before)
        await life.put({ kind: 'entry', id, body: { ...(record.current as Bodies['entry']), outward } });
      go(href('record', [id]), { replace: true });
    });
  return (
    <>
      <div class="stack loose">
        <div class="stack">
          <h2 class="label">{t('share.words')}</h2>
          <p class="say" data-part="phrase">
            {sealed.phrase}
          </p>
          <p class="text">{t('share.words_once')}</p>
        </div>
        <div class="stack">
          <Keys>
            <Key disabled={keeping.busy} onPress={() => save('age')} name="save-file">
              {t('share.save_file')}
            </Key>
            <Key main disabled={keeping.busy} onPress={() => save('html')} name="save-page">
              {t('share.save_page')}
            </Key>
          </Keys>
          <p class="note">{t('share.save_what')}</p>
          <p class="note" role="status">
            {said}
          </p>
        </div>
        {record.kind === 'entry' && (
          <Segs
            legend={t('write.where_to')}
            name="outward"
            options={(['person', 'therapist'] as const).map((value) => ({ value, label: t(`write.outward.${value}`) }))}
            value={outward as 'person' | 'therapist' | null}
            onChange={(value) => setOutward(value)}
          />
        )}
      </div>
      <div class="acts">
        {keeping.failure !== null && <Trouble failure={keeping.failure} />}
        <Keys>
          <Key disabled={keeping.busy} onPress={done} name="done">
            {t('share.done')}
          </Key>
        </Keys>
      </div>
    </>
  );
}
