// The listener of `ajar open` on a real socket: what it answers, what it refuses, and that it ends when it is told to.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { pages, program, startServer } from '../../tools/server.mjs';

/** Sends `text` over one connection and resolves with all that comes back until the server closes it. */
function talk(port, text) {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, '127.0.0.1', () => socket.write(text));
    let heard = '';
    socket.setEncoding('latin1');
    socket.on('data', (bytes) => (heard += bytes));
    socket.on('close', () => resolve(heard));
    socket.on('error', reject);
  });
}

const status = (answer) => Number(/^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1]);
const body = (answer) => answer.slice(answer.indexOf('\r\n\r\n') + 4);

async function served(test) {
  const home = mkdtempSync(path.join(tmpdir(), 'ajar-serve-'));
  const server = await startServer({ home });
  test.after(async () => {
    await server.stop();
    rmSync(home, { recursive: true, force: true });
  });
  const host = `Host: 127.0.0.1:${server.port}\r\n`;
  const ask = (head, rest = '') => talk(server.port, `${head}\r\n${host}Connection: close\r\n${rest}\r\n`);
  return { ...server, home, host, ask };
}

test('the app is answered, a HEAD with the headers alone', async (test) => {
  const { ask } = await served(test);
  const page = readFileSync(path.join(pages, 'index.html'), 'latin1');
  const whole = await ask('GET / HTTP/1.1');
  assert.equal(status(whole), 200);
  assert.equal(body(whole), page);
  const head = await ask('HEAD / HTTP/1.1');
  assert.equal(status(head), 200);
  assert.match(head, new RegExp(`Content-Length: ${page.length}\r\n`));
  assert.equal(body(head), '');
});

test('one connection answers one request after the other', async (test) => {
  const { port, host } = await served(test);
  const first = `GET /healthz HTTP/1.1\r\n${host}\r\n`;
  const last = `GET /healthz HTTP/1.1\r\n${host}Connection: close\r\n\r\n`;
  const answers = (await talk(port, first + last)).split(/(?=HTTP\/1\.1 )/);
  assert.deepEqual(
    answers.map((answer) => [status(answer), body(answer)]),
    [
      [200, 'ok\n'],
      [200, 'ok\n'],
    ],
  );
});

test('what is no request, or too large a one, is refused by its status', async (test) => {
  const { ask, port } = await served(test);
  assert.equal(status(await talk(port, 'this is no request\r\n\r\n')), 400);
  assert.equal(status(await ask('GET / HTTP/1.1', `X: ${'x'.repeat(9000)}\r\n`)), 431);
  assert.equal(status(await ask('POST / HTTP/1.1', 'Content-Length: 2048\r\n')), 413);
  assert.equal(status(await ask('POST / HTTP/1.1', 'Content-Length: 0\r\n')), 405);
  assert.equal(status(await ask('GET / HTTP/1.1', 'Origin: https://other.example\r\n')), 403);
  assert.equal(status(await talk(port, 'GET / HTTP/1.1\r\nHost: other.example\r\nConnection: close\r\n\r\n')), 421);
});

test('a port that is taken is said, and a signal ends the server with 0', async (test) => {
  const { home, port, stop } = await served(test);
  const second = spawnSync(program, ['--home', home, 'open', '--no-browser', '--port', String(port)], {
    encoding: 'utf8',
    timeout: 20_000,
  });
  assert.notEqual(second.status, 0);
  assert.match(second.stderr, new RegExp(String(port)));
  assert.deepEqual(await stop(), { code: 0, signal: null });
});
