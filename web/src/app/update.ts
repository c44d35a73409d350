// The service worker from the page's side: offline after the first load, and a newer build that waits to be asked.
import { signal, type ReadonlySignal } from '@preact/signals';
import { flushDrafts } from './life';
import { scriptAddress, scriptRoot } from '../base/trusted';

const waiting = signal<ServiceWorker | null>(null);
/** A newer build is here, and takes over at the next start or by `takeOver`. */
export const updateWaits: ReadonlySignal<ServiceWorker | null> = waiting;

let asked = false;

/** Seals what was typed, then starts the newer build. */
export async function takeOver(): Promise<void> {
  if (waiting.value === null) return;
  asked = true;
  await flushDrafts();
  waiting.value.postMessage('take-over');
}

export function followUpdates(): void {
  const container = navigator.serviceWorker;
  if (container === undefined) return;
  // Only when it was asked for: a build that took over by itself must not reload a page that someone writes on.
  container.addEventListener('controllerchange', () => {
    if (asked) location.reload();
  });
  const start = () => void register(container);
  if (document.readyState === 'complete') start();
  else addEventListener('load', start, { once: true });
}

async function register(container: ServiceWorkerContainer): Promise<void> {
  try {
    const registration = await container.register(scriptAddress('../sw.js'), {
      scope: scriptRoot.href,
      updateViaCache: 'none',
    });
    const look = () => (waiting.value = container.controller === null ? null : registration.waiting);
    look();
    registration.addEventListener('updatefound', () => {
      registration.installing?.addEventListener('statechange', look);
    });
    const alone = await isOnlyTab();
    if (alone && waiting.value !== null) await takeOver();
  } catch {
    // A browser that keeps no service worker has no offline use; nothing else changes. Settings says so.
  }
}

const tabName = 'ajar-tab';
const held = new Promise<void>(() => {});

/** A fresh start with no other tab, and nothing touched yet, is the moment when a newer build disturbs nobody. */
async function isOnlyTab(): Promise<boolean> {
  const { held: before = [] } = await navigator.locks.query();
  const others = before.filter(({ name }) => name === tabName).length;
  void navigator.locks.request(tabName, { mode: 'shared' }, () => held);
  return others === 0 && navigator.userActivation?.hasBeenActive !== true;
}
