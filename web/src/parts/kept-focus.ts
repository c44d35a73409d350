// The focus when what had it goes away or is switched off: it stays where that was, and is never lost on the page.
import { useEffect } from 'preact/hooks';

const isOff = (element: HTMLElement): boolean => element.matches(':disabled');

/**
 * Within `box`: what had the focus and is gone, or off, hands it to the nearest of what stood around it, so that whoever comes by
 * keyboard or by ear goes on from there. It comes back to what is only off for a while, unless it was moved on meanwhile.
 */
export function useKeptFocus(box: { current: HTMLElement | null }): void {
  useEffect(() => (box.current === null ? undefined : keepFocus(box.current)), []);
}

function keepFocus(box: HTMLElement): () => void {
  let had: HTMLElement | null = null;
  /** What stood around it, nearest first. */
  let around: HTMLElement[] = [];
  /** What has the focus in its place. */
  let instead: HTMLElement | null = null;

  const came = ({ target }: FocusEvent) => {
    if (!(target instanceof HTMLElement) || target === instead) return;
    had = target;
    around = [];
    for (let at = target.parentElement; at !== null && box.contains(at); at = at.parentElement) around.push(at);
    instead = null;
  };
  // Whoever taps beside everything has let go of it. What is being taken away is still there until its task is over.
  const went = () =>
    queueMicrotask(() => {
      if (document.activeElement === document.body && had?.isConnected === true && !isOff(had)) had = null;
    });
  const look = () => {
    if (had === null) return;
    const active = document.activeElement;
    const usable = had.isConnected && !isOff(had);
    if (usable && instead !== null && active === instead) had.focus({ preventScroll: true });
    else if (!usable && (active === document.body || active === had)) {
      instead = around.find((one) => one.isConnected) ?? box;
      stand(instead);
    }
  };
  const changes = new MutationObserver(look);
  box.addEventListener('focusin', came);
  box.addEventListener('focusout', went);
  changes.observe(box, { childList: true, subtree: true, attributes: true, attributeFilter: ['disabled'] });
  return () => {
    changes.disconnect();
    box.removeEventListener('focusin', came);
    box.removeEventListener('focusout', went);
  };
}

/** Gives the focus to what does not take it by itself. */
function stand(element: HTMLElement): void {
  if (!element.hasAttribute('tabindex')) {
    element.tabIndex = -1;
    element.addEventListener('blur', () => element.removeAttribute('tabindex'), { once: true });
  }
  element.focus({ preventScroll: true });
}
