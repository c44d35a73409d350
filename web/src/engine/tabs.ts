// The tabs of one browser: they take turns to write, and tell each other what happened.

/** `changed`: read on. `shut`: the secret was shut anew, open again. `hidden`, `erased`: leave. */
export type Said = 'changed' | 'shut' | 'hidden' | 'erased';

const turnName = 'ajar-turn';
const runName = 'ajar-run';
const undoName = 'ajar-undo';

export interface Tabs {
  /** Runs `work` when no other tab is writing. */
  turn<T>(work: () => Promise<T>): Promise<T>;
  /** Runs `work` when no other run with the hub is on its way, in this tab or another; takes no turn to write. */
  run<T>(work: () => Promise<T>): Promise<T>;
  say(what: Said): void;
  /** As long as it is held, no tab erases the words of what was removed. */
  holdUndo(): void;
  endUndo(): void;
  /** Runs `work` unless some tab can still undo; then whoever ends last does it. */
  unlessUndoOpen(work: () => Promise<void>): Promise<void>;
  close(): void;
}

export function tabs(hear: (said: Said) => void): Tabs {
  const channel = new BroadcastChannel('ajar');
  channel.onmessage = ({ data }) => hear(data as Said);
  const held: (() => void)[] = [];
  return {
    turn: (work) => navigator.locks.request(turnName, work) as Promise<never>,
    run: (work) => navigator.locks.request(runName, work) as Promise<never>,
    say: (what) => channel.postMessage(what),
    holdUndo() {
      const open = new Promise<void>((resolve) => held.push(resolve));
      void navigator.locks.request(undoName, { mode: 'shared' }, () => open);
    },
    endUndo: () => held.shift()?.(),
    async unlessUndoOpen(work) {
      // A lock that was just let go may need a turn of the event loop to be free.
      await new Promise((resolve) => setTimeout(resolve));
      await navigator.locks.request(undoName, { ifAvailable: true }, async (lock) => {
        if (lock !== null) await work();
      });
    },
    close() {
      for (const release of held.splice(0)) release();
      channel.close();
    },
  };
}
