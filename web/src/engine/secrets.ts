// What opens a life: the passphrase, and the recovery words.
import { Failure } from '../base/failure';
import type { Shut } from '../store/database';
import type { Keeper } from './keeper';
import { join, split, type Module } from './module';
import { derive, deriveNew, type Cost } from './passphrase';
import { become, costOf, shutAgain } from './succession';
import type { Ask, Settled } from './protocol';

export async function unlock(keeper: Keeper, { passphrase }: Ask<'unlock'>): Promise<Settled> {
  const meta = await keeper.database.meta();
  if (meta === null) throw new Failure('store/gone');
  keeper.meta = meta;
  if (meta.secret.by !== 'passphrase') throw new Failure('app/not_locked');
  const { key, secret } = await tryPassphrase(keeper, passphrase, meta.secret.file);
  keeper.passphraseKey = key;
  await keeper.openWith(secret);
  return keeper.settled();
}

export async function setPassphrase(
  keeper: Keeper,
  { passphrase, current, now_ms }: Ask<'set_passphrase'>,
): Promise<null> {
  return keeper.writing(now_ms, async () => {
    const secret = keeper.meta!.secret;
    let least: Cost | undefined;
    if (secret.by === 'passphrase') {
      const { key, secret: opened } = await tryPassphrase(keeper, current ?? '', secret.file);
      key.fill(0);
      opened.fill(0);
      least = costOf(keeper.engine, secret.file);
    }
    await shutBy(keeper, passphrase, least);
    return null;
  });
}

export function words(keeper: Keeper): { words: string[] } | null {
  keeper.requireReadable();
  try {
    return keeper.engine.call<{ words: string[] }>('words').json;
  } catch (thrown) {
    if (thrown instanceof Failure && thrown.code === 'vault/words_confirmed') return null;
    throw thrown;
  }
}

/** The words are on paper: the device forgets them, and stores its secret without them. */
export async function confirmWords(keeper: Keeper, { words }: Ask<'words_confirm'>): Promise<null> {
  return keeper.tabs.turn(async () => {
    if (keeper.state !== 'open') throw new Failure('app/locked');
    await keeper.readOn();
    keeper.engine.call('words_confirm', { words: words.join(' ') }).blob.fill(0);
    const generation = keeper.meta!.generation;
    const shut = await shutAgain(keeper, keeper.engine);
    await keeper.database.change(keeper.meta!.vault, { secret: shut, generation: generation + 1 });
    keeper.meta = { ...keeper.meta!, secret: shut, generation: generation + 1 };
    keeper.tabs.say('shut');
    return null;
  });
}

/** The way back without the passphrase: a new device, certified by the words, under a new passphrase. */
export async function recover(keeper: Keeper, { words, passphrase }: Ask<'recover'>): Promise<Settled> {
  await keeper.tabs.turn(async () => {
    keeper.meta = await keeper.database.meta();
    if (keeper.meta === null) throw new Failure('store/gone');
    const frames = join(...(await keeper.stored()).pieces);
    const asked = { words: words.join(' ') };
    const { json, blob } = keeper.engine.call<{ parts: number[] }>('words_recover', asked, frames);
    const [secret, frame] = split(blob, json.parts) as [Uint8Array, Uint8Array];
    const made: { key?: Uint8Array } = {};
    const shut = async (engine: Module): Promise<Shut> => {
      const { key, file } = await sealUnder(keeper, passphrase, engine);
      made.key = key;
      return { by: 'passphrase', file };
    };
    try {
      // What the old device was writing, only its own secret opens.
      await become(keeper, secret, frame, shut, false);
    } catch (thrown) {
      made.key?.fill(0);
      throw thrown;
    }
    keeper.passphraseKey = made.key!;
  });
  return keeper.settled();
}

/** Shuts the open life's secret under a passphrase, and drops what opened it before. */
async function shutBy(keeper: Keeper, passphrase: string, least?: Cost): Promise<void> {
  const { key, file } = await sealUnder(keeper, passphrase, keeper.engine, least);
  const changes = { secret: { by: 'passphrase', file } as const, generation: keeper.meta!.generation + 1 };
  await keeper.database.change(keeper.meta!.vault, changes);
  keeper.meta = { ...keeper.meta!, ...changes };
  keeper.passphraseKey?.fill(0);
  keeper.passphraseKey = key;
  keeper.tabs.say('shut');
  keeper.settle('open');
}

/** The passphrase's key and the secret that it opens. Error: `vault/wrong_key`. */
export async function tryPassphrase(keeper: Keeper, passphrase: string, file: Uint8Array, engine = keeper.engine) {
  return keeper.showing('key', async () => {
    const key = await derive(keeper.compiled, passphrase, costOf(engine, file));
    const both = join(key, file);
    try {
      return { key, secret: engine.call('key_open', {}, both).blob };
    } finally {
      both.fill(0);
    }
  });
}

/** The secret of the life that is open in `engine` as a key file under a passphrase, at a cost of at least `least`; and the key, to be wiped. */
export async function sealUnder(keeper: Keeper, passphrase: string, engine = keeper.engine, least?: Cost) {
  return keeper.showing('key', async () => {
    const { key, salted } = await deriveNew(keeper.compiled, engine, passphrase, least);
    return { key, file: engine.call('key_seal', { ...salted }, key).blob };
  });
}
