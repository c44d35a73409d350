// An instance of the module with a life in it: opened with the device's secret, the log read into it, or made from nothing.
import { join, split, type Module } from './module';
import type { Progress, Settled } from './protocol';

/** Bytes handed to the engine at once while opening: small enough to tell progress, large enough to cost nothing. */
const openBytes = 1024 * 1024;

/** What the engine says of frames that it read. */
export interface Applied {
  events: number;
  records: number;
  damaged: Settled['damaged'];
  /** Words that a tombstone erased are still in these frames. */
  strip: boolean;
}

/** What reading a whole log found. */
export interface Read {
  damaged: Settled['damaged'];
  strip: boolean;
}

/** An instance that holds a life, and what was found in its log. */
export interface Opened extends Read {
  engine: Module;
  vault: string;
  device: string;
}

/** A life whose secret and first frame are not stored yet. */
export interface Unborn {
  vault: string;
  device: string;
  secret: Uint8Array;
  frame: Uint8Array;
}

/** A life in memory alone, so that every view answers before anything is kept. */
export function conceive(engine: Module): Unborn {
  const { json, blob } = engine.call<{ vault: string; device: string; parts: number[] }>('create');
  const [secret, frame] = split(blob, json.parts) as [Uint8Array, Uint8Array];
  return { vault: json.vault, device: json.device, secret, frame };
}

/** Opens the life whose secret this is in `engine`, its log still unread. Wipes `secret`, whatever happens. */
export function openIn(engine: Module, secret: Uint8Array): { vault: string; device: string } {
  try {
    return engine.call<{ vault: string; device: string }>('open', {}, secret).json;
  } finally {
    secret.fill(0);
  }
}

/** Reads a whole log, piece by piece, into `engine`, which is open and empty. */
export function readLog(engine: Module, pieces: Uint8Array[], tell: (progress: Progress) => void): Read {
  const total = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const read: Read = { damaged: [], strip: false };
  let done = 0;
  for (let from = 0; from < pieces.length || from === 0;) {
    let to = from;
    let size = 0;
    while (to < pieces.length && (to === from || size + pieces[to]!.length <= openBytes)) {
      size += pieces[to]!.length;
      to += 1;
    }
    apply(engine, join(...pieces.slice(from, to)), to >= pieces.length, read);
    done += size;
    tell({ told: 'progress', what: 'open', done, of: total });
    from = Math.max(to, from + 1);
  }
  return read;
}

/** Reads the frames that follow into `engine`, and adds what was found to `read`. */
export function apply(engine: Module, frames: Uint8Array, last: boolean, read: Read): void {
  const { json } = engine.call<Applied>('apply', { last }, frames);
  read.damaged.push(...json.damaged);
  read.strip ||= json.strip;
}

/** Does `work` with the life that was opened in `engine`, which is shut again where that fails. */
export async function orClose<T>(engine: Module, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    engine.call('close');
    throw thrown;
  }
}
