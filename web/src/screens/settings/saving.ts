// Keeping settings as they are changed: one write at a time, and of quick changes to one setting only the last.
import { useRef, useState } from 'preact/hooks';
import { Failure } from '../../app/life';
import type { SettingKey, Settings } from '../../app/records';
import { set } from '../../app/settings';

export function useSaving() {
  const [failure, setFailure] = useState<Failure | null>(null);
  const turn = useRef<Promise<void>>(Promise.resolve());
  const waiting = useRef(new Map<SettingKey, () => Promise<void>>());
  const save = <K extends SettingKey>(key: K, value: Settings[K]) => {
    waiting.current.set(key, () => set(key, value));
    turn.current = turn.current.then(async () => {
      const latest = waiting.current.get(key);
      waiting.current.delete(key);
      if (latest === undefined) return;
      await latest().then(
        () => setFailure(null),
        (thrown) => setFailure(Failure.from(thrown)),
      );
    });
  };
  return { failure, save };
}
