// What takes its time: a ruler with a count, once it takes longer than a moment.
import { door } from '../../app/life';
import { t } from '../../app/words';

export function Busy({ said }: { said: string }) {
  const progress = door.progress.value;
  return (
    <div class="busy" role="status">
      <p class="text">{said}</p>
      {progress !== null && progress.of > 1 && (
        <>
          <progress max={progress.of} value={progress.done} aria-label={said} />
          <p class="note">{t('settings.progress', { done: progress.done, of: progress.of })}</p>
        </>
      )}
    </div>
  );
}
