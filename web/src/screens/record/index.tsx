// One record: read, changed, deleted with undo; where two versions were kept, both are shown and one way is chosen.
import type { ScreenProps } from '../../app/rooms';
import { go, href } from '../../app/router';
import { life, t, today } from '../../app/life';
import type { Id } from '../../app/records';
import type { Views } from '../../app/views';
import { kindLabel } from '../../parts/content';
import { clock, shortDate } from '../../parts/dates';
import { useKeeping } from '../../parts/keep';
import { Key, Keys } from '../../parts/keys';
import { Screen } from '../../parts/screen';
import { Empty, Trouble, When } from '../../parts/state';
import { offerUndo } from '../../parts/undo';
import { useView } from '../../parts/view';
import { canShare } from '../share/contents';
import { canChange, Change, changeAddress } from './change';
import { Read } from './read';
import { Versions } from './versions';

type RecordView = Views['record'];

export default function Record({ place }: ScreenProps) {
  const id = place.rest[0];
  const change = place.rest[1] === 'change';
  const shown = useView('record', id === undefined ? null : { id });
  const where = shown.data === null ? t('record.where') : kindLabel(shown.data.kind);
  const aside =
    shown.data === null
      ? undefined
      : t('record.at', { date: shortDate(shown.data.at, today()), time: clock(shown.data.at) });
  return (
    <Screen
      where={where}
      aside={aside}
      back={change && id !== undefined ? href('record', [id]) : href('journey')}
      class="record"
    >
      {id === undefined ? (
        <Empty said={t('record.none')} />
      ) : (
        <When shown={shown}>{(record) => <Body id={id} record={record} change={change} />}</When>
      )}
    </Screen>
  );
}

function Body({ id, record, change }: { id: Id; record: RecordView; change: boolean }) {
  if (record.current === null) return <Empty said={t('record.deleted')} />;
  if (record.versions.length > 1) return <Versions record={record} />;
  if (change) return <Change id={id} kind={record.kind} body={record.current} />;
  return (
    <>
      <Read kind={record.kind} body={record.current} />
      <Acts id={id} kind={record.kind} />
    </>
  );
}

function Acts({ id, kind }: { id: Id; kind: string }) {
  const keeping = useKeeping();
  const remove = () =>
    keeping.run(async () => {
      const { undo } = await life.remove(id);
      offerUndo(t('parts.removed'), undo);
      go(href('journey'), { replace: true });
    });
  return (
    <div class="acts">
      {kind === 'check' && (
        <a class="linked" href={href('mirror', [id])}>
          {t('record.mirror')}
        </a>
      )}
      {kind === 'step' && (
        <a class="linked" href={href('step', [id])}>
          {t('record.step')}
        </a>
      )}
      {canShare(kind) && (
        <a class="linked" href={href('share', [id])} data-key="share">
          {t('share.where')}
        </a>
      )}
      {keeping.failure !== null && <Trouble failure={keeping.failure} onAgain={remove} />}
      <Keys>
        <Key onPress={remove} disabled={keeping.busy} name="delete">
          {t('people.delete')}
        </Key>
        {canChange(kind) && (
          <Key icon="write" to={changeAddress(kind, id)} name="change">
            {t('people.change')}
          </Key>
        )}
      </Keys>
    </div>
  );
}
