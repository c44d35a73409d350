// The service worker: keeps one whole build for use without a network, and never swaps it under someone who writes.
//
// The files of a build are named by their hash, so a build is kept as a whole or not at all. A newer one waits: it
// takes over when no page of the older one is left, or when the page asks.

declare const BUILD_ID: string;
declare const BUILD_FILES: string[];
/** What this build's own page names: another build's page does not. */
declare const BUILD_PAGE: string[];

interface Worker extends EventTarget {
  registration: ServiceWorkerRegistration;
  clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: string, heard: (event: Event_) => void): void;
}
interface Event_ extends Event {
  data?: unknown;
  request: Request;
  waitUntil(work: Promise<unknown>): void;
  respondWith(answer: Promise<Response>): void;
}

const worker = globalThis as unknown as Worker;
const prefix = 'ajar-build-';
const kept = `${prefix}${BUILD_ID}`;
const scope = new URL(worker.registration.scope);
const page = new URL('index.html', scope).href;

worker.addEventListener('install', (event) => event.waitUntil(keepBuild()));
worker.addEventListener('activate', (event) => event.waitUntil(dropOlder()));
worker.addEventListener('message', (event) => {
  if (event.data === 'take-over') void worker.skipWaiting();
});
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || !request.url.startsWith(scope.href)) return;
  event.respondWith(answer(request));
});

/** Files that the build before had under the same name are the same bytes, and are not fetched again. */
async function keepBuild(): Promise<void> {
  const cache = await caches.open(kept);
  const missing: string[] = [];
  for (const file of BUILD_FILES) {
    const address = new URL(file, scope).href;
    const had = file.startsWith('assets/') ? await caches.match(address) : undefined;
    if (had !== undefined) await cache.put(address, had);
    else missing.push(address);
  }
  await Promise.all(missing.map((address) => fetchInto(cache, address)));
  await fetchInto(cache, page);
}

async function fetchInto(cache: Cache, address: string): Promise<void> {
  const response = await fetch(address, { cache: 'no-cache', redirect: 'follow' });
  if (!response.ok) throw new Error(`${response.status} ${address}`);
  // Some hosts answer what they do not have with a page; kept under a script's name, that would stay for good.
  const isPage = /\.html$/.test(new URL(address).pathname);
  if (!isPage && response.headers.get('content-type')?.startsWith('text/html')) throw new Error(`a page at ${address}`);
  if (address === page) await requireOwnPage(response.clone());
  // A redirected answer may not serve a navigation; a plain copy may.
  const type = response.headers.get('content-type') ?? 'application/octet-stream';
  const plain = response.redirected
    ? new Response(await response.blob(), { headers: { 'content-type': type } })
    : response;
  await cache.put(address, plain);
}

/** The host may have moved on since this worker was fetched; then the next worker keeps the next build, whole. */
async function requireOwnPage(response: Response): Promise<void> {
  const html = await response.text();
  if (!BUILD_PAGE.every((name) => html.includes(name))) throw new Error('the page of another build');
}

/** The build just before stays: another window may still run it, and load a part of it. Names come oldest first. */
async function dropOlder(): Promise<void> {
  const older = (await caches.keys()).filter((name) => name.startsWith(prefix) && name !== kept);
  await Promise.all(older.slice(0, -1).map((name) => caches.delete(name)));
  await worker.clients.claim();
}

async function answer(request: Request): Promise<Response> {
  const cache = await caches.open(kept);
  const address = new URL(request.url);
  const isPage = request.mode === 'navigate' && (address.href.startsWith(page) || address.pathname === scope.pathname);
  const had = await cache.match(isPage ? page : address.href.split('#')[0]!, { ignoreSearch: isPage });
  if (had !== undefined) return had;
  const before = await caches.match(request, { ignoreVary: true });
  if (before !== undefined) return before;
  const response = await fetch(request);
  // A typeface of another alphabet, needed for the first time.
  if (response.ok && /\/assets\/[^/]+\.woff2$/.test(address.pathname)) await cache.put(request, response.clone());
  return response;
}
