// What was just done and can be taken back: one bar, which outlives the screen it was done on.
import { signal } from '@preact/signals';
import { t } from '../app/life';

interface Undoable {
  said: string;
  undo: (() => Promise<void>) | null;
}

/** How long the bar stands, in ms: a little less than the life keeps the words. */
const stands = 9500;

const current = signal<Undoable | null>(null);
let timer: ReturnType<typeof setTimeout> | undefined;

/** Says what was done, with a key to take it back where there is one. */
export function offerUndo(said: string, undo: (() => Promise<void>) | null): void {
  clearTimeout(timer);
  current.value = { said, undo };
  timer = setTimeout(() => {
    current.value = null;
  }, stands);
}

/** What was done stays done. */
export function forgetUndo(): void {
  clearTimeout(timer);
  current.value = null;
}

async function takeBack(undo: () => Promise<void>): Promise<void> {
  clearTimeout(timer);
  try {
    await undo();
    offerUndo(t('parts.back_again'), null);
  } catch {
    offerUndo(t('parts.not_back'), null);
  }
}

export function UndoBar() {
  const shown = current.value;
  const undo = shown?.undo ?? null;
  return (
    <div role="status">
      {shown !== null && (
        <div class="undo">
          <span>{shown.said}</span>
          {undo !== null && (
            <button type="button" onClick={() => void takeBack(undo)}>
              {t('parts.undo')}
            </button>
          )}
        </div>
      )}
    </div>
  );
}
