// The one door between screens and the person's life: views out, records in, drafts, and whether it is open.
import { batch, signal, type ReadonlySignal } from '@preact/signals';
import { chapterBytes, engineModule, rulesBytes, type Edition } from '../engine/assets';
import { Engine } from '../engine/client';
import { Failure } from '../base/failure';
import type { CallName, Calls, LifeState, Progress, Settled, Told } from '../engine/protocol';
import type { Bodies, Id, Kind, LocalTime } from './records';
import { local, remember } from './local';
import { now } from './time';
import type { ViewArgs, Views } from './views';
import { content } from './words';

export { content, t } from './words';
export { now, today } from './time';
export { Failure } from '../base/failure';

export interface Put<K extends Kind = Kind> {
  kind: K;
  body: Bodies[K];
  /** Absent: a new record. Present: a new revision of it, which settles all versions that there are. */
  id?: Id;
  /** When it happened; absent: now. An edit keeps the old one unless it is given. */
  at?: LocalTime;
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
const settled = signal<Settled>({ state: 'starting', passphrase: false, damaged: [] });
const failure = signal<Failure | null>(null);
/** Storage was cleared under the open life. */
const cleared = signal(false);
const trouble = signal<Failure | null>(null);
/** A made-up life is looked at. */
const sampling = signal(false);
const progress = signal<Progress | null>(null);

let engine: Engine | undefined;

function ask<N extends CallName>(name: N, argument: Calls[N][0], transfer?: Transferable[]): Promise<Calls[N][1]> {
  engine ??= new Engine(hear);
  return engine.ask(name, argument, transfer);
}

function hear(told: Told): void {
  if (told.told === 'revision') revision.value += 1;
  else if (told.told === 'state') settle(told.settled);
  else if (told.told === 'progress') progress.value = told.done < told.of ? told : null;
  else if (told.told === 'overtaken') overtake(new Failure(told.code));
  else followOthers(told.told);
}

/** A newcomer begins with the small module; a life that was kept here may need the whole one, if it can be had. */
export async function bestEngine(): Promise<{ compiled: WebAssembly.Module; edition: Edition }> {
  if (local.value.life) {
    const compiled = await engineModule('whole').catch(() => null);
    if (compiled !== null) return { compiled, edition: 'whole' };
  }
  return { compiled: await engineModule('first'), edition: 'first' };
}

/** What to do when another tab hid, shut or erased the life; set by the shell. */
let followOthers: (what: 'hidden' | 'shut' | 'erased') => void = () => {};

/** What to do with what was just kept; set by the shell. */
let onKept: (record: Put) => void = () => {};

function settle(next: Settled): void {
  if (next.state === 'open' && state.peek() !== 'open') {
    sweepLater();
    // From now on empty storage means that the browser has cleared it.
    if (!local.value.life) remember({ life: true });
  }
  batch(() => {
    settled.value = next;
    state.value = next.state;
    revision.value += 1;
  });
}

/** What was removed and could no longer be undone when the app was last closed. */
function sweepLater(): void {
  setTimeout(() => {
    if (state.peek() === 'open') void ask('sweep', { now_ms: Date.now(), after: false }).catch(report);
  }, UNDO_MS);
}

/** What was open is still whole in memory: it stays open, so that it can be kept again or exported. */
function overtake(why: Failure): void {
  if (why.code === 'store/gone' && state.peek() === 'open') cleared.value = true;
  else fail(why);
}

/** The life cannot be used: says so, and changes nothing. */
function fail(thrown: unknown): void {
  const failed = Failure.from(thrown);
  batch(() => {
    failure.value = failed;
    state.value = failed.code === 'store/newer' || failed.code === 'newer_critical' ? 'newer' : 'failed';
  });
}

/** What another tab did to the stored life shuts this one, which then asks again. */
const overtaken = new Set(['store/shut_anew', 'store/moved']);

async function write<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (thrown) {
    const { code } = Failure.from(thrown);
    if (overtaken.has(code)) void door.lock(null);
    if (code === 'store/gone') cleared.value = true;
    throw thrown;
  }
}

export const life: Life = {
  state,
  revision,
  view: (name, args) => ask('view', { name, args: { ...args, now: now() } }) as Promise<never>,
  async put(record) {
    const kept = await write(ask('put', { ...record, now: now(), now_ms: Date.now() }));
    void keepStorage();
    onKept(record);
    return kept;
  },
  async remove(id) {
    await write(ask('remove', { id, now: now(), now_ms: Date.now() }));
    const timer = setTimeout(() => void ask('sweep', { now_ms: Date.now(), after: true }).catch(report), UNDO_MS);
    return {
      async undo() {
        clearTimeout(timer);
        await write(ask('restore', { id, now: now(), now_ms: Date.now() }));
      },
    };
  },
  draft: {
    async load<T>(slot: string) {
      const waiting = typed.get(slot);
      return (waiting !== undefined ? waiting.value : await ask('draft_load', { slot })) as T | null;
    },
    save(slot, value) {
      const before = typed.get(slot);
      if (before !== undefined) clearTimeout(before.timer);
      typed.set(slot, { value, timer: setTimeout(() => void sealTyped(slot), DRAFT_MS) });
    },
    async clear(slot) {
      const before = typed.get(slot);
      if (before !== undefined) clearTimeout(before.timer);
      typed.delete(slot);
      await ask('draft_clear', { slot });
    },
  },
};

/** What was typed and is not sealed yet, by slot. */
const typed = new Map<string, { value: unknown; timer: ReturnType<typeof setTimeout> }>();

/** Resolves with whether it is sealed. Where another tab shut the life anew it is not yet: it waits until it is open again. */
async function flush(slot: string): Promise<boolean> {
  const entry = typed.get(slot);
  if (entry === undefined) return true;
  clearTimeout(entry.timer);
  typed.delete(slot);
  try {
    await ask('draft_save', { slot, value: entry.value, now_ms: Date.now() });
    return true;
  } catch (thrown) {
    if (!overtaken.has(Failure.from(thrown).code)) report(thrown);
    else if (!typed.has(slot)) typed.set(slot, entry);
    return !typed.has(slot);
  }
}

async function sealTyped(slot: string): Promise<void> {
  if (!(await flush(slot))) await door.lock(null);
}

/** Seals at once all that was typed: the page is about to go away, or the life to be shut. */
export async function flushDrafts(): Promise<void> {
  await Promise.all([...typed.keys()].map(flush));
}

/** Asks the browser once not to clear this storage by itself: something was kept. */
export async function keepStorage(): Promise<void> {
  if (persistAsked) return;
  persistAsked = true;
  await navigator.storage?.persist?.().catch(() => false);
}
let persistAsked = false;

function report(thrown: unknown): void {
  const failed = Failure.from(thrown);
  if (failed.code === 'store/gone' && state.peek() === 'open') cleared.value = true;
  else trouble.value = failed;
}

/** The rest of the life's door, for the shell's own screens: Unlock, Settings and the frame. */
export const door = {
  settled: settled as ReadonlySignal<Settled>,
  /** Why the life is `failed` or `newer`. */
  failure: failure as ReadonlySignal<Failure | null>,
  /** Something that failed in the background (a draft, the erasing of removed words); the shell says it. */
  trouble,
  cleared: cleared as ReadonlySignal<boolean>,
  /** Keeps again what the browser cleared while it was open here. Rejects with a Failure, and may be tried again. */
  async rescue() {
    settle(await ask('rescue', { now_ms: Date.now() }));
    cleared.value = false;
  },
  progress: progress as ReadonlySignal<Progress | null>,
  ask,
  settle,
  /** Looks at a made-up life in place of one's own. Rejects with a Failure. */
  async sample() {
    await ask('sample_begin', { now: now(), words: await chapterBytes(content.language, 'sample') });
    sampling.value = true;
  },
  async leaveSample() {
    await ask('sample_end', {});
    sampling.value = false;
  },
  sampling: sampling as ReadonlySignal<boolean>,
  /** Opens the life that is stored here, as far as that needs nobody. */
  async begin() {
    try {
      const [engine, bytes] = await Promise.all([bestEngine(), rulesBytes(content.language)]);
      settle(await ask('start', { ...engine, content: bytes }));
    } catch (thrown) {
      fail(thrown);
    }
  },
  whenOthers(follow: typeof followOthers) {
    followOthers = follow;
  },
  whenKept(read: typeof onKept) {
    onKept = read;
  },
  /**
   * Shuts the life: seals the drafts, drops every key by ending the worker, and begins anew.
   * `elsewhere`: what the other tabs are to do.
   */
  async lock(elsewhere: 'hidden' | 'shut' | null) {
    await flushDrafts();
    await ask('lock', { elsewhere }).catch(() => {});
    engine?.end();
    engine = undefined;
    sampling.value = false;
    cleared.value = false;
    await door.begin();
    if (state.peek() === 'open') await flushDrafts();
    // Nothing that was typed stays readable behind a shut door.
    else typed.clear();
  },
};
