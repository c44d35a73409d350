// Sync in the worker: drives the engine's machine (spec/sync.md §2), which says what to send, read and store.
//
// Only the engine's own steps stand in the worker's queue. While the hub is waited for, the person goes on writing.
import { Failure } from '../base/failure';
import { format, type Meta } from '../store/database';
import { framesOf } from '../store/frames';
import { beginning, type Position } from '../store/segments';
import { beginAnew } from './anew';
import { farewellSlot, hubSlot, toldSlot } from './drafts';
import { askHub, isHub, type HubAnswer, type HubCall } from './hub';
import { orClose } from './instance';
import type { Keeper } from './keeper';
import { join, split, type Module } from './module';
import type { Ask, Devices, Synced } from './protocol';
import { heal, shutInBrowser, succeed } from './succession';

/** What the engine asks for next (wasm/ABI.md). */
interface Step {
  step: 'call' | 'read' | 'store' | 'replace' | 'home' | 'done' | 'stopped';
  method?: string;
  path?: string;
  token?: string;
  invitation?: string;
  from?: number;
  count?: number;
  parts?: number[];
  strip?: boolean;
  code?: string;
  detail?: string;
  device?: string;
  wait?: number;
  notices?: { code: string; device: string }[];
}

interface Moved {
  step: Step;
  blob: Uint8Array;
  /** What said it; where the log was read anew, another instance has taken its place, which knows nothing of the run. */
  engine: Module;
  /** Whose key its memory of the hub is sealed under. */
  device: string;
}

/** Another window wrote between two steps: so often a run begins again by itself. */
const mostAgain = 3;
/** A code rests at the hub for ten minutes. */
const offerMs = 10 * 60_000;

export class Sync {
  private joining: { pending: Uint8Array; get: string; until: number } | null = null;
  /** Where the log ended when the whole of it was read, to be replaced as a whole. */
  private readTo: Position = beginning;

  constructor(
    private readonly keeper: Keeper,
    /** Runs work in the worker's queue, when nothing else is at the engine. */
    private readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>,
  ) {}

  // ── what there is ────────────────────────────────────────────────────────────────────────────────────────────────

  hub({ origin }: Ask<'hub'>): Promise<boolean> {
    return isHub(origin);
  }

  devices(): Promise<Devices> {
    return this.inTurn(async () => {
      this.requireOpen();
      return this.keeper.engine.call<Devices>('devices', {}, await this.state()).json;
    });
  }

  nameDevice({ device, name, now_ms }: Ask<'device_name'>): Promise<null> {
    return this.inTurn(() =>
      this.keeper.writing(now_ms, async () => {
        const { blob } = this.keeper.engine.call('device_name', { device, name });
        await this.keeper.keep(framesOf(blob));
        return null;
      }),
    );
  }

  // ── runs ─────────────────────────────────────────────────────────────────────────────────────────────────────────

  /**
   * The engine has one machine, and there is one memory of the hub: runs follow each other, in all tabs. Otherwise the
   * slower of two would put an older memory in place of a newer one.
   */
  private alone<T>(work: () => Promise<T>): Promise<T> {
    return this.keeper.tabs.run(work);
  }

  /** One run with the hub, from the first call to the last, and what an earlier vault has left to do there. */
  run(asked: Ask<'sync'>): Promise<Synced> {
    return this.alone(async () => {
      const end = await this.runNow(asked);
      return end.code === '' ? { ...end, notices: [...end.notices, ...(await this.sayFarewell(asked.origin))] } : end;
    });
  }

  private async runNow(asked: Ask<'sync'>): Promise<Synced> {
    const { origin, now_ms, words, ...more } = asked;
    const request = { origin, now_ms, ...more, ...(words === undefined ? {} : { by_words: words.join(' ') }) };
    const notices: Synced['notices'] = [];
    for (let tries = 0; ; tries += 1) {
      const begun = await this.inTurn(async () => {
        await this.makeOpen(now_ms);
        return this.move('sync_begin', request, await this.state());
      });
      const end = await this.drive(origin, begun, notices);
      if (end !== 'again') return { ...end, notices: [...notices, ...end.notices] };
      if (tries === mostAgain) return { code: 'sync/not_stored', detail: '', device: '', wait: 0, notices };
    }
  }

  /** `notices`: of what was put in place on the way, when the run has to begin again. */
  private async drive(origin: string, begun: Moved, notices: Synced['notices'] = []): Promise<Synced | 'again'> {
    for (let now: Moved | 'again' = begun; now !== 'again';) {
      const { step, blob, engine, device } = now as Moved;
      const inRun = <T>(work: () => Promise<T>) => this.inRun(engine, work);
      if (step.step === 'call') {
        const begins = step.method === 'POST' && step.path === '/v1/vaults';
        if (begins && (await inRun(() => this.markTold(origin))) === 'again') return 'again';
        const { status, body } = await askHub(origin, callOf(step), blob);
        if (begins && refuses({ status, body })) await this.keeper.database.clearDraft(toldSlot);
        now = await inRun(async () => this.move('sync_answer', { status, now_ms: Date.now() }, body));
      } else if (step.step === 'read') {
        now = await inRun(async () => this.move('sync_frames', {}, await this.frames(step)));
      } else if (step.step === 'store') {
        now = await inRun(() => this.store(step, blob));
      } else if (step.step === 'replace') {
        const told = await inRun(() => this.replace(step, blob));
        if (told !== 'again') notices.push(...told);
        return 'again';
      } else if (step.step === 'home') {
        if ((await inRun(() => this.moveIn(step, blob))) === 'again') return 'again';
        return { code: '', detail: '', device: '', wait: 0, notices: [] };
      } else {
        await this.inTurn(() => this.remember(blob, device));
        const { code = '', detail = '', device: about = '', wait = 0, notices = [] } = step;
        return { code, detail, device: about, wait, notices };
      }
    }
    return 'again';
  }

  /** One step of the run that `engine` is in. */
  private inRun<T>(engine: Module, work: () => Promise<T>): Promise<T | 'again'> {
    return this.inTurn<T | 'again'>(async () => (this.keeper.engine === engine ? work() : 'again'));
  }

  private move(op: string, request: object, blob: Uint8Array): Moved {
    const answer = this.keeper.engine.call<Step>(op, request, blob);
    const { engine, meta } = this.keeper;
    return { step: answer.json, blob: answer.blob, engine, device: meta?.device ?? '' };
  }

  /** Frames of the stored log by their number; 0 is the first. */
  private async frames({ from = 0, count = 0 }: Step): Promise<Uint8Array> {
    const segments = await this.keeper.database.segments();
    this.readTo = this.keeper.end;
    // Where frames begin in a damaged log is the engine's to find. It passes over what it did not ask for.
    if (this.keeper.damaged.length > 0) return join(...segments.map(({ bytes }) => bytes));
    const wanted: Uint8Array[] = [];
    let number = 0;
    for (const { bytes, events } of segments) {
      if (number + events > from && number < from + count) {
        framesOf(bytes).forEach((frame, i) => {
          if (number + i >= from && number + i < from + count) wanted.push(frame);
        });
      }
      number += events;
    }
    return join(...wanted);
  }

  /** Appends what came, with the state, in one transaction; another window that wrote meanwhile makes the run begin again. */
  private store(step: Step, blob: Uint8Array): Promise<Moved | 'again'> {
    const [state, frames] = split(blob, step.parts ?? []) as [Uint8Array, Uint8Array];
    return this.keeper.tabs.turn(async () => {
      this.requireOpen();
      let ok = true;
      let moved = false;
      try {
        await this.keeper.take(framesOf(frames), new Map([[hubSlot, state]]));
      } catch (thrown) {
        ok = false;
        moved = thrown instanceof Failure && thrown.code === 'store/moved';
        if (!(thrown instanceof Failure) || overtaking.has(thrown.code)) throw thrown;
      }
      const next = this.move('sync_stored', { ok, now_ms: Date.now() }, new Uint8Array(0));
      if (ok) {
        if (step.strip === true) this.keeper.stripLater();
        this.keeper.told();
      }
      if (!moved) return next;
      await this.keeper.readOn();
      return 'again';
    });
  }

  /**
   * A whole log takes the place of this one: this device's storage was a copy, and it goes on as the device that succeeds
   * it, or the log was damaged, and the hub had what was missing. What was written meanwhile makes the run begin again.
   */
  private replace(step: Step, blob: Uint8Array): Promise<Synced['notices'] | 'again'> {
    const [successor, frames] = split(blob, step.parts ?? []) as [Uint8Array, Uint8Array];
    return this.keeper.tabs.turn(async () => {
      const { keeper } = this;
      this.requireOpen();
      const { engine } = keeper;
      await keeper.readOn();
      if (keeper.engine !== engine) return 'again';
      const { number, offset } = this.readTo;
      if (keeper.end.number !== number || keeper.end.offset !== offset) {
        this.move('sync_stored', { ok: false, now_ms: Date.now() }, new Uint8Array(0));
        return [];
      }
      if (successor.length === 0) return heal(keeper, framesOf(frames));
      const old = engine.call('secret').blob;
      const both = join(old, successor);
      old.fill(0);
      let secret;
      try {
        secret = engine.call('successor_open', { parts: [old.length, successor.length] }, both).blob;
      } finally {
        both.fill(0);
      }
      return succeed(keeper, secret, framesOf(frames));
    });
  }

  // ── ending a vault at the hub ────────────────────────────────────────────────────────────────────────────────────

  /** Ends the open life's vault at the hub, and one whose place it took; all is well where neither ever was there. */
  endVault({ origin }: Ask<'vault_end'>): Promise<Synced> {
    return this.alone(async () => {
      const left = await this.sayFarewell(origin);
      const late = left.find(({ code }) => code === 'sync/to_be_ended');
      if (late !== undefined) return { ...nothingToDo, code: late.code };
      if (this.keeper.state === 'new') return nothingToDo;
      const told = (await this.keeper.database.draft(toldSlot)) !== null;
      const state = await this.state();
      if (state.length === 0 && !told) return nothingToDo;
      const { known, begun } = await this.inTurn(async () => {
        this.requireOpen();
        const known = state.length > 0 && this.saysKnown(state);
        return { known, begun: known || told ? this.move('ending_begin', { origin }, new Uint8Array(0)) : null };
      });
      if (begun === null) return nothingToDo;
      const end = await this.drive(origin, begun);
      if (end === 'again') return { ...nothingToDo, code: 'sync/not_stored' };
      // Who never heard that it began there, and is unknown there, has left nothing there.
      return end.code === 'sync/refused' && !known ? nothingToDo : end;
    });
  }

  /** Whether the vault is at the hub, by what is remembered; what does not open may have said so. */
  private saysKnown(state: Uint8Array): boolean {
    try {
      this.keeper.engine.call('draft_open', { slot: hubSlot }, state);
    } catch (thrown) {
      if (!(thrown instanceof Failure) || thrown.code !== 'vault/bad_draft') throw thrown;
      return true;
    }
    return this.keeper.engine.call<Devices>('devices', {}, state).json.known;
  }

  /** From here on the vault may be at the hub, whether this hears the answer or not. */
  private async markTold(origin: string): Promise<void> {
    this.requireOpen();
    const sealed = this.keeper.engine.call('draft_seal', { slot: toldSlot }, new TextEncoder().encode(origin)).blob;
    await this.keeper.database.saveDraft(this.keeper.meta!, toldSlot, sealed);
  }

  /** The vault whose place this one took is ended at the hub as soon as this one is there. */
  private async sayFarewell(origin: string): Promise<Synced['notices']> {
    const sealed = await this.keeper.database.draft(farewellSlot);
    if (sealed === null || this.keeper.state !== 'open') return [];
    const begun = await this.inTurn(async () => this.move('ending_begin', {}, sealed));
    const end = await this.drive(origin, begun);
    if (end === 'again') return [{ code: 'sync/to_be_ended', device: '' }];
    const { code } = end;
    // A device that was put out of the old vault can do nothing more about it.
    const over = code === '' || code === 'sync/refused';
    if (over) await this.keeper.database.clearDraft(farewellSlot);
    return [{ code: code === '' ? 'sync/ended' : over ? 'sync/not_ended' : 'sync/to_be_ended', device: '' }];
  }

  /** New words: everything compared with the hub first, where there is one, then sealed anew, then compared and ended there. */
  async anew({ origin, now_ms }: Ask<'words_new'>): Promise<Synced> {
    if (origin !== null) {
      const end = await this.run({ origin, now_ms });
      if (end.code !== '') return end;
    }
    await this.alone(() => this.inTurn(() => beginAnew(this.keeper, { origin, now_ms })));
    return origin === null ? nothingToDo : { ...(await this.run({ origin, now_ms: Date.now() })), begun: true };
  }

  private async remember(state: Uint8Array, device: string): Promise<void> {
    const { meta, database } = this.keeper;
    // The end of a vault leaves none, and what this life was as another device, it cannot open any more.
    if (state.length === 0 || this.keeper.state !== 'open' || meta?.device !== device) return;
    await database.saveDraft(meta, hubSlot, state);
  }

  private async state(): Promise<Uint8Array> {
    return (await this.keeper.database.draft(hubSlot)) ?? new Uint8Array(0);
  }

  // ── letting a device in ──────────────────────────────────────────────────────────────────────────────────────────

  /** Which device stands behind a QR's text or a typed code, before anything is decided. */
  async visitor({ origin, typed }: Ask<'device_visitor'>): Promise<{ qr: string; device: string }> {
    if (typed.trim().toUpperCase().startsWith('AJAR1:')) {
      const qr = typed.trim().toUpperCase();
      // Whoever scanned it saw the device itself.
      return { qr, device: '' };
    }
    const code = typed.trim();
    const { get } = await this.inTurn(async () => this.keeper.engine.call<{ get: string }>('join_code', { code }).json);
    const { status, body } = await askHub(origin, { method: 'GET', path: get });
    if (status === 0) throw new Failure('sync/unreachable');
    if (status !== 200) throw new Failure('sync/no_offer');
    return this.inTurn(
      async () => this.keeper.engine.call<{ qr: string; device: string }>('join_read', { code }, body).json,
    );
  }

  /** Certifies it, and leaves it what it needs to come in. */
  async admit({ origin, qr, now_ms }: Ask<'device_admit'>): Promise<Synced> {
    const end = await this.run({ origin, now_ms, certify: qr });
    if (end.code !== '') return end;
    const { json, blob } = await this.inTurn(async () =>
      this.keeper.engine.call<{ path: string }>('join_answer', { qr }),
    );
    const { status } = await askHub(origin, { method: 'PUT', path: json.path }, blob);
    if (status !== 200 && status !== 201) throw new Failure('sync/unreachable');
    return end;
  }

  // ── coming in ────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Puts this device's offer in reach of the one that is to let it in. */
  async knock({ origin }: Ask<'join_begin'>): Promise<{ code: string; qr: string }> {
    const offer = await this.inTurn(async () => {
      if (this.keeper.state !== 'new') throw new Failure('store/exists');
      return this.keeper.engine.call<{ code: string; qr: string; put: string; get: string; parts: number[] }>(
        'join_begin',
      );
    });
    const [pending, resting] = split(offer.blob, offer.json.parts) as [Uint8Array, Uint8Array];
    const { status } = await askHub(origin, { method: 'PUT', path: offer.json.put }, resting);
    if (status !== 200 && status !== 201) {
      pending.fill(0);
      throw new Failure('sync/unreachable');
    }
    this.leave();
    this.joining = { pending, get: offer.json.get, until: Date.now() + offerMs };
    return { code: offer.json.code, qr: offer.json.qr };
  }

  /** Waits until it is let in, and moves in. `sync/no_answer` when the time is over, or the offer was taken back. */
  async arrive({ origin }: Ask<'join_wait'>): Promise<Synced> {
    const { joining } = this;
    if (joining === null) throw new Failure('sync/no_answer');
    while (this.joining === joining && Date.now() < joining.until) {
      const { status, body } = await askHub(origin, { method: 'GET', path: `${joining.get}?wait=25` });
      // Taken back while the hub was waited for: its keys are wiped, and another offer may stand in its place.
      if (this.joining !== joining) break;
      if (status === 200) {
        const parts = [joining.pending.length, body.length];
        const both = join(joining.pending, body);
        this.leave();
        return this.moveInFrom(origin, { parts }, both);
      }
      if (status !== 404) await new Promise((resolve) => setTimeout(resolve, 2000));
    }
    throw new Failure('sync/no_answer');
  }

  /** With the 24 words, on a device that has nothing yet. */
  arriveByWords({ origin, words }: Ask<'join_words'>): Promise<Synced> {
    return this.moveInFrom(origin, { words: words.join(' ') }, new Uint8Array(0));
  }

  leave(): null {
    this.joining?.pending.fill(0);
    this.joining = null;
    return null;
  }

  private moveInFrom(origin: string, request: object, blob: Uint8Array): Promise<Synced> {
    return this.alone(() => this.moveInNow(origin, request, blob));
  }

  private async moveInNow(origin: string, request: object, blob: Uint8Array): Promise<Synced> {
    const begun = await this.inTurn(async () => {
      if (this.keeper.state !== 'new') throw new Failure('store/exists');
      return this.move('arrive_begin', { origin, now_ms: Date.now(), ...request }, blob);
    }).finally(() => blob.fill(0));
    const end = await this.drive(origin, begun);
    // Another window made a life meanwhile, or the module was exchanged for the whole one.
    if (end === 'again') throw new Failure('sync/not_stored');
    return end;
  }

  /** A whole new life: stores its secret, its log and its state in one transaction, and opens it. */
  private async moveIn(step: Step, blob: Uint8Array): Promise<void> {
    const [secret, state, log] = split(blob, step.parts ?? []) as [Uint8Array, Uint8Array, Uint8Array];
    const { keeper } = this;
    await keeper.tabs.turn(async () => {
      if (keeper.state !== 'new' || (await keeper.database.meta()) !== null) throw new Failure('store/exists');
      const frames = framesOf(log);
      const opened = await keeper.openApart(secret, frames);
      const { engine, vault, device } = opened;
      await orClose(engine, async () => {
        const shut = await shutInBrowser(engine, vault);
        const created = Date.now();
        const meta: Meta = { format, vault, device, created, secret: shut, generation: 1, rewrites: 0 };
        keeper.moveIn(opened, await keeper.database.create(meta, frames, new Map([[hubSlot, state]])), meta);
      });
    });
  }

  private async makeOpen(now_ms: number): Promise<void> {
    if (this.keeper.state === 'new') await this.keeper.writing(now_ms, async () => {});
    this.requireOpen();
    await this.keeper.tabs.turn(() => this.keeper.readOn());
  }

  private requireOpen(): void {
    if (this.keeper.state !== 'open') throw new Failure('app/locked');
  }
}

const nothingToDo: Synced = { code: '', detail: '', device: '', wait: 0, notices: [] };

/** The hub itself says that it took nothing; a proxy, or a hub that is busy, says nothing about it. */
function refuses({ status, body }: HubAnswer): boolean {
  if (status < 400 || status >= 500 || status === 429) return false;
  try {
    const problem = JSON.parse(new TextDecoder().decode(body)) as { code?: unknown } | null;
    return String(problem?.code ?? '').startsWith('hub/');
  } catch {
    return false;
  }
}

/** What another window did to the stored life: this one has to open again. */
const overtaking = new Set(['store/gone', 'store/shut_anew']);

function callOf({ method = 'GET', path = '/', token, invitation }: Step): HubCall {
  return {
    method,
    path,
    ...(token === undefined ? {} : { token }),
    ...(invitation === undefined ? {} : { invitation }),
  };
}
