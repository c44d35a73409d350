// Several records at once, as the view `record` answers each.
import { useEffect, useRef, useState } from 'preact/hooks';
import { Failure, life } from '../../app/life';
import type { Id } from '../../app/records';
import type { Shown } from '../../parts/view';
import type { One } from './index';

export function useRecords(ids: readonly Id[]): Shown<One[]> {
  const [data, setData] = useState<One[] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [tries, setTries] = useState(0);
  const asked = useRef(0);
  const key = ids.join(' ');
  const revision = life.revision.value;
  useEffect(() => {
    const turn = ++asked.current;
    Promise.all(key.split(' ').map(async (id) => ({ id, view: await life.view('record', { id }) }))).then(
      (answers) => {
        if (turn !== asked.current) return;
        setData(answers);
        setFailure(null);
      },
      (thrown: unknown) => {
        if (turn === asked.current) setFailure(Failure.from(thrown));
      },
    );
  }, [key, revision, tries]);
  return { data, failure, again: () => setTries(tries + 1) };
}
