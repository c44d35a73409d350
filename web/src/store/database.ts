// The device's storage in the browser: one IndexedDB database with the key, the sealed log and the drafts.
import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction } from 'idb';
import { Failure } from '../base/failure';
import { append, after, isWhole, type Position, type Segment } from './segments';

/** The layout of this database; raised when a version that does not know it would do harm. */
export const format = 1;
const name = 'ajar';

/** The device's secret, shut by one of two means. */
export type Shut =
  /** Before a passphrase: under a WebCrypto key that no script can read out, but that this browser will use for anyone. */
  | { by: 'browser'; key: CryptoKey; iv: Uint8Array; sealed: Uint8Array }
  /** Under the passphrase: a key file of spec/vault.md. */
  | { by: 'passphrase'; file: Uint8Array };

export interface Meta {
  format: number;
  vault: string;
  device: string;
  /** Milliseconds since 1970 UTC. */
  created: number;
  secret: Shut;
  /** Grows when the secret is shut anew; a tab that opened an older one must open again. */
  generation: number;
  /** Grows when the log is rewritten without erased words; positions in it are void then. */
  rewrites: number;
}

interface Schema extends DBSchema {
  meta: { key: 'life'; value: Meta };
  segments: { key: number; value: Segment };
  drafts: { key: string; value: Uint8Array };
}

type Stores = 'meta' | 'segments' | 'drafts';
/** Sealed, by slot. */
export type Drafts = ReadonlyMap<string, Uint8Array>;

/** What a write of the log changes along with it. */
interface Beside {
  changes?: Partial<Meta>;
  drafts?: Drafts;
  /** All drafts, as they were when `drafts` were made of them: fails with `store/moved` where they are not so any more. */
  read?: Drafts;
}

/**
 * Every method rejects with a Failure: `store/newer`, `store/quota`, `store/gone`, `store/moved`, `store/shut_anew` or
 * `store/failed`. A connection that the browser dropped (a full disk does that) is opened again by the next call.
 */
export class Database {
  private connecting: Promise<IDBPDatabase<Schema>> | null = null;

  /** `overtaken`: another tab erases the database (`store/gone`) or a newer version changes it (`store/newer`). */
  constructor(private readonly overtaken: (failure: Failure) => void) {}

  private connection(): Promise<IDBPDatabase<Schema>> {
    if (this.connecting === null) {
      const connecting = this.connect();
      this.connecting = connecting;
      connecting.catch(() => this.drop(connecting));
    }
    return this.connecting;
  }

  private connect(): Promise<IDBPDatabase<Schema>> {
    const connecting: Promise<IDBPDatabase<Schema>> = openDB<Schema>(name, format, {
      upgrade(fresh) {
        fresh.createObjectStore('meta');
        fresh.createObjectStore('segments', { keyPath: 'number' });
        fresh.createObjectStore('drafts');
      },
      blocking: (_now, wanted, event) => {
        (event.target as IDBDatabase).close();
        this.drop(connecting);
        this.overtaken(new Failure(wanted === null ? 'store/gone' : 'store/newer'));
      },
      terminated: () => this.drop(connecting),
    });
    return connecting;
  }

  private drop(connecting: Promise<IDBPDatabase<Schema>>): void {
    if (this.connecting === connecting) this.connecting = null;
  }

  async meta(): Promise<Meta | null> {
    const meta = await this.read((db) => db.get('meta', 'life'));
    if (meta === undefined) return null;
    if (meta.format > format) throw new Failure('store/newer', 0, 'format', String(meta.format));
    return meta;
  }

  /** All segments, in order. Throws `store/lost_part` where one is missing. */
  async segments(): Promise<Segment[]> {
    const segments = await this.read((db) => db.getAll('segments'));
    if (!isWhole(segments)) throw new Failure('store/lost_part');
    return segments;
  }

  /** What follows a position, and the position after it. */
  async after(from: Position): Promise<{ bytes: Uint8Array; to: Position }> {
    const segments = await this.read((db) => db.getAll('segments', IDBKeyRange.lowerBound(from.number)));
    return after(segments, from);
  }

  /** Makes the life: its first frames and its shut secret, in one transaction. Fails with `store/exists` where there is one. */
  async create(meta: Meta, frames: Uint8Array[], drafts: Drafts = new Map()): Promise<Position> {
    return this.write(['meta', 'segments', 'drafts'], async (tx) => {
      if ((await tx.objectStore('meta').get('life')) !== undefined) throw new Failure('store/exists');
      await tx.objectStore('meta').put(meta, 'life');
      for (const [slot, sealed] of drafts) await tx.objectStore('drafts').put(sealed, slot);
      return appendTo(tx.objectStore('segments'), null, frames);
    });
  }

  /**
   * Appends frames after `from`, which must be the log's end, to the life `vault`. Resolves with the new end when all of
   * it is durable.
   */
  async append(vault: string, from: Position, frames: Uint8Array[], beside: Beside = {}): Promise<Position> {
    return this.write(['meta', 'segments', 'drafts'], async (tx) => {
      const meta = await tx.objectStore('meta').get('life');
      if (meta?.vault !== vault) throw new Failure('store/gone');
      const cursor = await tx.objectStore('segments').openCursor(null, 'prev');
      const last = cursor?.value ?? null;
      if (last === null || last.number !== from.number || last.bytes.length !== from.offset) {
        throw new Failure('store/moved');
      }
      await putBeside(tx, meta, beside);
      return appendTo(tx.objectStore('segments'), last, frames);
    });
  }

  /** Changes the meta of the life `vault`. */
  async change(vault: string, changes: Partial<Meta>): Promise<void> {
    await this.write(['meta'], async (tx) => {
      const meta = await tx.objectStore('meta').get('life');
      if (meta?.vault !== vault) throw new Failure('store/gone');
      await tx.objectStore('meta').put({ ...meta, ...changes }, 'life');
    });
  }

  /** Writes changed segments over the old ones, and counts the rewrite. */
  async rewrite(vault: string, changed: Segment[], rewrites: number): Promise<void> {
    await this.write(['meta', 'segments'], async (tx) => {
      const meta = await tx.objectStore('meta').get('life');
      if (meta?.vault !== vault) throw new Failure('store/gone');
      await tx.objectStore('meta').put({ ...meta, rewrites }, 'life');
      for (const segment of changed) await tx.objectStore('segments').put(segment);
    });
  }

  /** Puts a whole log in place of the old one. Resolves with its end. */
  async replace(vault: string, frames: Uint8Array[], beside: Beside): Promise<Position> {
    return this.write(['meta', 'segments', 'drafts'], async (tx) => {
      const meta = await tx.objectStore('meta').get('life');
      if (meta?.vault !== vault) throw new Failure('store/gone');
      await putBeside(tx, meta, beside);
      await tx.objectStore('segments').clear();
      return appendTo(tx.objectStore('segments'), null, frames);
    });
  }

  /**
   * Puts another life in place of the life `vault`: its secret, its log and its drafts, which were made of those that were
   * `read`, all or nothing. Resolves with its end.
   */
  async supersede(
    vault: string,
    meta: Meta,
    frames: Uint8Array[],
    { read, drafts }: { read: Drafts; drafts: Drafts },
  ): Promise<Position> {
    return this.write(['meta', 'segments', 'drafts'], async (tx) => {
      if ((await tx.objectStore('meta').get('life'))?.vault !== vault) throw new Failure('store/gone');
      await requireDrafts(tx, read);
      await tx.objectStore('segments').clear();
      await tx.objectStore('drafts').clear();
      await putBeside(tx, meta, { changes: meta, drafts });
      return appendTo(tx.objectStore('segments'), null, frames);
    });
  }

  async draft(slot: string): Promise<Uint8Array | null> {
    return (await this.read((db) => db.get('drafts', slot))) ?? null;
  }

  /** Every draft by its slot, sealed. */
  async drafts(): Promise<Map<string, Uint8Array>> {
    return this.read((db) => draftsIn(db.transaction('drafts').store));
  }

  /**
   * Fails with `store/gone` where the life `vault` is no longer here: nothing is left behind by a tab that comes late; and
   * with `store/shut_anew` where it goes on as another device, which could not open what this one sealed.
   */
  async saveDraft({ vault, device }: Pick<Meta, 'vault' | 'device'>, slot: string, sealed: Uint8Array): Promise<void> {
    await this.write(['meta', 'drafts'], async (tx) => {
      const meta = await tx.objectStore('meta').get('life');
      if (meta?.vault !== vault) throw new Failure('store/gone');
      if (meta.device !== device) throw new Failure('store/shut_anew');
      await tx.objectStore('drafts').put(sealed, slot);
    });
  }

  async clearDraft(slot: string): Promise<void> {
    await this.write(['drafts'], (tx) => tx.objectStore('drafts').delete(slot));
  }

  /** Empties everything in one transaction: from then on there is nothing, whatever follows. */
  async erase(): Promise<void> {
    await this.write(['meta', 'segments', 'drafts'], async (tx) => {
      await tx.objectStore('meta').clear();
      await tx.objectStore('segments').clear();
      await tx.objectStore('drafts').clear();
    });
  }

  async close(): Promise<void> {
    const { connecting } = this;
    this.connecting = null;
    (await connecting?.catch(() => null))?.close();
  }

  private read<T>(work: (db: IDBPDatabase<Schema>) => Promise<T>): Promise<T> {
    return guarded(() => this.connected(work));
  }

  /** One transaction that is on the disk, not only with the system, when this resolves. */
  private write<T>(stores: Stores[], work: (tx: Writing) => Promise<T>): Promise<T> {
    return guarded(async () => {
      const tx = await this.begin(stores);
      // Watched from the beginning: it may fail before the work does, and says the true reason.
      const ended = tx.done.then(
        () => null,
        (reason: unknown) => reason ?? new Failure('store/failed'),
      );
      try {
        const answer = await work(tx);
        const reason = await ended;
        if (reason !== null) throw reason;
        return answer;
      } catch (thrown) {
        abort(tx);
        const reason = await ended;
        if (thrown instanceof Failure || !(reason instanceof DOMException)) throw thrown;
        throw reason.name === 'AbortError' ? thrown : reason;
      }
    });
  }

  private begin(stores: Stores[]): Promise<Writing> {
    return this.connected(async (db) => db.transaction(stores, 'readwrite', { durability: 'strict' }));
  }

  /** Runs `work`, which begins one transaction; a connection that was closed meanwhile is opened once more for it. */
  private async connected<T>(work: (db: IDBPDatabase<Schema>) => Promise<T>): Promise<T> {
    try {
      return await work(await this.connection());
    } catch (thrown) {
      if ((thrown as DOMException).name !== 'InvalidStateError') throw thrown;
      this.connecting = null;
      return work(await this.connection());
    }
  }
}

type Writing = IDBPTransaction<Schema, Stores[], 'readwrite'>;

async function putBeside(tx: Writing, meta: Meta, { changes = {}, drafts = new Map(), read }: Beside): Promise<void> {
  if (read !== undefined) await requireDrafts(tx, read);
  if (Object.keys(changes).length > 0) await tx.objectStore('meta').put({ ...meta, ...changes }, 'life');
  for (const [slot, sealed] of drafts) await tx.objectStore('drafts').put(sealed, slot);
}

/** Another tab may have gone on typing: what it stored since is not to be lost. */
async function requireDrafts(tx: Writing, read: Drafts): Promise<void> {
  const now = await draftsIn(tx.objectStore('drafts'));
  const same = now.size === read.size && [...now].every(([slot, sealed]) => isSame(sealed, read.get(slot)));
  if (!same) throw new Failure('store/moved');
}

const isSame = (one: Uint8Array, other?: Uint8Array) =>
  one.length === other?.length && one.every((byte, i) => byte === other[i]);

interface DraftStore {
  getAllKeys(): Promise<string[]>;
  getAll(): Promise<Uint8Array[]>;
}

async function draftsIn(store: DraftStore): Promise<Map<string, Uint8Array>> {
  const [slots, sealed] = await Promise.all([store.getAllKeys(), store.getAll()]);
  return new Map(slots.map((slot, i) => [slot, sealed[i]!]));
}

interface SegmentStore {
  put(segment: Segment): Promise<number>;
}

async function appendTo(store: SegmentStore, last: Segment | null, frames: Uint8Array[]): Promise<Position> {
  let end: Position = { number: last?.number ?? 1, offset: last?.bytes.length ?? 0 };
  for (const row of append(last, frames)) {
    await store.put(row);
    end = { number: row.number, offset: row.bytes.length };
  }
  return end;
}

function abort(tx: { abort(): void }): void {
  try {
    tx.abort();
  } catch {
    // It had ended by itself, which is as good.
  }
}

/** The browser's storage errors as ours. */
async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    if (thrown instanceof Failure) throw thrown;
    const error = thrown as DOMException;
    // Chromium says a full disk only in the words of an UnknownError.
    const full = error?.name === 'QuotaExceededError' || /NO_SPACE/.test(error?.message ?? '');
    if (full) throw new Failure('store/quota');
    if (error?.name === 'VersionError') throw new Failure('store/newer');
    throw new Failure('store/failed', 0, '', `${error?.name ?? ''} ${error?.message ?? thrown}`.trim());
  }
}

/** Removes the database itself. What other tabs hold open is released by them, or the rest happens when they close. */
export function removeDatabase(): Promise<void> {
  return new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = request.onerror = request.onblocked = () => resolve();
  });
}
