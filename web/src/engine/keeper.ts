// The life in the worker: one wasm instance, the sealed log on the device, and the order that keeps both true.
//
// A write is prepared by the engine, made durable, and only then folded. Tabs take turns by a Web Lock and read what
// the other wrote before they write: two tabs writing as one device at once would be an equivocation.
import { Database, format, removeDatabase, type Meta } from '../store/database';
import { framesOf } from '../store/frames';
import { openByBrowser, shutByBrowser } from '../store/secret';
import { beginning, type Position, type Segment } from '../store/segments';
import { engineModule, type Edition } from './assets';
import { forgetDrafts } from './drafts';
import { Failure } from '../base/failure';
import { apply, conceive, openIn, orClose, readLog, type Opened, type Read, type Unborn } from './instance';
import { join, Module } from './module';
import type { Ask, LifeState, Progress, Settled, Told, Verified } from './protocol';
import { renew } from './succession';
import { tabs, type Said } from './tabs';

/** With these the engine may read and not write; a new device may. */
const mayNotWrite = new Set(['vault/damaged_tip', 'vault/uncertified']);

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
    await orClose(engine, async () => {
      const { pieces, end } = await this.stored();
      openIn(engine, this.engine.call('secret').blob);
      const read = readLog(engine, pieces, this.tell);
      const [here, there] = [this.engine, engine].map((one) => one.call<{ hash: string }>('state').json.hash);
      if (here !== there) throw new Failure('app/unexpected', 0, '', 'grow');
      this.replace(engine, null);
      this.hold(read, end);
    });
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
    const { vault } = openIn(this.engine, secret);
    if (vault !== this.meta?.vault) throw new Failure('vault/wrong_vault');
    const { pieces, end } = await this.stored();
    this.hold(readLog(this.engine, pieces, this.tell), end);
    this.settle('open');
  }

  /** An instance of its own, opened with `secret`, which is wiped, and with such a log read. */
  async openApart(secret: Uint8Array, pieces: Uint8Array[]): Promise<Opened> {
    try {
      const engine = await this.freshModule();
      return await orClose(engine, () => ({
        engine,
        ...openIn(engine, secret),
        ...readLog(engine, pieces, this.tell),
      }));
    } finally {
      secret.fill(0);
    }
  }

  /** From here on this instance is what is known of the life; the log's end and these changes of the meta are stored. */
  goOn({ engine, ...read }: Read & { engine: Module }, end: Position, changes: Partial<Meta> = {}): void {
    this.engine.call('close');
    this.engine = engine;
    this.meta = { ...this.meta!, ...changes };
    this.hold(read, end);
  }

  private hold({ damaged, strip }: Read, end: Position): void {
    this.end = end;
    this.damaged = damaged;
    this.unstripped = strip;
  }

  /** The whole stored log, and where it ends. */
  async stored(): Promise<{ pieces: Uint8Array[]; end: Position }> {
    const segments = await this.database.segments();
    const last = segments.at(-1);
    const end = last === undefined ? beginning : { number: last.number, offset: last.bytes.length };
    return { pieces: segments.map(({ bytes }) => bytes), end };
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
    // The meta changes with the memory, so that what fails here is done again at the next time.
    if (meta.rewrites !== this.meta.rewrites) {
      const { pieces, end } = await this.stored();
      this.goOn(await this.openApart(this.engine.call('secret').blob, pieces), end, meta);
    } else {
      if (bytes.length === 0) return;
      const read: Read = { damaged: this.damaged, strip: this.unstripped };
      apply(this.engine, bytes, true, read);
      this.hold(read, to);
    }
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
      const frames = join(...(await this.stored()).pieces);
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

  async keep(frames: Uint8Array[]): Promise<void> {
    try {
      this.end = await this.database.append(this.meta!.vault, this.end, frames);
    } catch (thrown) {
      this.engine.call('discard');
      throw thrown;
    }
    this.engine.call('accept');
    this.changed();
    this.tabs.say('changed');
  }

  /** Makes frames durable that came from elsewhere, with sealed drafts beside them; the engine folds them when told so. */
  async take(frames: Uint8Array[], drafts: ReadonlyMap<string, Uint8Array>): Promise<void> {
    this.end = await this.database.append(this.meta!.vault, this.end, frames, { drafts });
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

  /** Goes on with the life that was just stored, of which this window so far knew nothing. */
  moveIn(opened: Opened, end: Position, meta: Meta): void {
    this.unborn?.secret.fill(0);
    this.unborn = null;
    this.goOn(opened, end, meta);
    this.settle('open');
    this.told();
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
        await renew(this);
        return work();
      }
    });
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
