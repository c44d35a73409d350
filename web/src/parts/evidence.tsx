// What a sentence rests on, and the records behind it, one tap away.
import { useEffect, useState } from 'preact/hooks';
import { Failure, life, t, today } from '../app/life';
import type { Id } from '../app/records';
import { href } from '../app/router';
import type { Views } from '../app/views';
import { kindLabel, ownWords } from './content';
import { shortDate } from './dates';
import { Dialog } from './dialog';
import { Key, Keys } from './keys';
import { Trouble, Waiting } from './state';
import { Tally } from './tally';

interface EvidenceProps {
  records: readonly Id[];
  /** What the link says; absent: "Rests on 5 notes". */
  said?: string;
  /** How many of them are of the kind that the sentence speaks of. */
  yes?: number;
}

/** At most this many are opened behind one sentence. */
const most = 50;

export function Evidence({ records, said, yes }: EvidenceProps) {
  const [open, setOpen] = useState(false);
  if (records.length === 0) return null;
  const n = records.length;
  return (
    <>
      <button class="rests" type="button" onClick={() => setOpen(true)}>
        <Tally yes={yes ?? n} no={n - (yes ?? n)} />
        <span>{said ?? t('parts.rests', { n })}</span>
      </button>
      {open && (
        <Dialog title={t('parts.behind')} onClose={() => setOpen(false)}>
          <Behind records={records.slice(0, most)} />
          <Keys few>
            <Key onPress={() => setOpen(false)}>{t('parts.close')}</Key>
          </Keys>
        </Dialog>
      )}
    </>
  );
}

function Behind({ records }: { records: readonly Id[] }) {
  const [found, setFound] = useState<Views['record'][] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(() => {
    Promise.all(records.map((id) => life.view('record', { id }))).then(setFound, (thrown: unknown) =>
      setFailure(Failure.from(thrown)),
    );
  }, []);
  if (failure !== null) return <Trouble failure={failure} />;
  if (found === null) return <Waiting />;
  return (
    <ul class="rows">
      {found.map((record) => (
        <li key={record.id}>
          <a href={href('record', [record.id])}>
            <span class="note">
              {t('parts.kind_on', { kind: kindLabel(record.kind), date: shortDate(record.at, today()) })}
            </span>
            <span class="own">
              {record.current === null ? t('parts.deleted') : ownWords(record.kind, record.current)}
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}
