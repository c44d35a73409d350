// Drafts: what is being written, sealed as it is typed.
import { Failure } from '../base/failure';
import type { Drafts } from '../store/database';
import type { Keeper } from './keeper';
import type { Module } from './module';
import type { Ask } from './protocol';

/**
 * Slots of the engine's own: what it remembers of the hub, that the hub was asked to begin the vault, and what is left to do
 * there for a vault whose place this one took.
 */
export const hubSlot = 'sync';
export const toldSlot = 'told';
export const farewellSlot = 'farewell';

/** A draft is JSON in UTF-8. */
const encoder = new TextEncoder();
const decoder = new TextDecoder();

export async function loadDraft(keeper: Keeper, { slot }: Ask<'draft_load'>): Promise<unknown> {
  if (keeper.state !== 'open' || keeper.sample !== null) return null;
  const sealed = await keeper.database.draft(slot);
  if (sealed === null) return null;
  return JSON.parse(decoder.decode(keeper.engine.call('draft_open', { slot }, sealed).blob));
}

export async function saveDraft(keeper: Keeper, { slot, value, now_ms }: Ask<'draft_save'>): Promise<null> {
  keeper.requireReadable();
  // What is tried out in a made-up life is no draft of one's own.
  if (keeper.sample !== null) return null;
  if (keeper.state === 'new') await keeper.writing(now_ms, async () => {});
  const sealed = keeper.engine.call('draft_seal', { slot }, encoder.encode(JSON.stringify(value))).blob;
  await keeper.database.saveDraft(keeper.meta!, slot, sealed);
  return null;
}

export async function clearDraft(keeper: Keeper, { slot }: Ask<'draft_clear'>): Promise<null> {
  if (keeper.state === 'open' && keeper.sample === null) await keeper.database.clearDraft(slot);
  return null;
}

/** A change that was begun holds the words of what it changes: it goes when that is deleted. */
export async function forgetDrafts(keeper: Keeper, now_ms: number): Promise<void> {
  const now = `${new Date(now_ms).toISOString().slice(0, 19)}+00:00`;
  for (const slot of (await keeper.database.drafts()).keys()) {
    const id = /-([0-9a-hjkmnp-tv-z]{26})$/.exec(slot)?.[1];
    if (id === undefined) continue;
    try {
      const { deleted } = keeper.engine.call<{ deleted: boolean }>('view', { name: 'record', args: { id, now } }).json;
      if (deleted) await keeper.database.clearDraft(slot);
    } catch (thrown) {
      // A draft about what is not known here is left alone.
      if (!(thrown instanceof Failure) || !thrown.code.startsWith('view/')) throw thrown;
    }
  }
}

/** All drafts as they are stored, and in plain those that the open device's key opens; the plain ones are to be wiped. */
export async function openDrafts(keeper: Keeper): Promise<{ read: Drafts; plain: Map<string, Uint8Array> }> {
  const read = await keeper.database.drafts();
  const plain = new Map<string, Uint8Array>();
  for (const [slot, sealed] of read) {
    try {
      plain.set(slot, keeper.engine.call('draft_open', { slot }, sealed).blob);
    } catch (thrown) {
      if (!(thrown instanceof Failure) || thrown.code !== 'vault/bad_draft') throw thrown;
    }
  }
  return { read, plain };
}

/** The drafts of the open device, but for those `left` behind, sealed for the life that is open in `engine`. */
export async function resealed(
  keeper: Keeper,
  engine: Module,
  left: readonly string[] = [],
): Promise<{ read: Drafts; drafts: Map<string, Uint8Array> }> {
  const { read, plain } = await openDrafts(keeper);
  const drafts = new Map<string, Uint8Array>();
  for (const [slot, text] of plain) {
    if (!left.includes(slot)) drafts.set(slot, engine.call('draft_seal', { slot }, text).blob);
    text.fill(0);
  }
  return { read, drafts };
}
