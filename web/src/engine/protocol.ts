// What the page asks of the worker that holds the life, and what the worker tells unasked.
import type { Edition } from './assets';
import type { Id, LocalTime } from '../base/values';

/** `new`: no vault yet. The vault is made silently with the first kept thing, before its write. */
export type LifeState = 'starting' | 'new' | 'locked' | 'open' | 'failed' | 'newer';

export interface PutRequest {
  kind: string;
  body: object;
  id?: Id;
  at?: LocalTime;
}

export interface Settled {
  state: LifeState;
  /** A passphrase shuts this life. */
  passphrase: boolean;
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
  /** Entries of a sealed file that could not be opened, and are left out. */
  damaged?: number;
  /** The sealed file is not as it was written: its end may be missing, which no entry shows. */
  intact?: boolean;
}

export interface QuestionnaireRead {
  title: string;
  count: number;
  /** The one that it is, or those that it may be. */
  keys: { instrument: string; called: string; full: string; from: string }[];
  /** Null until one of the keys is chosen. */
  body: { instrument: string; title?: string; text: string } | null;
}

export interface Verified {
  events: number;
  records: number;
  problems: { index: number; code: string; record?: string }[];
  state: string;
}

/** How a run with the hub came to its end: an empty code when all is the same on both sides. */
export interface Synced {
  code: string;
  detail: string;
  /** A device's id, or empty. */
  device: string;
  /** Seconds until it may be tried again; 0: not by itself. */
  wait: number;
  /** What was mended on the way. */
  notices: { code: string; device: string }[];
  /** A new vault has taken the place of the old one here, however the run after it ended. */
  begun?: boolean;
}

export interface Device {
  id: string;
  name: string;
  self: boolean;
  revoked: boolean;
  /** Who let it in: a device's id, or `words`. */
  by: string;
  /** Milliseconds since 1970 UTC, 0: never. */
  heard_at: number;
  events: number;
  quarantined: number;
}

export interface Devices {
  /** The vault is at the hub. */
  known: boolean;
  /** Events that the hub does not have yet. */
  unsynced: number;
  synced_at: number;
  alarm: string;
  devices: Device[];
}

/** One capsule that rests at the hub, as the hub tells it. */
export interface Resting {
  id: string;
  /** Seconds since 1970, by the hub's clock. */
  expires: number;
  /** Left. */
  reads: number;
  /** Bytes. */
  size: number;
}

/** Every call: its argument and its answer. One runs at a time, in the order asked; those of the hub wait beside. */
export interface Calls {
  /** The module compiled and what it reads of the content: the page has both, and hands them over at each beginning. */
  start: [{ compiled: WebAssembly.Module; edition: Edition; content: Uint8Array }, Settled];
  /** Goes on with the whole module, once it is fetched. What needs it asks for it by itself. */
  grow: [Record<string, never>, null];
  unlock: [{ passphrase: string }, Settled];
  /** Drops every key; `elsewhere`: what to tell the other tabs. */
  lock: [{ elsewhere: 'hidden' | 'shut' | null }, null];
  view: [{ name: string; args: object }, unknown];
  put: [PutRequest & { now: LocalTime; now_ms: number }, { id: Id; rev: string }];
  remove: [{ id: Id; now: LocalTime; now_ms: number }, { id: Id; rev: string }];
  restore: [{ id: Id; now: LocalTime; now_ms: number }, null];
  /** Erases the words of what was removed, unless a tab could still undo. `after`: the undo of one removal here is over. */
  sweep: [{ now_ms: number; after: boolean }, null];
  draft_load: [{ slot: string }, unknown];
  draft_save: [{ slot: string; value: unknown; now_ms: number }, null];
  draft_clear: [{ slot: string }, null];
  set_passphrase: [{ passphrase: string; current: string | null; now_ms: number }, null];
  words: [Record<string, never>, { words: string[] } | null];
  words_confirm: [{ words: string[] }, null];
  recover: [{ words: string[]; passphrase: string; now_ms: number }, Settled];
  export_plain: [Record<string, never>, { records: number; bytes: Uint8Array }];
  /** `passphrase`: for the file, where the life has none. */
  export_sealed: [{ passphrase: string | null }, { bytes: Uint8Array }];
  import_check: [{ bytes: Uint8Array }, Checked];
  /** The same for a sealed file. */
  import_open: [{ bytes: Uint8Array; passphrase: string }, Checked];
  /** Writes what the last check held: all of it or nothing. */
  import_take: [{ now_ms: number }, null];
  /** What a questionnaire's file asks, and the body to keep it by; `key` where one was chosen. */
  questionnaire_read: [{ bytes: Uint8Array; key: string | null }, QuestionnaireRead];
  verify: [Record<string, never>, Verified];
  /** The browser has cleared the storage of the life that is still open here: keeps it again, as a new vault. */
  rescue: [{ now_ms: number }, Settled];
  erase: [Record<string, never>, null];
  /** From here on views are those of a made-up life, and nothing is kept. */
  sample_begin: [{ now: LocalTime; words: Uint8Array }, null];
  sample_end: [Record<string, never>, null];
  /** Whether a hub answers there. */
  hub: [{ origin: string }, boolean];
  devices: [Record<string, never>, Devices];
  device_name: [{ device: string; name: string; now_ms: number }, null];
  /**
   * `words`: they open the session, where the hub lost the vault and does not know this device. `go_on`: a person says
   * that a copy goes on under a new id once more.
   */
  sync: [
    {
      origin: string;
      now_ms: number;
      invitation?: string;
      certify?: string;
      revoke?: string[];
      words?: string[];
      go_on?: boolean;
    },
    Synced,
  ];
  /** The vault at the hub goes, for every device; all is well where it never was there. */
  vault_end: [{ origin: string }, Synced];
  /** The life under new words and keys, as a vault of its own. `origin`: of the hub, where this life is synced. */
  words_new: [{ origin: string | null; now_ms: number }, Synced];
  /** Who stands behind a QR's text or a typed code; `device` is empty for a QR. */
  device_visitor: [{ origin: string; typed: string }, { qr: string; device: string }];
  device_admit: [{ origin: string; qr: string; now_ms: number }, Synced];
  join_begin: [{ origin: string }, { code: string; qr: string }];
  join_wait: [{ origin: string }, Synced];
  join_stop: [Record<string, never>, null];
  join_words: [{ origin: string; words: string[] }, Synced];
  /** Leaves a sealed file at the hub, reads the list of those that rest there, takes one back. */
  resting_leave: [{ origin: string; id: string; days: number; reads: number; file: Uint8Array }, null];
  resting_list: [{ origin: string }, Resting[]];
  resting_end: [{ origin: string; id: string }, null];
}

export type CallName = keyof Calls;
export type Ask<N extends CallName> = Calls[N][0];

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
  | { told: 'revision' }
  /** Work done of work in all, for what may take over a second. */
  | { told: 'progress'; what: 'open' | 'import' | 'key'; done: number; of: number }
  /** The database was taken away under the life: `store/gone` or `store/newer`. */
  | { told: 'overtaken'; code: string }
  /** What another tab did. */
  | { told: 'hidden' | 'shut' | 'erased' };

/** What the worker tells unasked. */
export type Told = Exclude<FromWorker, { call: number }>;
export type Progress = Extract<Told, { told: 'progress' }>;
