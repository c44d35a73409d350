// A guided page at the door, a letter or a safe memory: what it is for, what it may hold, the words, and how it is kept.
import type { ComponentChildren } from 'preact';
import { go, href } from '../../app/router';
import { life, t, today } from '../../app/life';
import type { Bodies, Id, LocalTime } from '../../app/records';
import { shortDate } from '../../parts/dates';
import { useDraft } from '../../parts/draft';
import { useKeeping } from '../../parts/keep';
import { Key, Keys } from '../../parts/keys';
import type { Guided } from '../../parts/library';
import { Trouble } from '../../parts/state';
import { offerUndo } from '../../parts/undo';

interface GuidedPageProps<K extends 'letter' | 'entry', T> {
  guided: Guided;
  /** The name of its draft, and of its page at the door. */
  page: 'letter' | 'memory';
  kind: K;
  start: T;
  /** What is kept of it. */
  bodyOf(value: T): Bodies[K];
  /** What is said once it is kept, and on the key that leaves it. */
  kept: string;
  leave: string;
  children(value: T, change: (part: Partial<T>) => void): ComponentChildren;
}

export function GuidedPage<K extends 'letter' | 'entry', T extends { text: string }>(props: GuidedPageProps<K, T>) {
  const { guided, page, kind, start, bodyOf, kept, leave, children } = props;
  const draft = useDraft<T>(page, start);
  const keeping = useKeeping();
  const value = draft.value;
  if (value === null) return null;
  const empty = value.text.trim() === '';
  const keep = () =>
    keeping.run(async () => {
      const { id } = await life.put({ kind, body: bodyOf(value) });
      await draft.clear();
      offerUndo(kept, async () => {
        await life.remove(id);
        life.draft.save(page, value);
        go(href('protector', [page]), { replace: true });
      });
      go(href('protector'), { replace: true });
    });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!empty) keep();
      }}
    >
      <p class="text soft">{guided.lead}</p>
      <Hints guided={guided} />
      {children(value, draft.change)}
      <p class="note">{guided.note}</p>
      <div class="acts stay">
        {keeping.failure !== null && <Trouble failure={keeping.failure} onAgain={keep} />}
        <Keys>
          <Key to={href('protector')} onPress={() => void draft.clear()} name="drop">
            {leave}
          </Key>
          <Key main submit disabled={empty || keeping.busy} name="keep">
            {t('parts.keep')}
          </Key>
        </Keys>
      </div>
    </form>
  );
}

/** What it may hold, in an order that carries; folded, so that it never stands in the way. */
function Hints({ guided }: { guided: Guided }) {
  return (
    <details class="fold">
      <summary class="label">{t('protector.starts')}</summary>
      <ol class="signs">
        {guided.turns.map((turn) => (
          <li class="text" key={turn.id}>
            {turn.text}
          </li>
        ))}
      </ol>
    </details>
  );
}

/** Those that were kept, each a way to its record. */
export function Kept({ items, whole = false }: { items: { id: Id; at: LocalTime; words: string }[]; whole?: boolean }) {
  return (
    <ul class={whole ? 'rows memories' : 'rows items'}>
      {items.map((one) => (
        <li key={one.id}>
          <a href={href('record', [one.id])}>
            <span class="note">{shortDate(one.at, today())}</span>
            <span class={whole ? 'own as-written' : 'own'}>{one.words}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
