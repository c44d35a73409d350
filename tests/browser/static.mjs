// The plainest static host there is: files of one folder under a sub-path, by ending, with no header that Ajar asks for.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';

const types = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

/**
 * Serves `folder` at http://127.0.0.1:PORT + `under`, and nothing else. `answer(pathname)` may hold an answer back, by a
 * promise, and change it: false is not here, bytes are the file. Resolves to {url, asked, stop}.
 */
export function startStaticHost(folder, under, { answer = () => true } = {}) {
  const asked = [];
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://host');
    asked.push(pathname);
    const wanted = await answer(pathname);
    const inside = pathname.startsWith(under) ? pathname.slice(under.length) || 'index.html' : '..';
    const file = path.join(folder, path.normalize(inside));
    try {
      if (wanted === false || !file.startsWith(folder + path.sep)) throw new Error('outside');
      const bytes = wanted === true ? readFileSync(file) : wanted;
      response.writeHead(200, { 'content-type': types[path.extname(file)] ?? 'application/octet-stream' }).end(bytes);
    } catch {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('not here\n');
    }
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const url = `http://127.0.0.1:${server.address().port}${under}`;
      // Node 18's close returns nothing to go on from.
      const stop = () =>
        new Promise((done) => {
          server.close(done);
          server.closeAllConnections();
        });
      resolve({ url, asked, stop });
    });
  });
}
