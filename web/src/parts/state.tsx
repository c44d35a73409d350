// What a screen shows when it has nothing to show: not yet, not now, or not able to.
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { hasMessage, t } from '../app/words';
import type { Failure } from '../app/life';
import { Key, Keys } from './keys';
import { Graduation } from './ruler';
import type { Shown } from './view';

/** Nothing is drawn for so long, in ms, so that a quick answer does not flicker. */
const patience = 300;

/** Draws `children` from the answer of a view, or what stands in its place. */
export function When<T>({ shown, children }: { shown: Shown<T>; children: (data: T) => ComponentChildren }) {
  if (shown.data !== null) {
    return (
      <>
        {shown.failure !== null && <Trouble failure={shown.failure} onAgain={shown.again} />}
        {children(shown.data)}
      </>
    );
  }
  if (shown.failure !== null) return <Trouble failure={shown.failure} onAgain={shown.again} />;
  return <Waiting />;
}

/** A ruler, after a while; no spinner. */
export function Waiting({ said }: { said?: string }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), patience);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div class="waiting" role="status">
      {late && (
        <>
          <p class="text">{said ?? t('parts.waiting')}</p>
          <Graduation marks={8} fine={4} />
        </>
      )}
    </div>
  );
}

/** What happened, that nothing is lost, what to do now. */
export function Trouble({ failure, onAgain }: { failure: Failure; onAgain?: () => void }) {
  const id = `error.${failure.code}`;
  const args = { line: failure.line, field: failure.field, detail: failure.detail };
  return (
    <section class="state" role="alert">
      <div class="stack">
        <p class="label">{t('parts.trouble')}</p>
        <p class="text">{hasMessage(id) ? t(id, args) : t('parts.trouble_unknown', { code: failure.code })}</p>
      </div>
      {onAgain !== undefined && (
        <Keys few>
          <Key icon="again" onPress={onAgain}>
            {t('parts.again')}
          </Key>
        </Keys>
      )}
    </section>
  );
}

/** What will be here, and from when; `picture` is a dashed outline of it. */
export function Empty({
  said,
  picture,
  children,
}: {
  said: string;
  picture?: ComponentChildren;
  children?: ComponentChildren;
}) {
  return (
    <section class="state">
      <p class="text">{said}</p>
      {picture}
      {children}
    </section>
  );
}
