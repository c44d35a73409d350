// Sync as the page sees it: whether there is a hub, what is not on it yet, and a run when something changed.
import { effect, signal, type ReadonlySignal } from '@preact/signals';
import type { Devices, Synced } from '../engine/protocol';
import { door, Failure, life } from './life';
import { local, remember } from './local';

/** After the last change a run waits so long, so that one sentence is one run. */
const settleMs = 4000;
/** And so long when nothing changed here, to hear of the others. */
const everyMs = 5 * 60_000;

export interface HubState {
  busy: boolean;
  /** How the last run of this window ended; null: none yet. */
  last: Synced | null;
  devices: Devices | null;
}

const current = signal<HubState>({ busy: false, last: null, devices: null });
export const hub: ReadonlySignal<HubState> = current;

/** The app is synced with the hub that it comes from: nothing else can be reached from this page. */
export const origin = (): string => location.origin;

export const isOn = (): boolean => local.value.hub;

/** Whether a hub answers where this page comes from. */
export const there = (): Promise<boolean> => door.ask('hub', { origin: origin() });

/** Begins to sync with it, or ends it here. What is on the hub stays there. */
export function turn(on: boolean): void {
  remember({ hub: on });
  if (!on) current.value = { ...current.value, last: null };
}

type More = { certify?: string; revoke?: string[]; invitation?: string; words?: string[]; go_on?: boolean };
let running: Promise<Synced> | null = null;
let again: ReturnType<typeof setTimeout> | undefined;

/** One run. A run that is on its way is waited for, and where more is asked another follows it. */
export async function run(more: More = {}): Promise<Synced> {
  if (running !== null) {
    const end = await running.catch(() => null);
    if (Object.keys(more).length === 0 && end !== null) return end;
  }
  return follow(door.ask('sync', { origin: origin(), now_ms: Date.now(), ...more }));
}

/** New words, and all that follows from them at the hub. */
export async function newWords(): Promise<Synced> {
  await running?.catch(() => null);
  const asked = door.ask('words_new', { origin: isOn() ? origin() : null, now_ms: Date.now() });
  return isOn() ? follow(asked) : asked;
}

/** Deletes the vault at the hub, whether it is synced right now or was so before. */
export async function endVault(): Promise<Synced> {
  await running?.catch(() => null);
  return door.ask('vault_end', { origin: origin() });
}

async function follow(asked: Promise<Synced>): Promise<Synced> {
  current.value = { ...current.value, busy: true };
  running = asked;
  try {
    const last = await running;
    current.value = { ...current.value, last };
    if (last.wait > 0) later(last.wait * 1000);
    return last;
  } catch (thrown) {
    const { code, detail } = Failure.from(thrown);
    current.value = { ...current.value, last: { code, detail, device: '', wait: 0, notices: [] } };
    throw thrown;
  } finally {
    running = null;
    current.value = { ...current.value, busy: false };
    await look();
  }
}

/** Reads what is known of the devices, without the hub. */
export async function look(): Promise<void> {
  if (life.state.peek() !== 'open') return;
  const devices = await door.ask('devices', {}).catch(() => null);
  if (devices !== null) current.value = { ...current.value, devices };
}

function later(ms: number): void {
  clearTimeout(again);
  again = setTimeout(quietly, ms);
}

/** By itself: what goes wrong is shown where sync stands, and nowhere else. */
function quietly(): void {
  if (!isOn() || life.state.peek() !== 'open' || !navigator.onLine) return;
  run().catch(() => {});
}

/** Follows the life: soon after each change, when the network comes back, and now and then. */
export function followSync(): void {
  effect(() => {
    void life.revision.value;
    if (!local.value.hub || life.state.value !== 'open') return;
    void look();
    later(settleMs);
  });
  addEventListener('online', quietly);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') quietly();
  });
  setInterval(quietly, everyMs);
}
