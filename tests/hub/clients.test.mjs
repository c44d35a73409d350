// Slow and lying clients, requests that two readers could read in two ways, other sites and rebound names: the real hub on
// a real socket. Each refusal is a status, none costs the others anything, and memory stays bounded.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import net from 'node:net';
import test from 'node:test';
import { startHub, status, talk, tell } from './server.mjs';

const told = (name, count) => tell(`hub: ${name}`, count);

const get = (port, more = '') => `GET /readyz HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${more}\r\n`;
const post = (port, headers, target = '/v1/auth/challenge') =>
  `POST ${target} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: application/octet-stream\r\n${headers}\r\n`;
const memory = (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))[1]) * 1024;
const answers = (port) => talk(port, get(port, 'Connection: close\r\n')).then(status);

test('requests that two readers could understand in two ways are refused and end the connection', async (t) => {
  const { port } = await startHub(t, ['--unlimited']);
  const body = Buffer.alloc(48).toString('latin1');
  const hidden = get(port);
  const ambiguous = {
    'length and chunks': [post(port, 'Content-Length: 48\r\nTransfer-Encoding: chunked\r\n'), `0\r\n\r\n${hidden}`],
    'chunks and length': [post(port, 'Transfer-Encoding: chunked\r\nContent-Length: 4\r\n'), `0\r\n\r\n${hidden}`],
    'two lengths': [post(port, 'Content-Length: 48\r\nContent-Length: 0\r\n'), body + hidden],
    'two equal lengths': [post(port, 'Content-Length: 48\r\nContent-Length: 48\r\n'), body + hidden],
    'a list of lengths': [post(port, 'Content-Length: 48, 48\r\n'), body + hidden],
    'a length with a sign': [post(port, 'Content-Length: +48\r\n'), body + hidden],
    'a length in hexadecimal': [post(port, 'Content-Length: 0x30\r\n'), body + hidden],
    'a length beyond numbers': [post(port, 'Content-Length: 99999999999999999999999\r\n'), body],
    'an unknown coding': [post(port, 'Transfer-Encoding: xchunked\r\n'), `0\r\n\r\n${hidden}`],
    'two codings': [post(port, 'Transfer-Encoding: gzip, chunked\r\n'), `0\r\n\r\n${hidden}`],
    'chunks twice': [post(port, 'Transfer-Encoding: chunked, chunked\r\n'), `0\r\n\r\n${hidden}`],
    'a coding behind a tab': [post(port, 'Transfer-Encoding:\tidentity, chunked\r\n'), `0\r\n\r\n${hidden}`],
    'a space before the colon': [post(port, 'Content-Length : 48\r\n'), body + hidden],
    'two hosts': [get(port, `Host: 127.0.0.1:${port}\r\n`) + hidden],
    'a line end in a name': [get(port, 'X\n: 1\r\n') + hidden],
    'a zero byte': [get(port, 'X: a\0b\r\n') + hidden],
    'chunks in HTTP/1.0': [
      post(port, 'Transfer-Encoding: chunked\r\n').replace('HTTP/1.1', 'HTTP/1.0'),
      `0\r\n\r\n${hidden}`,
    ],
    'no HTTP': ['\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
    'HTTP/2': ['PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    'a bad chunk size': [post(port, 'Transfer-Encoding: chunked\r\n'), `zz\r\n\r\n${hidden}`],
    'a chunk of a negative size': [post(port, 'Transfer-Encoding: chunked\r\n'), `-1\r\n\r\n${hidden}`],
    'a chunk longer than it says': [post(port, 'Transfer-Encoding: chunked\r\n'), `2\r\nabcd\r\n0\r\n\r\n${hidden}`],
  };
  for (const [name, pieces] of Object.entries(ambiguous)) {
    const heard = await talk(port, ...pieces);
    assert.ok([400, 413, 431].includes(status(heard)), `${name}: ${heard.slice(0, 40)}`);
    assert.equal(heard.split(/HTTP\/1\.[01] /).length, 2, `${name}: one answer and no more`);
    assert.equal(await answers(port), 200, name);
  }
  told('requests that could be smuggled', Object.keys(ambiguous).length);
});

test('bodies and headers that are too long are refused before they are taken in', async (t) => {
  const { port, pid } = await startHub(t, ['--unlimited']);
  const before = memory(pid);
  const vault = `/v1/v/${'a'.repeat(64)}/events`;
  const long = {
    'a length past the limit': [413, [post(port, 'Content-Length: 1000000000\r\n', vault)]],
    'a chunk past the limit': [413, [post(port, 'Transfer-Encoding: chunked\r\n', vault), 'ffffffff\r\nabc']],
    'one chunk a byte, without end': [
      413,
      [post(port, 'Transfer-Encoding: chunked\r\n', '/v1/auth/challenge'), '1\r\na\r\n'.repeat(2000)],
    ],
    'a chunk with an endless extension': [
      [400, 413, 431],
      [post(port, 'Transfer-Encoding: chunked\r\n'), `1;${'x'.repeat(200_000)}`],
    ],
    'headers past 8 KiB': [431, [get(port, `X: ${'x'.repeat(9000)}\r\n`)]],
    'a request line past 8 KiB': [431, [`GET /${'x'.repeat(9000)} HTTP/1.1\r\n`]],
    'ten thousand headers': [431, [get(port, 'X: 1\r\n'.repeat(10_000))]],
    'a body for a call that takes none': [
      413,
      [`GET /readyz HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Length: 5\r\n\r\nabcde`],
    ],
  };
  for (const [name, [expected, pieces]] of Object.entries(long)) {
    const heard = await talk(port, ...pieces);
    assert.ok([expected].flat().includes(status(heard)), `${name}: ${heard.slice(0, 60)}`);
    assert.equal(await answers(port), 200, name);
  }
  assert.ok(memory(pid) - before < 32 << 20, `${memory(pid) - before} bytes more`);
  told('bodies and headers that are too long', Object.keys(long).length);
});

test('who stops in the middle is let go, and nobody waits for it', async (t) => {
  const { port } = await startHub(t, ['--unlimited']);
  const slow = {
    'half a request line': ['GET /rea'],
    'headers without end': [`GET /readyz HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nX: `],
    'a body that does not come': [post(port, 'Content-Length: 48\r\n')],
    'half a chunk': [post(port, 'Transfer-Encoding: chunked\r\n'), '30\r\nabc'],
  };
  const waiting = Object.values(slow).map((pieces) => talk(port, ...pieces));
  // A byte now and then does not buy more time.
  const dribble = net.connect(port, '127.0.0.1');
  dribble.on('error', () => {});
  const drops = setInterval(() => dribble.writable && dribble.write('G'), 500);
  const dribbled = new Promise((resolve) => dribble.on('close', resolve));
  dribble.resume();
  for (let i = 0; i < 20; i++) assert.equal(await answers(port), 200);
  const heard = await Promise.all([...waiting, dribbled]);
  clearInterval(drops);
  // Not one of them was taken for a request.
  for (const answer of heard.slice(0, -1)) assert.ok(answer === '' || status(answer) >= 400, String(answer));
  told('clients that stop in the middle', heard.length);
});

test('a thousand idle connections cost little, and others are answered', async (t) => {
  const { port, pid } = await startHub(t, ['--unlimited']);
  assert.equal(await answers(port), 200);
  const before = memory(pid);
  const sockets = await Promise.all(
    Array.from(
      { length: 1000 },
      () =>
        new Promise((resolve, reject) => {
          const socket = net.connect(port, '127.0.0.1', () => socket.write(get(port)));
          socket.once('data', () => resolve(socket));
          socket.on('error', reject);
        }),
    ),
  );
  const each = (memory(pid) - before) / 1000;
  assert.ok(each < 16_000, `${Math.round(each)} bytes a connection`);
  for (let i = 0; i < 20; i++) assert.equal(await answers(port), 200);
  // Past the limit a connection is closed at once, and those that are there stay.
  const more = await Promise.all(
    Array.from(
      { length: 300 },
      () =>
        new Promise((resolve) => {
          const socket = net.connect(port, '127.0.0.1', () => socket.write(get(port)));
          socket.once('data', () => resolve(true));
          socket.once('close', () => resolve(false));
          socket.on('error', () => resolve(false));
          sockets.push(socket);
        }),
    ),
  );
  assert.equal(more.filter((answered) => answered).length, 200);
  const [first] = sockets;
  const again = new Promise((resolve) => first.once('data', resolve));
  first.write(get(port));
  assert.match(String(await again), /^HTTP\/1\.1 200 /);
  for (const socket of sockets) socket.destroy();
  told('idle connections at once', 1000);
});

test('other sites and rebound names are refused by every call', async (t) => {
  const { port } = await startHub(t, ['--unlimited', '--origin', 'https://app.example']);
  const ask = (method, target, headers) =>
    talk(port, `${method} ${target} HTTP/1.1\r\n${headers}Connection: close\r\nContent-Length: 0\r\n\r\n`);
  const own = `Host: 127.0.0.1:${port}\r\n`;
  const vault = `/v1/v/${'a'.repeat(64)}`;
  const calls = [
    ['POST', '/v1/auth/challenge'],
    ['POST', '/v1/auth/session'],
    ['POST', '/v1/vaults'],
    ['GET', `${vault}/head`],
    ['GET', `${vault}/events`],
    ['POST', `${vault}/events`],
    ['POST', `${vault}/control`],
    ['DELETE', vault],
    ['GET', `${vault}/capsules`],
    ['PUT', `/v1/slots/${'b'.repeat(32)}`],
    ['GET', `/v1/capsules/${'b'.repeat(32)}`],
  ];
  let count = 0;
  for (const [method, target] of calls) {
    for (const [headers, expected] of [
      [`Host: evil.example:${port}\r\n`, 421],
      [`Host: 127.0.0.1\r\n`, 421],
      [`Host: \r\n`, 421],
      [`${own}Origin: https://evil.example\r\n`, 403],
      [`${own}Origin: null\r\n`, 403],
      [`${own}Origin: http://127.0.0.1\r\n`, 403],
      [`${own}Origin: http://127.0.0.1:${port}.evil.example\r\n`, 403],
      [`${own}Sec-Fetch-Site: cross-site\r\n`, 403],
    ]) {
      const heard = await ask(method, target, headers);
      assert.equal(status(heard), expected, `${method} ${target} ${headers}`);
      assert.doesNotMatch(heard, /access-control/i);
      count++;
    }
  }
  // A form can be sent from any page without being asked for; its types are no octets.
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', '']) {
    const heard = await ask('POST', '/v1/auth/challenge', `${own}${type && `Content-Type: ${type}\r\n`}`);
    assert.equal(status(heard), 415, type);
    count++;
  }
  // A page that was allowed by name gets its answer, and credentials never.
  const preflight = await ask('OPTIONS', `${vault}/events`, `${own}Origin: https://app.example\r\n`);
  assert.equal(status(preflight), 204);
  assert.match(preflight, /Access-Control-Allow-Origin: https:\/\/app\.example\r\n/);
  assert.doesNotMatch(preflight, /credentials/i);
  told('calls from other sites and under other names', count);
});

test('a signal ends it at once where nothing is under way, with 0', async (t) => {
  const { port, stop } = await startHub(t, ['--unlimited']);
  const idle = net.connect(port, '127.0.0.1');
  await new Promise((resolve) => idle.once('connect', resolve));
  const closed = new Promise((resolve) => idle.once('close', resolve));
  idle.resume();
  assert.deepEqual(await stop(), { code: 0, signal: null });
  await closed;
});

test('the log and the metrics name no vault, no device and no address', async (t) => {
  const { port, log } = await startHub(t, ['--unlimited', '--log-all']);
  const vault = 'c'.repeat(64);
  await talk(port, `GET /v1/v/${vault}/head HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`);
  const metrics = await talk(port, `GET /metrics HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`);
  assert.match(metrics, /ajar_hub_answers_total\{call="head",status="4xx"\} 1/);
  for (const text of [log(), metrics]) {
    assert.doesNotMatch(text, /c{16}/);
    assert.doesNotMatch(text, /127\.0\.0\.1/);
  }
  assert.match(log(), /"call":"head","status":401,"code":"hub\/no_session"/);
  // Through a proxy there are none.
  const far = await talk(
    port,
    `GET /metrics HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nX-Forwarded-For: 192.0.2.1\r\nConnection: close\r\n\r\n`,
  );
  assert.equal(status(far), 404);
});
