// What the page asks of the worker that holds the life, and what the worker tells unasked.
import type { LifeState } from '../app/life';
import type { Id, LocalTime } from '../app/records';

export interface PutRequest {
  kind: string;
  body: object;
  id?: Id;
  at?: LocalTime;
  over?: string[];
}

export interface Settled {
  state: LifeState;
  /** A passphrase shuts this life. */
  passphrase: boolean;
  /** A life existed in this browser, and its storage is gone. */
  evicted: boolean;
  /** Events that could not be verified or opened; the rest is readable. */
  damaged: { index: number; code: string }[];
}

export interface LineError {
  line: number;
  field: string;
  code: string;
  detail: string;
}

export interface Checked {
  lines: number;
  new: number;
  known: number;
  errors: LineError[];
}

export interface Verified {
  events: number;
  records: number;
  problems: { index: number; code: string; record?: string }[];
  state: string;
}

/** Every call: its argument and its answer. One runs at a time, in the order asked. */
export interface Calls {
  start: [{ language: string; now_ms: number }, Settled];
  unlock: [{ passphrase: string }, Settled];
  /** Drops every key; `elsewhere`: tell the other tabs. */
  lock: [{ elsewhere: boolean }, null];
  catch_up: [Record<string, never>, null];
  view: [{ name: string; args: object }, unknown];
  put: [PutRequest & { now: LocalTime; now_ms: number }, { id: Id; rev: string }];
  remove: [{ id: Id; now: LocalTime; now_ms: number }, { id: Id; rev: string }];
  restore: [{ id: Id; now: LocalTime; now_ms: number }, null];
  /** Erases the words of what was removed, unless a tab could still undo. */
  sweep: [{ now_ms: number }, null];
  draft_load: [{ slot: string }, unknown];
  draft_save: [{ slot: string; value: unknown; now_ms: number }, null];
  draft_clear: [{ slot: string }, null];
  set_passphrase: [{ passphrase: string; current: string | null; now_ms: number }, null];
  words: [Record<string, never>, { words: string[] } | null];
  words_confirm: [{ words: string[] }, null];
  recover: [{ words: string[]; passphrase: string; now_ms: number }, Settled];
  export_plain: [Record<string, never>, { records: number; bytes: Uint8Array }];
  export_sealed: [Record<string, never>, { bytes: Uint8Array }];
  import_check: [{ bytes: Uint8Array }, Checked];
  import_take: [{ now_ms: number }, { events: number }];
  /** Puts the life of a sealed file in the place of an empty one. */
  sealed_restore: [{ bytes: Uint8Array; passphrase: string }, Settled];
  verify: [Record<string, never>, Verified];
  erase: [Record<string, never>, null];
}

export type CallName = keyof Calls;

export interface Request<N extends CallName = CallName> {
  call: number;
  name: N;
  argument: Calls[N][0];
}

export interface PlainFailure {
  code: string;
  line: number;
  field: string;
  detail: string;
}

export type FromWorker =
  | { call: number; answer: unknown }
  | { call: number; failure: PlainFailure }
  | { told: 'state'; settled: Settled }
  | { told: 'revision'; revision: number }
  /** Work done of work in all, for what may take over a second. */
  | { told: 'progress'; what: 'open' | 'import' | 'verify' | 'key'; done: number; of: number }
  /** Another tab hid or erased the life. */
  | { told: 'hidden' }
  | { told: 'erased' };
