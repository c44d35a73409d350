// The one door between screens and the person's life: views out, records in, drafts, and whether it is open.
import { batch, signal, type ReadonlySignal } from '@preact/signals';
import { Engine } from '../engine/client';
import type { CallName, Calls, FromWorker, Settled } from '../engine/protocol';
import { Failure } from './failure';
import type { Bodies, Id, Kind, LocalTime } from './records';
import { now } from './time';
import type { ViewArgs, Views } from './views';
import { content } from './words';

export { content, t } from './words';
export { now, today } from './time';
export { Failure } from './failure';

/** `new`: no vault yet. The vault is made silently with the first kept thing, before its write. */
export type LifeState = 'starting' | 'new' | 'locked' | 'open' | 'failed' | 'newer';

export interface Put<K extends Kind = Kind> {
  kind: K;
  body: Bodies[K];
  /** Absent: a new record. Present: a new revision of it. */
  id?: Id;
  /** When it happened; absent: now. An edit keeps the old one unless it is given. */
  at?: LocalTime;
  /** Revisions that this one settles, where a record has several versions. */
  over?: string[];
}

export interface Life {
  readonly state: ReadonlySignal<LifeState>;
  /** Grows with every change of the life, in this tab or another; read it in an effect to draw anew. */
  readonly revision: ReadonlySignal<number>;
  /** A view of spec/views.md; `now` is added. Rejects with a Failure. While `new`, it answers for an empty life. */
  view<N extends keyof Views>(name: N, args?: ViewArgs[N]): Promise<Views[N]>;
  /** Resolves only when the record is durable; rejects with a Failure and nothing changed. */
  put<K extends Kind>(record: Put<K>): Promise<{ id: Id; rev: string }>;
  /** Hides the record at once. `undo` brings it back for about 10 s; then its words are erased. */
  remove(id: Id): Promise<{ undo(): Promise<void> }>;
  /** What is being written, sealed as it is typed. A slot is a name such as `write` or `moment`. */
  readonly draft: {
    load<T>(slot: string): Promise<T | null>;
    /** Cheap to call at each key stroke; written within 300 ms, and at once when the page goes away. */
    save(slot: string, value: unknown): void;
    clear(slot: string): Promise<void>;
  };
}

const UNDO_MS = 10_000;
const DRAFT_MS = 300;

const state = signal<LifeState>('starting');
const revision = signal(0);
const settled = signal<Settled>({ state: 'starting', passphrase: false, evicted: false, damaged: [] });
const failure = signal<Failure | null>(null);
const progress = signal<Extract<FromWorker, { told: 'progress' }> | null>(null);

let engine = start();

function start(): Engine {
  return new Engine((told) => {
    if (told.told === 'revision') revision.value = told.revision;
    else if (told.told === 'state') settle(told.settled);
    else if (told.told === 'progress') progress.value = told.done < told.of ? told : null;
    else if (told.told === 'hidden') leaveFor('hidden');
    else leaveFor('erased');
  });
}

let leaveFor: (why: 'hidden' | 'erased') => void = () => {};

function settle(next: Settled): void {
  batch(() => {
    settled.value = next;
    state.value = next.state;
    revision.value += 1;
  });
}

export const life: Life = {
  state,
  revision,
  view: (name, args) => engine.ask('view', { name, args: { ...args, now: now() } }) as Promise<never>,
  put: (record) => engine.ask('put', { ...record, now: now(), now_ms: Date.now() }),
  async remove(id) {
    await engine.ask('remove', { id, now: now(), now_ms: Date.now() });
    const timer = setTimeout(() => void engine.ask('sweep', { now_ms: Date.now() }).catch(report), UNDO_MS);
    return {
      async undo() {
        clearTimeout(timer);
        await engine.ask('restore', { id, now: now(), now_ms: Date.now() });
      },
    };
  },
  draft: {
    async load<T>(slot: string) {
      const waiting = typed.get(slot);
      return (waiting !== undefined ? waiting.value : await engine.ask('draft_load', { slot })) as T | null;
    },
    save(slot, value) {
      const before = typed.get(slot);
      if (before !== undefined) clearTimeout(before.timer);
      typed.set(slot, { value, timer: setTimeout(() => void flush(slot), DRAFT_MS) });
    },
    async clear(slot) {
      const before = typed.get(slot);
      if (before !== undefined) clearTimeout(before.timer);
      typed.delete(slot);
      await engine.ask('draft_clear', { slot });
    },
  },
};

/** What was typed and is not sealed yet, by slot. */
const typed = new Map<string, { value: unknown; timer: ReturnType<typeof setTimeout> }>();

async function flush(slot: string): Promise<void> {
  const entry = typed.get(slot);
  if (entry === undefined) return;
  clearTimeout(entry.timer);
  typed.delete(slot);
  await engine.ask('draft_save', { slot, value: entry.value, now_ms: Date.now() }).catch(report);
}

/** Seals at once all that was typed: the page is about to go away, or the life to be shut. */
export async function flushDrafts(): Promise<void> {
  await Promise.all([...typed.keys()].map(flush));
}

function report(thrown: unknown): void {
  failure.value = Failure.from(thrown);
}

/** The rest of the life's door, for the shell's own screens: Unlock, Settings and the frame. */
export const door = {
  settled: settled as ReadonlySignal<Settled>,
  /** Something that failed in the background, to be said in words; null: nothing. */
  failure,
  progress: progress as ReadonlySignal<typeof progress.value>,
  ask: <N extends CallName>(name: N, argument: Calls[N][0], transfer?: Transferable[]) =>
    engine.ask(name, argument, transfer),
  settle,
  whenLeaving(leave: typeof leaveFor) {
    leaveFor = leave;
  },
  /** Shuts the life: seals the drafts, drops every key by ending the worker, and starts an empty one. */
  async lock({ elsewhere = true } = {}) {
    await flushDrafts();
    await engine.ask('lock', { elsewhere }).catch(() => {});
    engine.end();
    engine = start();
    settle(await engine.ask('start', { language: content.language, now_ms: Date.now() }));
  },
};
