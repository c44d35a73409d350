// Let someone in: what leaves is on the screen before it does; then seven words open it for whoever has them and the file, the page
// or the link.
import { useState } from 'preact/hooks';
import { life, t } from '../../app/life';
import type { Bodies, Id } from '../../app/records';
import type { ScreenProps } from '../../app/rooms';
import { go, href } from '../../app/router';
import type { Views } from '../../app/views';
import { Screen } from '../../parts/screen';
import { Segs } from '../../parts/segs';
import { Empty, When } from '../../parts/state';
import { Choose } from './choose';
import { Done } from './done';
import { Links } from './links';
import { useRecords } from './records';
import type { Ready } from './seal';

type Outward = NonNullable<Bodies['entry']['outward']>;
export type One = { id: Id; view: Views['record'] };

export default function Share({ place }: ScreenProps) {
  const ids = place.rest;
  if (ids[0] === 'links') return <Links />;
  return (
    <Screen where={t('share.where')} back={ids[0] === undefined ? href('journey') : href('record', [ids[0]])}>
      {ids.length === 0 ? <Empty said={t('record.none')} /> : <Records key={ids[0]} ids={ids} />}
    </Screen>
  );
}

function Records({ ids }: { ids: Id[] }) {
  const shown = useRecords(ids);
  const [ready, setReady] = useState<Ready | null>(null);
  return (
    <When shown={shown}>
      {(records) =>
        ready === null ? <Choose records={records} onReady={setReady} /> : <Handed records={records} ready={ready} />
      }
    </When>
  );
}

/** What left is noted on it: a letter was sent, an entry went to somebody, where that is said. */
function Handed({ records, ready }: { records: One[]; ready: Ready }) {
  const entries = records.flatMap(({ id, view }) =>
    view.kind === 'entry' ? [{ id, body: view.current as Bodies['entry'] }] : [],
  );
  const before = entries[0]?.body.outward;
  const [outward, setOutward] = useState<Outward | null>(before === 'mine' ? null : (before ?? null));
  const onLeft = async () => {
    for (const { id, view } of records) {
      const body = view.current as Bodies['letter'];
      if (view.kind === 'letter' && body.sent !== true)
        await life.put({ kind: 'letter', id, body: { ...body, sent: true } });
    }
  };
  const onDone = async () => {
    if (outward !== null)
      for (const { id, body } of entries)
        if (body.outward !== outward) await life.put({ kind: 'entry', id, body: { ...body, outward } });
    go(href('record', [records[0]!.id]), { replace: true });
  };
  return (
    <Done ready={ready} onLeft={onLeft} onDone={onDone}>
      {entries.length > 0 && (
        <Segs
          legend={t('write.where_to')}
          name="outward"
          options={(['person', 'therapist'] as const).map((value) => ({ value, label: t(`write.outward.${value}`) }))}
          value={outward as 'person' | 'therapist' | null}
          onChange={(value) => setOutward(value)}
        />
      )}
    </Done>
  );
}
