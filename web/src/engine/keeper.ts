// The life in the worker: one wasm instance, the sealed log on the device, and the order that keeps both true.
//
// A write is prepared by the engine, made durable, and only then folded. Tabs take turns by a Web Lock and read what
// the other wrote before they write: two tabs writing as one device at once would be an equivocation.
import { Failure } from './failure';

import { Database, format, removeDatabase, type Meta, type Shut } from '../store/database';
import { framesOf } from '../store/frames';
import { openByBrowser, shutByBrowser } from '../store/secret';
import { beginning, type Position, type Segment } from '../store/segments';
import { engineModule, type Edition } from './assets';
import { join, Module, split } from './module';
import { forgetDrafts, hubSlot, openDrafts, sealDrafts } from './drafts';
import type { Salted } from './passphrase';
import type { Ask, LifeState, Progress, Settled, Synced, Told, Verified } from './protocol';
import { tabs, type Said } from './tabs';

/** Bytes handed to the engine at once while opening: small enough to tell progress, large enough to cost nothing. */
const openBytes = 1024 * 1024;
/** With these the engine may read and not write; a new device may. */
const mayNotWrite = new Set(['vault/damaged_tip', 'vault/uncertified']);

/** What the engine says of frames that it read. */
export interface Applied {
  events: number;
  records: number;
  damaged: Settled['damaged'];
  /** Words that a tombstone erased are still in these frames. */
  strip: boolean;
}

/** What reading the whole log found. */
interface Read {
  end: Position;
  damaged: Settled['damaged'];
  strip: boolean;
}

type Notices = Synced['notices'];

/** A life whose secret and first frame are not stored yet. */
export interface Unborn {
  vault: string;
  device: string;
  secret: Uint8Array;
  frame: Uint8Array;
}

export class Keeper {
  readonly tabs = tabs((heard) => this.hear(heard));
  /** What new instances are made of: the whole module from when it is here. */
  compiled!: WebAssembly.Module;
  /** What `engine` is. */
  edition: Edition = 'first';
  private content!: Uint8Array;
  database!: Database;
  engine!: Module;
  state: LifeState = 'starting';
  meta: Meta | null = null;
  end: Position = beginning;
  damaged: Settled['damaged'] = [];
  /** The passphrase's key while open, to shut a changed secret again; wiped at lock. */
  passphraseKey: Uint8Array | null = null;
  /** What a rescue sealed and storage has not taken yet. */
  rescued: { engine: Module; meta: Meta; frames: Uint8Array[] } | null = null;
  /** The lines that the last check found good, until they are taken. The engine forgets its own when it reads anew. */
  checked: Uint8Array | null = null;
  /** Erased words are still in the stored log: a sweep was cut short. */
  private unstripped = false;
  /** A made-up life that is looked at instead of the person's own; nothing of it is kept, and nothing can be. */
  sample: Module | null = null;
  /** The secret and first frame of a life that nothing was kept in yet. */
  unborn: Unborn | null = null;

  constructor(readonly tell: (told: Told) => void) {}

  // ── open and shut ────────────────────────────────────────────────────────────────────────────────────────────────

  async start({ compiled, edition, content }: Ask<'start'>): Promise<Settled> {
    requireBrowser();
    this.compiled = compiled;
    this.edition = edition;
    this.content = content;
    this.database = new Database((failure) => this.tell({ told: 'overtaken', code: failure.code }));
    this.meta = await this.database.meta();
    // Said before the engine is there, so that the first screen does not wait for it.
    if (this.meta === null) this.settle('new');
    else if (this.meta.secret.by === 'passphrase') this.settle('locked');
    if (this.meta !== null && edition === 'first') await this.preferWhole();
    this.engine = await this.freshModule();
    if (this.meta === null) this.unborn = conceive(this.engine);
    else if (this.meta.secret.by === 'browser')
      await this.openWith(await openByBrowser(this.meta.secret, this.meta.vault));
    return this.settled();
  }

  async lock({ elsewhere }: Ask<'lock'>): Promise<null> {
    this.passphraseKey?.fill(0);
    this.passphraseKey = null;
    this.unborn?.secret.fill(0);
    this.unborn = null;
    this.checked?.fill(0);
    this.checked = null;
    this.engine?.call('close');
    if (elsewhere !== null) this.tabs.say(elsewhere);
    this.tabs.close();
    await this.database?.close();
    return null;
  }

  // ── the whole module ─────────────────────────────────────────────────────────────────────────────────────────────

  /** Rejects with `app/not_loaded`, and may be tried again. */
  async fetchWhole(): Promise<void> {
    this.compiled = await engineModule('whole');
  }

  /** A life that exists may need anything. Where the whole module cannot be had, the first opens it all the same. */
  private async preferWhole(): Promise<void> {
    try {
      await this.fetchWhole();
      this.edition = 'whole';
    } catch (thrown) {
      if (!(thrown instanceof Failure) || thrown.code !== 'app/not_loaded') throw thrown;
    }
  }

  /**
   * Goes on with the whole module, between two requests. What storage holds is read into it and must come out the same;
   * whatever fails before that leaves everything with the first one.
   */
  async grow(): Promise<null> {
    if (this.edition === 'whole' || this.state === 'starting') return null;
    await this.fetchWhole();
    const engine = await this.freshModule();
    if (this.state === 'open') await this.tabs.turn(() => this.moveTo(engine));
    else if (this.state === 'new') this.replace(engine, conceive(engine));
    else this.replace(engine, null);
    return null;
  }

  private async moveTo(engine: Module): Promise<void> {
    await this.readOn();
    const secret = this.engine.call('secret').blob;
    engine.call('open', {}, secret);
    secret.fill(0);
    const read = await this.readInto(engine);
    const [here, there] = [this.engine, engine].map((one) => one.call<{ hash: string }>('state').json.hash);
    if (here !== there) {
      engine.call('close');
      throw new Failure('app/unexpected', 0, '', 'grow');
    }
    this.replace(engine, null);
    this.hold(read);
  }

  private replace(engine: Module, unborn: Unborn | null): void {
    this.engine.call('close');
    this.unborn?.secret.fill(0);
    this.unborn = unborn;
    this.engine = engine;
    this.edition = 'whole';
  }

  async freshModule(): Promise<Module> {
    const module = await Module.start(this.compiled);
    module.call('content', {}, this.content);
    return module;
  }

  /** Opens the stored life with its device's secret, and reads the whole log. Wipes `secret`. */
  async openWith(secret: Uint8Array): Promise<void> {
    const { json } = this.engine.call<{ vault: string }>('open', {}, secret);
    secret.fill(0);
    if (json.vault !== this.meta?.vault) throw new Failure('vault/wrong_vault');
    await this.readAll();
    this.settle('open');
  }

  private async readAll(): Promise<void> {
    this.hold(await this.readInto(this.engine));
  }

  /** Reads the whole stored log into `engine`, which is open and empty. */
  private async readInto(engine: Module): Promise<Read> {
    const segments = await this.database.segments();
    const total = segments.reduce((sum, segment) => sum + segment.bytes.length, 0);
    const last = segments.at(-1);
    const end = last === undefined ? beginning : { number: last.number, offset: last.bytes.length };
    const read: Read = { end, damaged: [], strip: false };
    let done = 0;
    for (let from = 0; from < segments.length || from === 0;) {
      let to = from;
      let size = 0;
      while (to < segments.length && (to === from || size + segments[to]!.bytes.length <= openBytes)) {
        size += segments[to]!.bytes.length;
        to += 1;
      }
      const frames = join(...segments.slice(from, to).map((segment) => segment.bytes));
      const { json } = engine.call<Applied>('apply', { last: to >= segments.length }, frames);
      read.damaged.push(...json.damaged);
      read.strip ||= json.strip;
      done += size;
      this.tell({ told: 'progress', what: 'open', done, of: total });
      from = Math.max(to, from + 1);
    }
    return read;
  }

  private hold({ end, damaged, strip }: Read): void {
    this.end = end;
    this.damaged = damaged;
    if (strip) this.unstripped = true;
  }

  private apply(frames: Uint8Array, last: boolean): void {
    const { json } = this.engine.call<Applied>('apply', { last }, frames);
    this.damaged.push(...json.damaged);
    if (json.strip) this.unstripped = true;
  }

  // ── other tabs ───────────────────────────────────────────────────────────────────────────────────────────────────

  private hear(heard: Said): void {
    if (heard === 'changed') this.onChanged();
    else this.tell({ told: heard });
  }

  /** Set by the worker's queue: another tab wrote, read it when it is this one's turn. */
  onChanged: () => void = () => {};

  async catchUp(): Promise<null> {
    const meta = await this.database.meta();
    if (this.state === 'new' && meta !== null) {
      this.meta = meta;
      await this.adopt(meta);
    } else if (this.state === 'open') {
      await this.readOn();
    }
    return null;
  }

  /** Another tab made the life that this one only imagined. */
  private async adopt(meta: Meta): Promise<void> {
    this.engine.call('close');
    this.unborn?.secret.fill(0);
    this.unborn = null;
    if (meta.secret.by === 'passphrase') {
      this.settle('locked');
      throw new Failure('app/locked');
    }
    await this.openWith(await openByBrowser(meta.secret, meta.vault));
  }

  /** Brings memory to the log's end. */
  async readOn(): Promise<void> {
    // Before the meta: a rewrite in between is counted there, and then these bytes are not used.
    const { bytes, to } = await this.database.after(this.end);
    const meta = await this.database.meta();
    if (meta === null || meta.vault !== this.meta?.vault) throw new Failure('store/gone');
    if (meta.generation !== this.meta.generation) throw new Failure('store/shut_anew');
    if (meta.rewrites !== this.meta.rewrites) {
      this.meta = meta;
      return this.reread();
    }
    if (bytes.length === 0) return;
    this.apply(bytes, true);
    this.end = to;
    this.changed();
  }

  /** Forgets what memory holds and reads the log again with the same secret. */
  private async reread(): Promise<void> {
    const secret = this.engine.call('secret').blob;
    this.engine.call('close');
    this.engine.call('open', {}, secret);
    secret.fill(0);
    await this.readAll();
    this.changed();
  }

  // ── reading ──────────────────────────────────────────────────────────────────────────────────────────────────────

  view({ name, args }: Ask<'view'>): unknown {
    this.requireReadable();
    return (this.sample ?? this.engine).call('view', { name, args }).json;
  }

  /** Reads the whole stored log from the beginning, with every signature. */
  async verify(): Promise<Verified> {
    return this.tabs.turn(async () => {
      if (this.state !== 'open') throw new Failure('app/locked');
      await this.readOn();
      const frames = join(...(await this.database.segments()).map((segment) => segment.bytes));
      const { json } = this.engine.call<Omit<Verified, 'state'> & { state: { hash: string } }>('verify', {}, frames);
      return { ...json, state: json.state.hash };
    });
  }

  // ── writing ──────────────────────────────────────────────────────────────────────────────────────────────────────

  put(asked: Ask<'put'>): Promise<{ id: string; rev: string }> {
    return this.writing(asked.now_ms, () => this.one<{ id: string; rev: string }>('put', asked));
  }

  remove(asked: Ask<'remove'>): Promise<{ id: string; rev: string }> {
    return this.writing(asked.now_ms, async () => {
      const removed = await this.one<{ id: string; rev: string }>('remove', asked);
      this.tabs.holdUndo();
      return removed;
    });
  }

  async restore(asked: Ask<'restore'>): Promise<null> {
    await this.writing(asked.now_ms, () => this.one('restore', asked));
    this.tabs.endUndo();
    return null;
  }

  async sweep({ now_ms, after }: Ask<'sweep'>): Promise<null> {
    if (after) this.tabs.endUndo();
    if (this.state !== 'open') return null;
    await this.tabs.unlessUndoOpen(() =>
      this.writing(now_ms, async () => {
        const { dropped } = await this.one<{ dropped: number }>('sweep', { now_ms });
        if (dropped > 0 || this.unstripped) await this.strip();
        await forgetDrafts(this, now_ms);
      }),
    );
    return null;
  }

  /** Prepares one write, makes its frame durable, and folds it. Whatever fails before that leaves everything as it was. */
  private async one<T>(op: string, request: object): Promise<T> {
    const { json, blob } = this.engine.call<T>(op, request);
    if (blob.length > 0) await this.keep(framesOf(blob));
    return json;
  }

  async keep(frames: Uint8Array[], changes: Partial<Meta> = {}): Promise<void> {
    try {
      this.end = await this.database.append(this.meta!.vault, this.end, frames, changes);
    } catch (thrown) {
      this.engine.call('discard');
      throw thrown;
    }
    if (this.meta !== null) this.meta = { ...this.meta, ...changes };
    this.engine.call('accept');
    this.changed();
    this.tabs.say('changed');
  }

  /** Makes frames durable that came from elsewhere, with sealed drafts beside them; the engine folds them when told so. */
  async take(frames: Uint8Array[], drafts: ReadonlyMap<string, Uint8Array>): Promise<void> {
    this.end = await this.database.append(this.meta!.vault, this.end, frames, {}, drafts);
  }

  /** What was taken is folded: this window and the others draw anew. */
  told(): void {
    this.changed();
    this.tabs.say('changed');
  }

  /** Words that a tombstone erased came with what was taken: they leave the log at the next sweep. */
  stripLater(): void {
    this.unstripped = true;
  }

  /** Opens the life that was just stored, of which this window so far knew nothing. */
  async moveIn(meta: Meta): Promise<void> {
    this.unborn?.secret.fill(0);
    this.unborn = null;
    this.meta = meta;
    await this.readAll();
    this.settle('open');
    this.told();
  }

  /**
   * Puts a whole log in place of the damaged one, with the engine's memory of the hub beside it, and reads it anew. Resolves with what the engine tells of it.
   */
  async heal(frames: Uint8Array[]): Promise<Notices> {
    const { vault } = this.meta!;
    const rewrites = this.meta!.rewrites + 1;
    await this.database.replace(vault, frames, { rewrites });
    this.meta = { ...this.meta!, rewrites };
    const { json, blob } = this.engine.call<{ notices: Notices }>('sync_stored', { ok: true, now_ms: Date.now() });
    await this.database.saveDraft(vault, hubSlot, blob);
    await this.reread();
    this.tabs.say('changed');
    this.settle('open');
    return json.notices;
  }

  /** Goes on as the device whose secret this is, on another log of the same vault. Wipes `secret`. */
  async succeed(secret: Uint8Array, frames: Uint8Array[]): Promise<Notices> {
    const { vault, generation, rewrites } = this.meta!;
    const drafts = await openDrafts(this);
    const changes = { secret: await this.shutAgain(secret), generation: generation + 1, rewrites: rewrites + 1 };
    await this.database.replace(vault, frames, changes);
    this.meta = { ...this.meta!, ...changes };
    const { notices } = this.engine.call<{ notices: Notices }>('sync_stored', { ok: true, now_ms: Date.now() }).json;
    this.engine.call('close');
    const { json } = this.engine.call<{ device: string }>('open', {}, secret);
    secret.fill(0);
    this.meta = { ...this.meta, device: json.device };
    await this.database.change(vault, { device: json.device });
    await this.readAll();
    await sealDrafts(this, drafts);
    this.tabs.say('shut');
    this.settle('open');
    return notices;
  }

  /** Goes on with another vault that was just stored in this one's place, and is open in `engine`. */
  goOnWith(engine: Module, meta: Meta): void {
    this.engine.call('close');
    this.engine = engine;
    this.edition = 'whole';
    this.meta = meta;
    this.damaged = [];
    this.checked?.fill(0);
    this.checked = null;
    this.unstripped = false;
    this.tabs.say('shut');
    this.settle('open');
    this.changed();
  }

  /** Leaves the words of everything that was removed for good out of the stored log. */
  private async strip(): Promise<void> {
    const segments = await this.database.segments();
    const changed: Segment[] = [];
    for (const segment of segments) {
      const { json, blob } = this.engine.call<{ changed: number | boolean }>('strip', {}, segment.bytes);
      if (json.changed) changed.push({ ...segment, bytes: blob });
    }
    if (changed.length === 0) {
      this.unstripped = false;
      return;
    }
    const rewrites = this.meta!.rewrites + 1;
    this.unstripped = true;
    await this.database.rewrite(this.meta!.vault, changed, rewrites);
    this.unstripped = false;
    this.meta = { ...this.meta!, rewrites };
    const last = changed.find((segment) => segment.number === this.end.number);
    if (last !== undefined) this.end = { number: last.number, offset: last.bytes.length };
    this.tabs.say('changed');
  }

  /** Runs a write when it is this tab's turn, with memory at the log's end; makes the life first where there is none. */
  writing<T>(now_ms: number, work: () => Promise<T>): Promise<T> {
    return this.tabs.turn(async () => {
      if (this.state === 'new') await this.bear(now_ms);
      else if (this.state === 'open') await this.readOn();
      else throw new Failure('app/locked');
      try {
        return await work();
      } catch (thrown) {
        if (!(thrown instanceof Failure) || !mayNotWrite.has(thrown.code)) throw thrown;
        await this.renew();
        return work();
      }
    });
  }

  /** The secret of the vault that is open in `engine`, shut by the same means as the stored one. */
  async shutAgain(secret: Uint8Array, vault = this.meta!.vault, engine = this.engine): Promise<Shut> {
    const { secret: before } = this.meta!;
    if (before.by === 'browser') return shutByBrowser(secret, vault);
    if (this.passphraseKey === null) throw new Failure('app/locked');
    const { blob: file } = engine.call('key_seal', { ...this.costOf(before.file) }, this.passphraseKey);
    return { by: 'passphrase', file };
  }

  /** What a key file asks of whoever opens it; refused before anything is derived where it is weak or huge. */
  costOf(file: Uint8Array, engine = this.engine): Salted {
    const { salt, opslimit, memlimit } = engine.call<Salted>('key_info', {}, file).json;
    return { salt, opslimit, memlimit };
  }

  /** Damage took this device's own last event, so it may not write any more: it certifies a new one and goes on as that. */
  private async renew(): Promise<void> {
    const { json, blob } = this.engine.call<{ parts: number[] }>('renew');
    const [secret, frame] = split(blob, json.parts) as [Uint8Array, Uint8Array];
    const plain = secret.slice();
    const drafts = await openDrafts(this);
    await this.become(secret, frame, async () => {
      const shut = await this.shutAgain(plain);
      plain.fill(0);
      return shut;
    });
    await sealDrafts(this, drafts);
  }

  /**
   * Goes on as the new device whose secret and certificate these are: opens with it, shuts its secret by `shut`, and
   * stores both in one transaction. Where that fails the stored life is as it was, and this one is shut.
   */
  async become(secret: Uint8Array, certificate: Uint8Array, shut: () => Promise<Shut>): Promise<void> {
    try {
      this.engine.call('close');
      const { json } = this.engine.call<{ vault: string; device: string }>('open', {}, secret);
      if (json.vault !== this.meta!.vault) throw new Failure('vault/wrong_vault');
      await this.readAll();
      this.apply(certificate, true);
      const generation = this.meta!.generation + 1;
      const changes = { device: json.device, secret: await shut(), generation };
      this.end = await this.database.append(json.vault, this.end, [certificate], changes);
      this.meta = { ...this.meta!, ...changes };
    } catch (thrown) {
      this.engine.call('close');
      throw thrown;
    } finally {
      secret.fill(0);
    }
    this.tabs.say('shut');
    this.settle('open');
    this.changed();
  }

  /** Stores the life that was so far in memory alone, or joins the one that another tab stored meanwhile. */
  private async bear(now_ms: number): Promise<void> {
    const stored = await this.database.meta();
    if (stored !== null) {
      this.meta = stored;
      return this.adopt(stored);
    }
    const { vault, device, secret, frame } = this.unborn!;
    const shut = await shutByBrowser(secret, vault);
    const meta: Meta = { format, vault, device, created: now_ms, secret: shut, generation: 1, rewrites: 0 };
    this.end = await this.database.create(meta, [frame]);
    this.meta = meta;
    secret.fill(0);
    this.unborn = null;
    this.settle('open');
    this.tabs.say('changed');
  }

  // ── erase ────────────────────────────────────────────────────────────────────────────────────────────────────────

  async erase(): Promise<null> {
    await this.tabs.turn(() => this.database.erase());
    this.tabs.say('erased');
    await this.lock({ elsewhere: null });
    await removeDatabase();
    return null;
  }

  // ── telling ──────────────────────────────────────────────────────────────────────────────────────────────────────

  settle(state: LifeState): void {
    this.state = state;
    this.tell({ told: 'state', settled: this.settled() });
  }

  settled(): Settled {
    const passphrase = this.meta?.secret.by === 'passphrase';
    return { state: this.state, passphrase, damaged: this.damaged };
  }

  /** Tells that `work` is on its way, for what takes about a second and knows no parts. */
  async showing<T>(what: Progress['what'], work: () => Promise<T>): Promise<T> {
    this.tell({ told: 'progress', what, done: 0, of: 1 });
    try {
      return await work();
    } finally {
      this.tell({ told: 'progress', what, done: 1, of: 1 });
    }
  }

  changed(): void {
    this.tell({ told: 'revision' });
  }

  requireReadable(): void {
    if (this.state !== 'open' && this.state !== 'new') throw new Failure('app/locked');
  }
}

/** A life in memory alone, so that every view answers before anything is kept. */
export function conceive(engine: Module): Unborn {
  const { json, blob } = engine.call<{ vault: string; device: string; parts: number[] }>('create');
  const [secret, frame] = split(blob, json.parts) as [Uint8Array, Uint8Array];
  return { vault: json.vault, device: json.device, secret, frame };
}

/** What a browser must have; without it nothing could be kept safely, so nothing is started. */
function requireBrowser(): void {
  if (!globalThis.isSecureContext || globalThis.crypto?.subtle === undefined) throw new Failure('app/insecure');
  const missing = [
    ['indexedDB', globalThis.indexedDB],
    ['locks', globalThis.navigator?.locks],
    ['WebAssembly', globalThis.WebAssembly],
    ['BroadcastChannel', globalThis.BroadcastChannel],
  ].find(([, there]) => there === undefined);
  if (missing !== undefined) throw new Failure('app/browser', 0, '', String(missing[0]));
}
