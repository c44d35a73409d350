// What leaves as it will be read, and the key that seals it.
import { content, t } from '../../app/life';
import { origin } from '../../app/sync';
import { sealCapsule, type Sealed } from '../../engine/capsule';
import { useKeeping } from '../../parts/keep';
import { Key, Keys } from '../../parts/keys';
import { Trouble } from '../../parts/state';
import type { Snapshot } from './contents';

/** Sealed, and nothing of it has left yet. */
export interface Ready {
  snapshot: Snapshot;
  sealed: Sealed;
}

/** The text as it is: what Ajar puts above in Ajar's voice, all else as it was written. */
export function Inside({ snapshot }: { snapshot: Snapshot }) {
  return (
    <div class="stack as-written" data-part="inside">
      <p class="note">{snapshot.title}</p>
      {snapshot.parts.map(({ name, words }, i) => (
        <section key={i} class="stack tight">
          <p class="note">{name}</p>
          <p class="own">{words.trim()}</p>
        </section>
      ))}
    </div>
  );
}

export function Seal({ snapshot, onReady }: { snapshot: Snapshot; onReady(ready: Ready): void }) {
  const keeping = useKeeping();
  const { text, records } = snapshot;
  const seal = () =>
    keeping.run(async () => {
      const sealed = await sealCapsule({ text, records, origin: origin(), language: content.language });
      onReady({ snapshot, sealed });
    });
  return (
    <div class="acts">
      {keeping.failure !== null && <Trouble failure={keeping.failure} onAgain={seal} />}
      <p class="note" role="status">
        {keeping.busy ? t('share.sealing') : t('share.copy')}
      </p>
      <Keys>
        <Key main disabled={keeping.busy || records.length === 0} onPress={seal} name="seal">
          {t('share.seal')}
        </Key>
      </Keys>
    </div>
  );
}
