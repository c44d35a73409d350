// How wide a picture may be: words in it stay at their size in px, so it is drawn for the width that there is.
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

/** A ref for the element around the picture, and its width in px; 0 until it is known. */
export function useWidth<E extends HTMLElement>() {
  const ref = useRef<E>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const measure = () => setWidth(Math.round(element.getBoundingClientRect().width));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { ref, width };
}

/** Whether the page runs from right to left. */
export const rightToLeft = (): boolean => document.documentElement.dir === 'rtl';
