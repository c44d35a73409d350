// Where one is: hash routing, so that a static host needs no rules and a sub-path works.
import { signal, type ReadonlySignal } from '@preact/signals';

export interface Place {
  /** `#/step/abc?ladder=x` has room `step`, rest `['abc']`. */
  room: string;
  rest: string[];
  query: URLSearchParams;
}

export function parsePlace(hash: string): Place {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const [room = '', ...rest] = path.split('/').filter((part) => part !== '');
  return { room, rest: rest.map(decode), query: new URLSearchParams(query) };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

const current = signal<Place>(parsePlace(globalThis.location?.hash ?? ''));
export const place: ReadonlySignal<Place> = current;

/** The address of a place, for `<a href>`. */
export function href(room: string, rest: string[] = [], query: Record<string, string> = {}): string {
  const path = [room, ...rest.map(encodeURIComponent)].join('/');
  const asked = new URLSearchParams(query).toString();
  return `#/${path}${asked === '' ? '' : `?${asked}`}`;
}

/** Goes to a place. `replace` leaves no step back, for a place that one cannot come back to (a draft that was kept). */
export function go(to: string, { replace = false } = {}): void {
  if (replace) {
    history.replaceState(null, '', to);
    current.value = parsePlace(to);
  } else {
    location.hash = to;
  }
}

/** Starts to follow the address bar. */
export function followAddress(): void {
  addEventListener('hashchange', () => {
    current.value = parsePlace(location.hash);
  });
}
