// Going on as another device, or on another log of the same vault.
//
// Everything is made ready in an instance of its own and stored in one transaction, the drafts among it: before that the
// life is as it was, in storage and in memory, and after it the new one is whole.
import { Failure } from '../base/failure';
import type { Meta, Shut } from '../store/database';
import { shutByBrowser } from '../store/secret';
import { hubSlot, resealed } from './drafts';
import { apply, orClose, type Opened } from './instance';
import type { Keeper } from './keeper';
import { split, type Module } from './module';
import type { Salted } from './passphrase';
import type { Synced } from './protocol';

type Notices = Synced['notices'];

// ── the device's secret ──────────────────────────────────────────────────────────────────────────────────────────────

/** The secret of the life that is open in `engine`, shut by the same means as the stored one. */
export async function shutAgain(keeper: Keeper, engine: Module, vault = keeper.meta!.vault): Promise<Shut> {
  const { secret: before } = keeper.meta!;
  if (before.by === 'browser') return shutInBrowser(engine, vault);
  if (keeper.passphraseKey === null) throw new Failure('app/locked');
  const { blob: file } = engine.call('key_seal', { ...costOf(engine, before.file) }, keeper.passphraseKey);
  return { by: 'passphrase', file };
}

/** The same by the browser's own key. */
export async function shutInBrowser(engine: Module, vault: string): Promise<Shut> {
  const secret = engine.call('secret').blob;
  try {
    return await shutByBrowser(secret, vault);
  } finally {
    secret.fill(0);
  }
}

/** What a key file asks of whoever opens it; refused before anything is derived where it is weak or huge. */
export function costOf(engine: Module, file: Uint8Array): Salted {
  const { salt, opslimit, memlimit } = engine.call<Salted>('key_info', {}, file).json;
  return { salt, opslimit, memlimit };
}

// ── another device, on the same log ──────────────────────────────────────────────────────────────────────────────────

/** Damage took this device's own last event, so it may not write any more: it certifies a new one and goes on as that. */
export async function renew(keeper: Keeper): Promise<void> {
  const { json, blob } = keeper.engine.call<{ parts: number[] }>('renew');
  const [secret, certificate] = split(blob, json.parts) as [Uint8Array, Uint8Array];
  await become(keeper, secret, certificate, (engine) => shutAgain(keeper, engine), true);
}

/**
 * Goes on as the new device whose secret and certificate these are, its secret shut by `shut`. `drafts`: the old device is
 * open, and what is being written goes along. Wipes `secret`. Where it fails, all is as it was.
 */
export async function become(
  keeper: Keeper,
  secret: Uint8Array,
  certificate: Uint8Array,
  shut: (engine: Module) => Promise<Shut>,
  drafts: boolean,
): Promise<void> {
  const { vault, generation } = keeper.meta!;
  const { pieces, end } = await keeper.stored();
  const opened = await keeper.openApart(secret, pieces);
  const changes: Partial<Meta> = { device: opened.device, generation: generation + 1 };
  const to = await orClose(opened.engine, async () => {
    if (opened.vault !== vault) throw new Failure('vault/wrong_vault');
    apply(opened.engine, certificate, true, opened);
    changes.secret = await shut(opened.engine);
    const beside = drafts ? await resealed(keeper, opened.engine) : {};
    return keeper.database.append(vault, end, [certificate], { changes, ...beside });
  });
  keeper.goOn(opened, to, changes);
  keeper.tabs.say('shut');
  keeper.settle('open');
  keeper.changed();
}

// ── another log ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** Puts a whole log in place of the damaged one. Resolves with what the engine tells of it. */
export async function heal(keeper: Keeper, frames: Uint8Array[]): Promise<Notices> {
  const secret = keeper.engine.call('secret').blob;
  return takePlace(keeper, secret, frames, 'changed', async () => ({ changes: {} }));
}

/** Goes on as the device whose secret this is, on another log of the same vault. Wipes `secret`. */
export async function succeed(keeper: Keeper, secret: Uint8Array, frames: Uint8Array[]): Promise<Notices> {
  const generation = keeper.meta!.generation + 1;
  return takePlace(keeper, secret, frames, 'shut', async ({ engine, device }) => ({
    changes: { device, generation, secret: await shutAgain(keeper, engine) },
    ...(await resealed(keeper, engine)),
  }));
}

type Beside = { changes: Partial<Meta> } & Partial<Awaited<ReturnType<typeof resealed>>>;

/** Stores the log with what `prepare` adds, tells the other windows, and goes on with the engine's memory of the hub. */
async function takePlace(
  keeper: Keeper,
  secret: Uint8Array,
  frames: Uint8Array[],
  say: 'changed' | 'shut',
  prepare: (opened: Opened) => Promise<Beside>,
): Promise<Notices> {
  const { vault, rewrites } = keeper.meta!;
  const told = (ok: boolean) => keeper.engine.call<{ notices: Notices }>('sync_stored', { ok, now_ms: Date.now() });
  let stored;
  try {
    const opened = await keeper.openApart(secret, frames);
    stored = await orClose(opened.engine, async () => {
      const beside = await prepare(opened);
      const changes = { ...beside.changes, rewrites: rewrites + 1 };
      const end = await keeper.database.replace(vault, frames, { ...beside, changes });
      return { opened, end, changes };
    });
  } catch (thrown) {
    // Until it hears of it, the engine lets nothing be written.
    told(false);
    throw thrown;
  }
  const { json, blob } = told(true);
  keeper.goOn(stored.opened, stored.end, stored.changes);
  keeper.tabs.say(say);
  keeper.settle('open');
  keeper.changed();
  // Last: where it fails, everybody knows the new log all the same, and the older memory is caught up by the next run.
  await keeper.database.saveDraft(keeper.meta!, hubSlot, blob);
  return json.notices;
}
