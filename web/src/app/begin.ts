// What happens once, before the first screen: words, theme, keys, the life, and the listeners of the whole page.
import { loadRooms } from './app';
import { firstWords } from '../engine/assets';
import { followHide, listenForShift } from './hide';
import { watchIdle } from './idle';
import { listenForKeys } from './keys';
import { bestEngine, door, flushDrafts, life, type Put } from './life';
import { followLocal, local } from './local';
import { followAddress } from './router';
import { followSettings } from './settings';
import { leaveErased } from './erase';
import { followSync } from './sync';
import { followUpdates } from './update';
import { endFirst, firstIsOver } from './later';
import { content, setContent, type FirstContent } from './words';

/** Loads the words of the language; everything else follows without being waited for. */
export async function begin(): Promise<void> {
  document.documentElement.dataset.theme = local.value.theme === 'system' ? '' : local.value.theme;
  const words = firstWords<FirstContent>(chosenLanguage());
  // Asked for in the same breath; a failure is said when the life begins.
  bestEngine().catch(() => {});
  followLocal();
  followAddress();
  listenForShift();
  listenForKeys();
  door.whenOthers((what) => {
    if (what === 'hidden') followHide();
    else if (what === 'shut') void door.lock(null);
    else leaveErased();
  });
  door.whenKept(readAgain);
  sealWhenLeaving();
  setContent(await words);
  document.documentElement.lang = content.language;
  document.documentElement.dir = content.direction;
  followSettings();
  watchIdle();
  void door.begin().then(() => {
    // Whoever was here before has no first statement before them.
    if (life.state.value !== 'new') endFirst();
  });
  void firstIsOver.then(() => {
    // A screen that needs them asks again, and says so where it fails.
    loadRooms().catch(() => {});
    door.ask('grow', {}).catch(() => {});
    followUpdates();
    followSync();
  });
}

/** The language chosen here, else the first of the browser's that there is content in, else English. */
function chosenLanguage(): string {
  const wished = [local.value.language, ...navigator.languages];
  const found = wished.flatMap((tag) => [tag, tag.split('-')[0]!]).find((tag) => tag in CONTENT_FILES);
  return found ?? 'en';
}

/** Words about harming oneself, in whatever was kept, lead to a question: is this about you, now? A plan is made of such words. */
function readAgain({ kind, body }: Put): void {
  if (kind === 'setting' || kind === 'plan' || kind === 'person' || kind === 'check') return;
  void import('../parts/asked').then(({ readKept }) => readKept(body)).catch(() => {});
}

/** A tab that is put away may never come back: what was typed is sealed before. */
function sealWhenLeaving(): void {
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'hidden') return;
    void flushDrafts();
    endFirst();
  });
  addEventListener('pagehide', () => void flushDrafts());
  // A page kept for the way back would show what was shut since.
  addEventListener('pageshow', (event) => {
    if (event.persisted) location.reload();
  });
}
