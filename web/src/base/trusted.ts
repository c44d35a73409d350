// Trusted Types: the only place that turns an address into a script, and it takes none but this build's own.

const policy = globalThis.trustedTypes?.createPolicy('ajar', {
  createScriptURL(address) {
    const base = new URL('./', import.meta.url);
    const root = new URL('../', base);
    const wanted = new URL(address);
    const own = wanted.href.startsWith(base.href) || wanted.href === new URL('sw.js', root).href;
    if (!own) throw new TypeError(`not a script of this build: ${address}`);
    return wanted.href;
  },
});

/** `name` beside the built scripts, as a worker or service worker may be started from. */
export function scriptAddress(name: string): URL {
  const { href } = new URL(name, import.meta.url);
  return (policy?.createScriptURL(href) ?? href) as URL;
}

/** The folder of the app: relative to the built scripts, so that a sub-path works. */
export const scriptRoot = new URL('../', import.meta.url);
