// Links to what was left at the hub for somebody else: leaving, listing what is still open, ending. What a link holds is known on
// the device that left it, sealed, and nowhere else; the links themselves are not kept.
import type { Sealed } from '../engine/capsule';
import type { Resting } from '../engine/protocol';
import { door, life } from './life';
import type { LocalTime } from './records';
import { origin } from './sync';

/** What went in, by kind and day. */
export interface Held {
  kind: string;
  at: LocalTime;
}
interface Note {
  id: string;
  what: Held[];
}
export interface OpenLink extends Resting {
  /** Null: another device left it. */
  what: Held[] | null;
}
export interface Terms {
  days: number;
  reads: number;
}

const slot = 'links';
const notes = async (): Promise<Note[]> => {
  const kept = await life.draft.load<Note[]>(slot).catch(() => null);
  return Array.isArray(kept) ? kept : [];
};

/** Whether a link to this hub opens on this machine alone. */
export const isLocal = (): boolean => /^(127\.|localhost$|\[::1\])/.test(location.hostname);

/** Rejects with a Failure; the same again is the same link. */
export async function leave({ id, file }: Sealed, { days, reads }: Terms, what: Held[]): Promise<void> {
  await door.ask('resting_leave', { origin: origin(), id, days, reads, file });
  const before = (await notes()).filter((one) => one.id !== id);
  life.draft.save(slot, [...before, { id, what }]);
}

/** Those still open, the one that ends first before the others. Rejects with a Failure. */
export async function openLinks(): Promise<OpenLink[]> {
  const resting = await door.ask('resting_list', { origin: origin() });
  const known = await notes();
  const open = known.filter(({ id }) => resting.some((one) => one.id === id));
  if (open.length < known.length) life.draft.save(slot, open);
  return resting
    .map((one) => ({ ...one, what: known.find(({ id }) => id === one.id)?.what ?? null }))
    .sort((a, b) => a.expires - b.expires);
}

export async function end(id: string): Promise<void> {
  await door.ask('resting_end', { origin: origin(), id });
  life.draft.save(
    slot,
    (await notes()).filter((one) => one.id !== id),
  );
}

/** The day on which it ends, as the wall shows it. */
export const lastDay = ({ expires }: Resting): LocalTime => {
  const ms = expires * 1000;
  return new Date(ms - new Date(ms).getTimezoneOffset() * 60_000).toISOString().slice(0, 19) as LocalTime;
};
