// What is left to do in the page when a life was erased: wishes and kept files go, too, and the page starts as new.
import { forgetLocal } from './local';
import { scriptRoot } from '../base/trusted';

/** After another tab erased everything. */
export function leaveErased(): void {
  forgetLocal();
  location.replace(new URL(location.pathname, location.href));
}

/** After this tab did: the app's own files go as well, and it is a plain page again. */
export async function forgetApp(): Promise<void> {
  forgetLocal();
  // A host may serve other pages beside this one, with workers of their own.
  const registrations = (await navigator.serviceWorker?.getRegistrations?.()) ?? [];
  const own = registrations.filter(({ scope }) => scope === scriptRoot.href);
  await Promise.all(own.map((registration) => registration.unregister()));
  const names = (await globalThis.caches?.keys()) ?? [];
  await Promise.all(names.filter((name) => name.startsWith('ajar-')).map((name) => caches.delete(name)));
}
