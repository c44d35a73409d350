// What is being filled in on a screen: kept, sealed, as it is typed, and there again after a reload or a crash.
import { useEffect, useRef, useState } from 'preact/hooks';
import { life } from '../app/life';

export interface Draft<T> {
  /** Null until the sealed one was looked for, so that nothing typed is ever overwritten by it. */
  value: T | null;
  change(part: Partial<T>): void;
  /** Forgets it: it was kept, or given up. */
  clear(): Promise<void>;
}

/** The draft in `slot`, or `start` where there is none. A draft of another shape is read over `start`. */
export function useDraft<T extends object>(slot: string, start: T): Draft<T> {
  const [value, setValue] = useState<T | null>(null);
  const latest = useRef<T | null>(null);

  useEffect(() => {
    let gone = false;
    latest.current = null;
    setValue(null);
    life.draft
      .load<Partial<T>>(slot)
      .catch(() => null)
      .then((kept) => {
        if (gone) return;
        const whole = { ...start, ...(kept ?? {}) };
        latest.current = whole;
        setValue(whole);
      });
    return () => {
      gone = true;
    };
  }, [slot]);

  return {
    value,
    change(part) {
      const next = { ...(latest.current ?? start), ...part };
      latest.current = next;
      setValue(next);
      life.draft.save(slot, next);
    },
    async clear() {
      latest.current = null;
      await life.draft.clear(slot);
    },
  };
}
