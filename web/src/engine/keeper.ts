// The life in the worker: one wasm instance, the sealed log on the device, and the order that keeps both true.
//
// A write is prepared by the engine, made durable, and only then folded. Tabs take turns by a Web Lock and read what
// the other wrote before they write: two tabs writing as one device at once would be an equivocation.
import { Failure } from '../app/failure';
import type { LifeState } from '../app/life';
import { Database, format, removeDatabase, type Meta, type Shut } from '../store/database';
import { openByBrowser, shutByBrowser } from '../store/secret';
import { beginning, type Position, type Segment } from '../store/segments';
import { join, Module, split } from './module';
import { derive, deriveNew, type Cost } from './passphrase';
import type { Calls, FromWorker, Settled, Verified } from './protocol';
import { tabs, type Said } from './tabs';

type Ask<N extends keyof Calls> = Calls[N][0];
type Told = Exclude<FromWorker, { call: number }>;

/** Bytes handed to the engine at once while opening: small enough to tell progress, large enough to cost nothing. */
const openBytes = 1024 * 1024;
const importEvents = 500;
/** With these the engine may read and not write; a new device may. */
const mayNotWrite = new Set(['vault/damaged_tip', 'vault/uncertified']);
/** Drafts and records are JSON in UTF-8. */
const encoder = new TextEncoder();
const decoder = new TextDecoder();

interface Applied {
  events: number;
  records: number;
  damaged: Settled['damaged'];
  /** Words that a tombstone erased are still in these frames. */
  strip: boolean;
}

/** A life whose secret and first frame are not stored yet. */
interface Unborn {
  vault: string;
  device: string;
  secret: Uint8Array;
  frame: Uint8Array;
}

export class Keeper {
  private readonly tabs = tabs((heard) => this.hear(heard));
  private compiled!: WebAssembly.Module;
  private content!: Uint8Array;
  private database!: Database;
  private engine!: Module;
  private state: LifeState = 'starting';
  private meta: Meta | null = null;
  private end: Position = beginning;
  private damaged: Settled['damaged'] = [];
  /** The passphrase's key while open, to shut a changed secret again; wiped at lock. */
  private passphraseKey: Uint8Array | null = null;
  /** What a rescue sealed and storage has not taken yet. */
  private rescued: { engine: Module; meta: Meta; frames: Uint8Array[] } | null = null;
  /** The lines that the last check found good, until they are taken. The engine forgets its own when it reads anew. */
  private checked: Uint8Array | null = null;
  /** Erased words are still in the stored log: a sweep was cut short. */
  private unstripped = false;
  /** The secret and first frame of a life that nothing was kept in yet. */
  private unborn: Unborn | null = null;

  constructor(private readonly tell: (told: Told) => void) {}

  // ── open and shut ────────────────────────────────────────────────────────────────────────────────────────────────

  async start({ compiled, content, now_ms }: Ask<'start'>): Promise<Settled> {
    requireBrowser();
    this.compiled = compiled;
    this.content = content;
    this.database = new Database((failure) => this.tell({ told: 'overtaken', code: failure.code }));
    this.meta = await this.database.meta();
    // Said before the engine is there, so that the first screen does not wait for it.
    if (this.meta === null) this.settle('new');
    else if (this.meta.secret.by === 'passphrase') this.settle('locked');
    this.engine = await this.freshModule();
    if (this.meta === null) this.unborn = conceive(this.engine, now_ms);
    else if (this.meta.secret.by === 'browser')
      await this.openWith(await openByBrowser(this.meta.secret, this.meta.vault));
    return this.settled();
  }

  async unlock({ passphrase }: Ask<'unlock'>): Promise<Settled> {
    const meta = await this.database.meta();
    if (meta === null) throw new Failure('store/gone');
    this.meta = meta;
    if (meta.secret.by !== 'passphrase') throw new Failure('app/not_locked');
    const { key, secret } = await this.tryPassphrase(passphrase, meta.secret.file);
    this.passphraseKey = key;
    await this.openWith(secret);
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

  private async freshModule(): Promise<Module> {
    const module = await Module.start(this.compiled);
    module.call('content', {}, this.content);
    return module;
  }

  /** Opens the stored life with its device's secret, and reads the whole log. Wipes `secret`. */
  private async openWith(secret: Uint8Array): Promise<void> {
    const { json } = this.engine.call<{ vault: string }>('open', {}, secret);
    secret.fill(0);
    if (json.vault !== this.meta?.vault) throw new Failure('vault/wrong_vault');
    await this.readAll();
    this.settle('open');
  }

  private async readAll(): Promise<void> {
    const segments = await this.database.segments();
    const total = segments.reduce((sum, segment) => sum + segment.bytes.length, 0);
    this.damaged = [];
    let done = 0;
    for (let from = 0; from < segments.length || from === 0;) {
      let to = from;
      let size = 0;
      while (to < segments.length && (to === from || size + segments[to]!.bytes.length <= openBytes)) {
        size += segments[to]!.bytes.length;
        to += 1;
      }
      const piece = segments.slice(from, to);
      this.apply(join(...piece.map((segment) => segment.bytes)), to >= segments.length);
      done += size;
      this.tell({ told: 'progress', what: 'open', done, of: total });
      from = Math.max(to, from + 1);
    }
    const last = segments.at(-1);
    this.end = last === undefined ? beginning : { number: last.number, offset: last.bytes.length };
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

  async catch_up(): Promise<null> {
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
  private async readOn(): Promise<void> {
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
    return this.engine.call('view', { name, args }).json;
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
        await this.forgetDrafts(now_ms);
      }),
    );
    return null;
  }

  /** Prepares one write, makes its frame durable, and folds it. Whatever fails before that leaves everything as it was. */
  private async one<T>(op: string, request: object): Promise<T> {
    const { json, blob } = this.engine.call<T>(op, request);
    if (blob.length > 0) await this.keep([blob]);
    return json;
  }

  private async keep(frames: Uint8Array[], changes: Partial<Meta> = {}): Promise<void> {
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
  private writing<T>(now_ms: number, work: () => Promise<T>): Promise<T> {
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

  /** Damage took this device's own last event, so it may not write any more: it certifies a new one and goes on as that. */
  private async renew(): Promise<void> {
    const { json, blob } = this.engine.call<{ parts: number[] }>('renew');
    const [secret, frame] = split(blob, json.parts) as [Uint8Array, Uint8Array];
    const plain = secret.slice();
    const drafts = await this.openDrafts();
    await this.become(secret, frame, async () => {
      const shut = this.meta!.secret.by === 'browser' ? await shutByBrowser(plain, this.meta!.vault) : this.sealAgain();
      plain.fill(0);
      return shut;
    });
    for (const [slot, text] of drafts) {
      await this.database.saveDraft(this.meta!.vault, slot, this.engine.call('draft_seal', { slot }, text).blob);
      text.fill(0);
    }
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

  // ── drafts ───────────────────────────────────────────────────────────────────────────────────────────────────────

  async draft_load({ slot }: Ask<'draft_load'>): Promise<unknown> {
    if (this.state !== 'open') return null;
    const sealed = await this.database.draft(slot);
    if (sealed === null) return null;
    return JSON.parse(decoder.decode(this.engine.call('draft_open', { slot }, sealed).blob));
  }

  async draft_save({ slot, value, now_ms }: Ask<'draft_save'>): Promise<null> {
    this.requireReadable();
    if (this.state === 'new') await this.writing(now_ms, async () => {});
    const sealed = this.engine.call('draft_seal', { slot }, encoder.encode(JSON.stringify(value))).blob;
    await this.database.saveDraft(this.meta!.vault, slot, sealed);
    return null;
  }

  async draft_clear({ slot }: Ask<'draft_clear'>): Promise<null> {
    if (this.state === 'open') await this.database.clearDraft(slot);
    return null;
  }

  /** A change that was begun holds the words of what it changes: it goes when that is deleted. */
  private async forgetDrafts(now_ms: number): Promise<void> {
    const now = `${new Date(now_ms).toISOString().slice(0, 19)}+00:00`;
    for (const slot of (await this.database.drafts()).keys()) {
      const id = /-([0-9a-hjkmnp-tv-z]{26})$/.exec(slot)?.[1];
      if (id === undefined) continue;
      try {
        const { deleted } = this.engine.call<{ deleted: boolean }>('view', { name: 'record', args: { id, now } }).json;
        if (deleted) await this.database.clearDraft(slot);
      } catch (thrown) {
        // A draft about what is not known here is left alone.
        if (!(thrown instanceof Failure) || !thrown.code.startsWith('view/')) throw thrown;
      }
    }
  }

  /** Opened while the device's key for them is still at hand. */
  private async openDrafts(): Promise<Map<string, Uint8Array>> {
    const drafts = new Map<string, Uint8Array>();
    for (const [slot, sealed] of await this.database.drafts()) {
      try {
        drafts.set(slot, this.engine.call('draft_open', { slot }, sealed).blob);
      } catch (thrown) {
        if (!(thrown instanceof Failure) || thrown.code !== 'vault/bad_draft') throw thrown;
      }
    }
    return drafts;
  }

  // ── passphrase and words ─────────────────────────────────────────────────────────────────────────────────────────

  async set_passphrase({ passphrase, current, now_ms }: Ask<'set_passphrase'>): Promise<null> {
    return this.writing(now_ms, async () => {
      const secret = this.meta!.secret;
      let least: Cost | undefined;
      if (secret.by === 'passphrase') {
        const { key, secret: opened } = await this.tryPassphrase(current ?? '', secret.file);
        key.fill(0);
        opened.fill(0);
        least = this.engine.call<Cost>('key_info', {}, secret.file).json;
      }
      await this.shutBy(passphrase, least);
      return null;
    });
  }

  words(): { words: string[] } | null {
    this.requireReadable();
    try {
      return this.engine.call<{ words: string[] }>('words').json;
    } catch (thrown) {
      if (thrown instanceof Failure && thrown.code === 'vault/words_confirmed') return null;
      throw thrown;
    }
  }

  /** The words are on paper: the device forgets them, and stores its secret without them. */
  async words_confirm({ words }: Ask<'words_confirm'>): Promise<null> {
    return this.tabs.turn(async () => {
      if (this.state !== 'open') throw new Failure('app/locked');
      await this.readOn();
      const secret = this.engine.call('words_confirm', { words: words.join(' ') }).blob;
      const generation = this.meta!.generation;
      const by = this.meta!.secret.by;
      const shut = by === 'browser' ? await shutByBrowser(secret, this.meta!.vault) : this.sealAgain();
      secret.fill(0);
      await this.database.change(this.meta!.vault, { secret: shut, generation: generation + 1 });
      this.meta = { ...this.meta!, secret: shut, generation: generation + 1 };
      this.tabs.say('shut');
      return null;
    });
  }

  /** The way back without the passphrase: a new device, certified by the words, under a new passphrase. */
  async recover({ words, passphrase }: Ask<'recover'>): Promise<Settled> {
    await this.tabs.turn(async () => {
      this.meta = await this.database.meta();
      if (this.meta === null) throw new Failure('store/gone');
      const frames = join(...(await this.database.segments()).map((segment) => segment.bytes));
      const asked = { words: words.join(' ') };
      const { json, blob } = this.engine.call<{ parts: number[] }>('words_recover', asked, frames);
      const [secret, frame] = split(blob, json.parts) as [Uint8Array, Uint8Array];
      await this.become(secret, frame, async () => {
        const { key, salted } = await deriveNew(this.compiled, this.engine, passphrase);
        this.passphraseKey = key;
        return { by: 'passphrase', file: this.engine.call('key_seal', { ...salted }, key).blob };
      });
    });
    return this.settled();
  }

  /**
   * Goes on as the new device whose secret and certificate these are: opens with it, shuts its secret by `shut`, and
   * stores both in one transaction. Where that fails the stored life is as it was, and this one is shut.
   */
  private async become(secret: Uint8Array, certificate: Uint8Array, shut: () => Promise<Shut>): Promise<void> {
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

  /** Shuts the open life's secret under a passphrase, and drops what opened it before. */
  private async shutBy(passphrase: string, least?: Cost): Promise<void> {
    this.tell({ told: 'progress', what: 'key', done: 0, of: 1 });
    try {
      const { key, salted } = await deriveNew(this.compiled, this.engine, passphrase, least);
      const { blob: file } = this.engine.call('key_seal', { ...salted }, key);
      const changes = { secret: { by: 'passphrase', file } as const, generation: this.meta!.generation + 1 };
      await this.database.change(this.meta!.vault, changes);
      this.meta = { ...this.meta!, ...changes };
      this.passphraseKey?.fill(0);
      this.passphraseKey = key;
      this.tabs.say('shut');
      this.settle('open');
    } finally {
      this.tell({ told: 'progress', what: 'key', done: 1, of: 1 });
    }
  }

  private sealAgain(): { by: 'passphrase'; file: Uint8Array } {
    const { secret } = this.meta!;
    if (secret.by !== 'passphrase' || this.passphraseKey === null) throw new Failure('app/locked');
    const file = this.engine.call('key_seal', { ...this.costOf(secret.file) }, this.passphraseKey).blob;
    return { by: 'passphrase', file };
  }

  private costOf(file: Uint8Array): Cost & { salt: string } {
    const { salt, opslimit, memlimit } = this.engine.call<Cost & { salt: string }>('key_info', {}, file).json;
    return { salt, opslimit, memlimit };
  }

  private async tryPassphrase(passphrase: string, file: Uint8Array, engine = this.engine) {
    this.tell({ told: 'progress', what: 'key', done: 0, of: 1 });
    try {
      const cost = engine.call<Cost & { salt: string }>('key_info', {}, file).json;
      const key = await derive(this.compiled, passphrase, cost);
      const both = join(key, file);
      const secret = engine.call('key_open', {}, both).blob;
      both.fill(0);
      return { key, secret };
    } finally {
      this.tell({ told: 'progress', what: 'key', done: 1, of: 1 });
    }
  }

  // ── out and in ───────────────────────────────────────────────────────────────────────────────────────────────────

  export_plain(): { records: number; bytes: Uint8Array } {
    this.requireReadable();
    const { json, blob } = this.engine.call<{ records: number }>('export');
    return { records: json.records, bytes: blob };
  }

  /** One file with the log as it is and its key under the passphrase; `passphrase` where the life has none yet. */
  async export_sealed({ passphrase }: Ask<'export_sealed'>): Promise<{ bytes: Uint8Array }> {
    return this.tabs.turn(async () => {
      if (this.state !== 'open') throw new Failure('app/locked');
      await this.readOn();
      const secret = this.meta!.secret;
      const file = secret.by === 'passphrase' ? secret.file : await this.fileFor(passphrase);
      const frames = join(...(await this.database.segments()).map((segment) => segment.bytes));
      const parts = [file.length, frames.length];
      return { bytes: this.engine.call('sealed_export', { parts }, join(file, frames)).blob };
    });
  }

  private async fileFor(passphrase: string | null): Promise<Uint8Array> {
    if (passphrase === null) throw new Failure('app/passphrase_needed');
    const { key, salted } = await deriveNew(this.compiled, this.engine, passphrase);
    const { blob } = this.engine.call('key_seal', { ...salted }, key);
    key.fill(0);
    return blob;
  }

  /** Checks every line and holds the new records; nothing is written yet. */
  import_check({ bytes }: Ask<'import_check'>): Calls['import_check'][1] {
    this.requireReadable();
    this.checked?.fill(0);
    this.checked = null;
    const { json } = this.engine.call<Calls['import_check'][1]>('import_check', {}, bytes);
    if (json.errors.length === 0) this.checked = bytes;
    return json;
  }

  /** A sealed file's records, opened in an instance of its own, then checked as a plain file is. */
  async import_open({ bytes, passphrase }: Ask<'import_open'>): Promise<Calls['import_check'][1]> {
    this.requireReadable();
    const other = await this.freshModule();
    const opened = other.call<{ parts: number[] }>('sealed_open', {}, bytes);
    const [file, frames] = split(opened.blob, opened.json.parts) as [Uint8Array, Uint8Array];
    const { key, secret } = await this.tryPassphrase(passphrase, file, other);
    key.fill(0);
    other.call('open', {}, secret);
    secret.fill(0);
    const { json } = other.call<Applied>('apply', { last: true }, frames);
    if (json.damaged.length > 0) throw new Failure('store/file_damaged', 0, '', String(json.damaged.length));
    const lines = other.call('export').blob;
    other.call('close');
    return this.import_check({ bytes: lines });
  }

  /** Writes what the check held, all in one transaction: all or nothing. */
  async import_take({ now_ms }: Ask<'import_take'>): Promise<null> {
    return this.writing(now_ms, async () => {
      if (this.checked === null) throw new Failure('app/unexpected', 0, '', 'import_take');
      // Once more, now that it is this tab's turn: since the check the log may have been read anew, or storage refused.
      const frames = this.sealImport(this.engine, this.checked, now_ms);
      if (frames.length > 0) await this.keep(frames);
      this.checked.fill(0);
      this.checked = null;
      return null;
    });
  }

  /** Checks the lines and seals all that is new, in batches so that progress can be told. Prepared, not accepted. */
  private sealImport(engine: Module, lines: Uint8Array, now_ms: number): Uint8Array[] {
    const found = engine.call<Calls['import_check'][1]>('import_check', {}, lines).json;
    const [wrong] = found.errors;
    if (wrong !== undefined) throw new Failure(wrong.code, wrong.line, wrong.field, wrong.detail);
    const frames: Uint8Array[] = [];
    try {
      for (let left = found.new, events = 0; left > 0;) {
        const asked = { now_ms, max: importEvents };
        const { json, blob } = engine.call<{ left: number; events: number }>('import_next', asked);
        if (blob.length > 0) frames.push(blob);
        events += json.events;
        left = json.left;
        this.tell({ told: 'progress', what: 'import', done: events, of: events + left });
      }
    } catch (thrown) {
      engine.call('discard');
      throw thrown;
    }
    return frames;
  }

  // ── verify and erase ─────────────────────────────────────────────────────────────────────────────────────────────

  async verify(): Promise<Calls['verify'][1]> {
    return this.tabs.turn(async () => {
      if (this.state !== 'open') throw new Failure('app/locked');
      await this.readOn();
      const segments = await this.database.segments();
      const frames = join(...segments.map((segment) => segment.bytes));
      const { json } = this.engine.call<Omit<Verified, 'state'> & { state: { hash: string } }>('verify', {}, frames);
      return { ...json, state: json.state.hash };
    });
  }

  /**
   * Storage was cleared under an open life: what memory holds is sealed anew and stored, under the same passphrase.
   * The vault is a new one, and so are its words. Fails with nothing lost from memory, and may be tried again.
   */
  async rescue({ now_ms }: Ask<'rescue'>): Promise<Settled> {
    await this.tabs.turn(async () => {
      if (this.state !== 'open') throw new Failure('app/locked');
      if ((await this.database.meta()) !== null) throw new Failure('store/exists');
      this.rescued ??= await this.sealAnew(now_ms);
      const { engine, meta, frames } = this.rescued;
      this.end = await this.database.create(meta, frames);
      this.engine.call('close');
      this.engine = engine;
      this.meta = meta;
      this.damaged = [];
      this.rescued = null;
      this.changed();
    });
    return this.settled();
  }

  /** In an instance of its own, so that whatever fails leaves the open life as it is. */
  private async sealAnew(now_ms: number): Promise<{ engine: Module; meta: Meta; frames: Uint8Array[] }> {
    const lines = this.engine.call('export').blob;
    const cost = this.meta!.secret.by === 'passphrase' ? this.costOf(this.meta!.secret.file) : null;
    const engine = await this.freshModule();
    const { vault, device, secret, frame } = conceive(engine, now_ms);
    const frames = [frame, ...this.sealImport(engine, lines, now_ms)];
    engine.call('accept');
    const shut: Shut =
      cost !== null && this.passphraseKey !== null
        ? { by: 'passphrase', file: engine.call('key_seal', { ...cost }, this.passphraseKey).blob }
        : await shutByBrowser(secret, vault);
    secret.fill(0);
    lines.fill(0);
    const meta = { format, vault, device, created: now_ms, secret: shut, generation: 1, rewrites: 0 };
    return { engine, meta, frames };
  }

  async erase(): Promise<null> {
    await this.tabs.turn(() => this.database.erase());
    this.tabs.say('erased');
    await this.lock({ elsewhere: null });
    await removeDatabase();
    return null;
  }

  // ── telling ──────────────────────────────────────────────────────────────────────────────────────────────────────

  private settle(state: LifeState): void {
    this.state = state;
    this.tell({ told: 'state', settled: this.settled() });
  }

  settled(): Settled {
    const passphrase = this.meta?.secret.by === 'passphrase';
    return { state: this.state, passphrase, damaged: this.damaged };
  }

  private changed(): void {
    this.tell({ told: 'revision' });
  }

  private requireReadable(): void {
    if (this.state !== 'open' && this.state !== 'new') throw new Failure('app/locked');
  }
}

/** A life in memory alone, so that every view answers before anything is kept. */
function conceive(engine: Module, now_ms: number): Unborn {
  const { json, blob } = engine.call<{ vault: string; device: string; parts: number[] }>('create', { now_ms });
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
