// Shuts the life when nobody has touched it for a while. Tabs count as one: a touch in any keeps all open.
import { door, life } from './life';
import { local } from './local';

const lastKey = 'ajar.touched';
const everyMs = 15_000;
let touched = Date.now();
let shared = 0;

function touch(): void {
  touched = Date.now();
  if (touched - shared < everyMs) return;
  shared = touched;
  try {
    localStorage.setItem(lastKey, String(touched));
  } catch {
    // Without it this tab counts its own touches.
  }
}

function lastTouch(): number {
  try {
    return Math.max(touched, Number(localStorage.getItem(lastKey) ?? 0));
  } catch {
    return touched;
  }
}

/** `minutes` 0 never shuts. A clock that was set back does not keep the life open for longer. */
export const isIdle = (nowMs: number, touchedMs: number, minutes: number): boolean =>
  minutes > 0 && Math.abs(nowMs - touchedMs) >= minutes * 60_000;

function look(): void {
  const shut = door.settled.value.passphrase && life.state.value === 'open';
  if (shut && isIdle(Date.now(), lastTouch(), local.value.lockMinutes)) void door.lock('shut');
}

export function watchIdle(): void {
  for (const event of ['pointerdown', 'keydown', 'wheel', 'touchmove']) {
    addEventListener(event, touch, { capture: true, passive: true });
  }
  setInterval(look, everyMs);
  // After sleep the clock has run on while no timer did.
  document.addEventListener('visibilitychange', look);
}
