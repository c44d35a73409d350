// Other sites in a real browser: what a page elsewhere, or one under a rebound name, gets from a hub on this machine.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import test from 'node:test';
import { chromium } from 'playwright-core';
import { chromiumOptions } from '../browser/harness.mjs';
import { startHub, status, talk, tell } from './server.mjs';

/** A page that says nothing, under every name that the browser is told of. */
function anywhere(t) {
  const server = createServer((_, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>elsewhere</title>'),
  );
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server.address().port)));
}

test('a page elsewhere reads nothing from a hub and writes nothing to it; one that is allowed by name does', async (t) => {
  const elsewhere = await anywhere(t);
  const friend = `http://friend.example:${elsewhere}`;
  const hub = await startHub(t, ['--unlimited', '--origin', friend]);
  const browser = await chromium.launch({
    ...chromiumOptions,
    args: [...chromiumOptions.args, '--host-resolver-rules=MAP *.example 127.0.0.1'],
  });
  t.after(() => browser.close());
  const url = `http://127.0.0.1:${hub.port}`;
  const slot = (digit) => `/v1/slots/${digit.repeat(32)}`;
  const ask = (line, rest = '') =>
    talk(hub.port, `${line} HTTP/1.1\r\nHost: 127.0.0.1:${hub.port}\r\nConnection: close\r\n${rest}`);
  const octets = 'Content-Type: application/octet-stream\r\nContent-Length: 6\r\n\r\nsecret';
  assert.equal(status(await ask(`PUT ${slot('a')}`, octets)), 201);

  const page = await browser.newPage();
  await page.goto(`http://evil.example:${elsewhere}/`);
  const attempts = [
    ['reads with cors', 'GET', slot('a'), {}],
    ['reads without', 'GET', slot('a'), { mode: 'no-cors' }],
    ['reads the health', 'GET', '/healthz', {}],
    ['reads the app', 'GET', '/', {}],
    ['writes octets', 'PUT', slot('b'), { body: 'x', headers: { 'content-type': 'application/octet-stream' } }],
    ['writes as text', 'POST', '/v1/auth/challenge', { mode: 'no-cors', body: 'x'.repeat(48) }],
    ['writes as a form', 'POST', '/v1/vaults', { mode: 'no-cors', body: 'x=1' }],
    ['empties', 'DELETE', slot('a'), {}],
    [
      'brings a token',
      'GET',
      `/v1/v/${'c'.repeat(64)}/head`,
      { headers: { authorization: `Bearer ${'0'.repeat(64)}` } },
    ],
  ];
  for (const [name, method, path, options] of attempts) {
    const got = await page.evaluate(
      ([where, init]) =>
        fetch(where, init).then(
          async (answer) => [answer.type, await answer.text()],
          () => ['refused', ''],
        ),
      [url + path, { method, ...options }],
    );
    // An opaque answer has no words; all else is refused by the browser for want of a header.
    assert.ok(got[0] === 'refused' || (got[0] === 'opaque' && got[1] === ''), `${name}: ${got}`);
  }
  // What needs no script: a picture, a form, a link that is followed in a frame.
  await page.evaluate(
    ([where]) =>
      new Promise((resolve) => {
        const image = new Image();
        image.onload = image.onerror = resolve;
        image.src = where;
      }),
    [url + slot('a')],
  );
  await page.setContent(`<form method="post" enctype="text/plain" action="${url}/v1/vaults"><button>x</button></form>`);
  const [answer] = await Promise.all([page.waitForResponse(`${url}/v1/vaults`), page.click('button')]);
  assert.equal(answer.status(), 403);

  // A name that was turned to this machine after its page had come.
  const rebound = await page.goto(`http://rebound.example:${hub.port}/healthz`);
  assert.equal(rebound.status(), 421);
  const inside = await page.evaluate(([path]) => fetch(path).then((heard) => heard.status), [slot('a')]);
  assert.equal(inside, 421);

  // Whoever was named may.
  await page.goto(`${friend}/`);
  const kept = await page.evaluate(
    async ([where]) => {
      const headers = { 'content-type': 'application/octet-stream' };
      const put = await fetch(where, { method: 'PUT', body: 'from a friend', headers });
      return [put.status, await (await fetch(where)).text()];
    },
    [url + slot('d')],
  );
  assert.deepEqual(kept, [201, 'from a friend']);

  // The slot still holds what it held, and the others are empty.
  assert.match(await ask(`GET ${slot('a')}`, '\r\n'), /secret$/);
  assert.equal(status(await ask(`GET ${slot('b')}`, '\r\n')), 404);
  assert.doesNotMatch(hub.log(), /"status":5/);
  tell('hub: a page elsewhere and a rebound name in Chromium', attempts.length + 4);
});
