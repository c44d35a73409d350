// Quick hide: everything off the screen at once, the keys dropped, a dull page in its place.
import { door } from './life';
import { scriptRoot } from '../base/trusted';

/** What the neutral page may wait for drafts to be sealed; then it comes without them. */
const patienceMs = 1000;

/** Hides at once, here and in every tab. */
export function hide(): void {
  leave(door.lock('hidden'));
}

/** Another tab hid; this one only follows. */
export function followHide(): void {
  leave(door.lock(null));
}

function leave(locked: Promise<void>): void {
  document.body.replaceChildren();
  document.title = '';
  const late = new Promise((resolve) => setTimeout(resolve, patienceMs));
  void Promise.race([locked, late]).finally(() => location.replace(new URL('measures.html', scriptRoot)));
}

/** Shift three times within this time, with nothing between, hides. */
const withinMs = 1500;

export function listenForShift(): void {
  let presses: number[] = [];
  addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Shift') presses = [];
    },
    true,
  );
  addEventListener(
    'keyup',
    (event) => {
      if (event.key !== 'Shift') return;
      presses = [...presses, event.timeStamp].filter((time) => event.timeStamp - time < withinMs);
      if (presses.length >= 3) hide();
    },
    true,
  );
}
