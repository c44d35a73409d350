// A sample life: made up by the engine, held in memory by an instance of its own, and gone when it is left.
import { conceive } from './instance';
import type { Keeper } from './keeper';
import type { Ask, CallName } from './protocol';

/** A year of a life with a bit of everything; the same for everyone. */
const wish = { profile: 'ordinary', days: 365, seed: 20 };
/** Records sealed at once. */
const batch = 2000;

/** What may be asked while it is looked at: all else would be about the person's own life, which is not on the screen. */
export const withSample: ReadonlySet<CallName> = new Set([
  'view',
  'sample_begin',
  'sample_end',
  'draft_load',
  'draft_save',
  'draft_clear',
  'sweep',
  'lock',
  'hub',
  'devices',
  'sync',
]);

export async function beginSample(keeper: Keeper, { now, words }: Ask<'sample_begin'>): Promise<null> {
  keeper.requireReadable();
  const engine = await keeper.freshModule();
  conceive(engine).secret.fill(0);
  const lines = engine.call('sample', { ...wish, now }, words).blob;
  engine.call('import_check', {}, lines);
  for (let left = 1; left > 0;) left = engine.call<{ left: number }>('import_next', { max: batch }).json.left;
  engine.call('accept');
  keeper.sample = engine;
  keeper.changed();
  return null;
}

export function endSample(keeper: Keeper): null {
  keeper.sample?.call('close');
  keeper.sample = null;
  keeper.changed();
  return null;
}
