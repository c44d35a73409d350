// New words: the open life sealed anew as a vault of its own, with its drafts, in the old one's place.
import { Failure } from '../base/failure';
import { farewellSlot, hubSlot, resealed, toldSlot } from './drafts';
import { orClose } from './instance';
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
    await orClose(fresh.engine, async () => {
      const [here, there] = [keeper.engine, fresh.engine].map((one) => one.call<{ hash: string }>('state').json.hash);
      if (here !== there) throw new Failure('app/unexpected', 0, '', 'words_new');
      // What is known of the hub is about the old vault and stays behind.
      const { read, drafts } = await resealed(keeper, fresh.engine, [hubSlot, toldSlot, farewellSlot]);
      if (origin !== null) {
        const secret = keeper.engine.call('secret').blob;
        try {
          drafts.set(farewellSlot, fresh.engine.call('farewell_seal', { origin }, secret).blob);
        } finally {
          secret.fill(0);
        }
      }
      const end = await keeper.database.supersede(old, fresh.meta, fresh.frames, { read, drafts });
      keeper.goOn({ engine: fresh.engine, damaged: [], strip: false }, end, fresh.meta);
    });
    keeper.edition = 'whole';
    keeper.checked?.fill(0);
    keeper.checked = null;
    keeper.tabs.say('shut');
    keeper.settle('open');
    keeper.changed();
  });
}
