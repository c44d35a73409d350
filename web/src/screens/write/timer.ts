// Time spent writing: it runs from the first letter on while the page is seen, and is kept with the draft.
import { useEffect, useRef, useState } from 'preact/hooks';
import { practice } from '../../parts/content';

/** Minutes to choose from; 0 is no timer. The content's own time stands among them. */
export const timerChoices = (): number[] => [...new Set([0, practice().write.minutes, 10, 20])].sort((a, b) => a - b);

/** From here on closing is suggested, in seconds. */
export const longSitting = (): number => practice().write.suggest_closing_minutes * 60;

/** Seconds written so far. `begun` seconds were there before; it runs while `running`. */
export function useSeconds(begun: number, running: boolean): number {
  const [seconds, setSeconds] = useState(begun);
  const count = useRef(begun);
  useEffect(() => {
    count.current = Math.max(count.current, begun);
  }, [begun]);
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => {
      if (document.visibilityState !== 'visible') return;
      count.current += 1;
      setSeconds(count.current);
    }, 1000);
    return () => clearInterval(timer);
  }, [running]);
  return Math.max(seconds, begun);
}

/**
 * Seconds since `began` (ms; 0: it begins now, and `begin` is told when). By the clock on the wall: whoever lands may put
 * the screen away.
 */
export function useSince(began: number, begin: (at: number) => void): number {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    if (began === 0) begin(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return began === 0 ? 0 : Math.max(0, Math.floor((now - began) / 1000));
}
