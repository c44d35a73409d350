// New words: the open life sealed anew as a vault of its own, with its drafts, in the old one's place.
import { Failure } from './failure';
import { farewellSlot, hubSlot, openDrafts, toldSlot } from './drafts';
import type { Keeper } from './keeper';
import type { Ask } from './protocol';
import { sealAnew } from './transfer';

/**
 * Everything is made ready in an instance of its own and stored in one transaction: before that the old life is as it was,
 * and after it the new one is whole. With a hub, what is left to do about the old vault there is stored along.
 */
export async function beginAnew(keeper: Keeper, { origin, now_ms }: Ask<'words_new'>): Promise<void> {
  await keeper.tabs.turn(async () => {
    if (keeper.state !== 'open') throw new Failure('app/locked');
    await keeper.readOn();
    // One vault at a time is ended.
    if (origin !== null && (await keeper.database.draft(farewellSlot)) !== null) throw new Failure('sync/to_be_ended');
    const old = keeper.meta!.vault;
    const fresh = await sealAnew(keeper, now_ms);
    try {
      const [here, there] = [keeper.engine, fresh.engine].map((one) => one.call<{ hash: string }>('state').json.hash);
      if (here !== there) throw new Failure('app/unexpected', 0, '', 'words_new');
      const drafts = await sealedFor(keeper, fresh.engine);
      if (origin !== null) {
        const secret = keeper.engine.call('secret').blob;
        drafts.set(farewellSlot, fresh.engine.call('farewell_seal', { origin }, secret).blob);
        secret.fill(0);
      }
      keeper.end = await keeper.database.supersede(old, fresh.meta, fresh.frames, drafts);
    } catch (thrown) {
      fresh.engine.call('close');
      throw thrown;
    }
    keeper.goOnWith(fresh.engine, fresh.meta);
  });
}

/** What is being written, sealed for the new life; what is known of the hub is about the old one and stays behind. */
async function sealedFor(keeper: Keeper, engine: Keeper['engine']): Promise<Map<string, Uint8Array>> {
  const sealed = new Map<string, Uint8Array>();
  for (const [name, text] of await openDrafts(keeper)) {
    if (name !== hubSlot && name !== toldSlot && name !== farewellSlot)
      sealed.set(name, engine.call('draft_seal', { slot: name }, text).blob);
    text.fill(0);
  }
  return sealed;
}
