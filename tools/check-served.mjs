// Proves that the app is served: starts the program on a free port, fetches the page, everything the page names and the
// engine's module over HTTP, compares type and bytes with what was built, prints `ok URL` and stops.
// Usage: check-served.mjs AJAR [--home DIR]
import { readFileSync, readdirSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import zlib from 'node:zlib';
import { pages, startServer } from './server.mjs';

const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm' };

/** One GET as a browser makes it: {status, headers, body}, the body as it came. */
function get(url, headers = {}) {
  return new Promise((resolve, reject) => {
    http
      .get(url, { headers }, (answer) => {
        const parts = [];
        answer.on('data', (part) => parts.push(part));
        answer.on('end', () =>
          resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts) }),
        );
      })
      .on('error', reject);
  });
}

/** Throws a sentence unless `url` + `name` is served with the right type and exactly the bytes that were built. */
async function proveServed(url, name) {
  const built = readFileSync(path.join(pages, name));
  const expected = types[path.extname(name)];
  for (const encoding of ['identity', 'br']) {
    const answer = await get(new URL(name, url), { 'accept-encoding': encoding });
    if (answer.status !== 200) throw new Error(`${name} is answered with ${answer.status}, not 200`);
    const type = (answer.headers['content-type'] ?? '').split(';')[0].trim();
    if (type !== expected) throw new Error(`${name} is served as “${type}”, not ${expected}`);
    const packed = answer.headers['content-encoding'] === 'br';
    const body = packed ? zlib.brotliDecompressSync(answer.body) : answer.body;
    if (!body.equals(built)) throw new Error(`${name} is served with other bytes than were built (${encoding})`);
  }
}

async function main([ajar, ...rest]) {
  const home = rest[0] === '--home' ? rest[1] : undefined;
  const server = await startServer({ ajar, home });
  try {
    const files = readdirSync(pages, { recursive: true }).map(String);
    const modules = files.filter((name) => name.endsWith('.wasm'));
    if (modules.length === 0) throw new Error('web/dist holds no engine (no .wasm file)');
    const page = readFileSync(path.join(pages, 'index.html'), 'utf8');
    const named = files.filter((name) => /\.(js|css)$/.test(name) && page.includes(path.basename(name)));
    if (!named.some((name) => name.endsWith('.js'))) throw new Error('index.html names no script');
    for (const name of ['index.html', ...named, ...modules]) await proveServed(server.url, name);
    const front = await get(server.url);
    if (!front.body.equals(Buffer.from(page))) throw new Error('the address itself does not answer with index.html');
  } finally {
    await server.stop();
  }
  console.log(`ok ${server.url}`);
}

main(process.argv.slice(2)).catch((error) => {
  console.error(`The app was built, but the check of its server failed: ${error.message}`);
  process.exit(1);
});
