// Keeping: one write at a time, with what went wrong said where it was tried.
import { useState } from 'preact/hooks';
import { Failure } from '../app/life';
import { forgetUndo } from './undo';

export interface Keeping {
  busy: boolean;
  failure: Failure | null;
  /** Runs `work` unless something is still being kept; what fails is held in `failure`, and nothing is lost. */
  run(work: () => Promise<void>): void;
}

export function useKeeping(): Keeping {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  return {
    busy,
    failure,
    run(work) {
      if (busy) return;
      setBusy(true);
      // Only the last act can be taken back: what comes after may rest on it.
      forgetUndo();
      setFailure(null);
      work()
        .catch((thrown: unknown) => setFailure(Failure.from(thrown)))
        .finally(() => setBusy(false));
    },
  };
}

/** Without the fields that say nothing. */
export const saidOnly = <T extends object>(body: T): T =>
  Object.fromEntries(
    Object.entries(body).filter(([, part]) => part !== undefined && part !== null && part !== ''),
  ) as T;
