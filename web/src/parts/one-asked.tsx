// One statement a screen: a tap on an answer leads on after a beat, and keys lead on without one.
import type { ComponentChildren, RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { t } from '../app/life';
import { Key, Keys } from './keys';

/** How long a chosen answer is seen before the next statement comes, in ms. */
const beat = 280;

/** The statement's words take the focus as they come; `soon` leads on after the beat, unless the screen was left. */
export function useOnward(next: () => void): { words: RefObject<HTMLParagraphElement | null>; soon(): void } {
  const words = useRef<HTMLParagraphElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useLayoutEffect(() => {
    words.current?.focus({ preventScroll: true });
    return () => clearTimeout(timer.current);
  }, []);
  const soon = () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(next, beat);
  };
  return { words, soon };
}

interface OneAskedProps {
  answered: boolean;
  next(): void;
  leaveOut(): void;
  /** Over the keys. */
  children: ComponentChildren;
  /** Before the two that lead on. */
  keys?: ComponentChildren;
}

export function OneAsked({ answered, next, leaveOut, children, keys }: OneAskedProps) {
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (answered) next();
      }}
    >
      {children}
      <div class="acts">
        <Keys>
          {keys}
          <Key name="leave-out" onPress={leaveOut}>
            {t('check.leave_out')}
          </Key>
          <Key main submit disabled={!answered} name="next">
            {t('check.next')}
          </Key>
        </Keys>
      </div>
    </form>
  );
}
