// The two proxy configurations that are shipped, each started as it is but for its name, ports and certificate: TLS in
// front, the hub behind, and a device's way through them.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { freePort, root } from '../../tools/server.mjs';
import { startHub, tell } from './server.mjs';

const shipped = (name) => readFileSync(path.join(root, 'hub/proxies', name), 'utf8');

/** Every place where a shipped line must stand, changed; a line that is not there is a test that no longer tests. */
function change(text, changes) {
  for (const [from, to] of changes) {
    assert.ok(text.includes(from), `the configuration has no “${from}”`);
    text = text.replaceAll(from, to);
  }
  return text;
}

function certificate(folder) {
  const key = path.join(folder, 'hub.key');
  const cert = path.join(folder, 'hub.pem');
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'],
      ...['-subj', '/CN=hub.example', '-addext', 'subjectAltName=DNS:hub.example', '-keyout', key, '-out', cert],
    ],
    { stdio: 'ignore' },
  );
  chmodSync(key, 0o600);
  return { key, cert };
}

/** One request to the proxy under the hub's name. */
function ask({ port, ca }, method, target, { body, headers = {}, agent } = {}) {
  return new Promise((resolve, reject) => {
    const type = body ? { 'content-type': 'application/octet-stream', 'content-length': body.length } : {};
    const request = https.request(
      {
        port,
        host: '127.0.0.1',
        servername: 'hub.example',
        ca,
        method,
        path: target,
        agent,
        headers: { host: 'hub.example', ...type, ...headers },
      },
      (answer) => {
        const parts = [];
        answer.on('data', (part) => parts.push(part));
        answer.on('end', () =>
          resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts) }),
        );
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

/** Asks until the proxy answers, or has ended. */
async function answering(place, proxy) {
  let over = false;
  void proxy.ended.then(() => (over = true));
  for (;;) {
    const answer = await ask(place, 'GET', '/healthz').catch(() => undefined);
    if (answer?.status === 200) return;
    if (over) throw new Error(`The proxy ended at once: ${proxy.said()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function started(t, name, argv, options = {}) {
  const child = spawn(name, argv, { stdio: ['ignore', 'ignore', 'pipe'], ...options });
  let said = '';
  child.stderr.on('data', (bytes) => (said += bytes));
  const ended = new Promise((resolve) => child.on('exit', resolve));
  t.after(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  return { said: () => said, ended };
}

async function prepared(t) {
  const folder = mkdtempSync(path.join(tmpdir(), 'ajar-proxy-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const hub = await startHub(t, ['--name', 'hub.example', '--proxy', '127.0.0.1', '--log-all']);
  const { key, cert } = certificate(folder);
  return { folder, hub, key, cert, ca: readFileSync(cert), port: await freePort(), plain: await freePort() };
}

/** What has to come through a proxy unharmed. */
async function prove(place, proxy, name) {
  await answering(place, proxy);
  const secure = await ask(place, 'GET', '/readyz');
  assert.equal(secure.status, 200);
  assert.match(secure.headers['strict-transport-security'], /max-age=31536000/);
  assert.match(secure.headers['content-security-policy'], /default-src 'none'/);
  // The hub's own answers, with their types and their words.
  const challenge = await ask(place, 'POST', '/v1/auth/challenge', { body: Buffer.alloc(48) });
  assert.equal(challenge.status, 200);
  assert.equal(challenge.body.length, 72);
  const problem = await ask(place, 'POST', '/v1/vaults', { body: randomBytes(300) });
  assert.equal(problem.status, 400);
  assert.equal(problem.headers['content-type'], 'application/problem+json');
  assert.equal(JSON.parse(problem.body).code, 'hub/bad_frame');
  // Every method, whole bodies, and what comes back is what went in.
  const slot = `/v1/slots/${randomBytes(16).toString('hex')}`;
  const left = randomBytes(4096);
  assert.equal((await ask(place, 'PUT', slot, { body: left })).status, 201);
  assert.deepEqual((await ask(place, 'GET', slot)).body, left);
  assert.equal((await ask(place, 'DELETE', slot)).status, 204);
  // A call that waits is not cut off, and hears its news.
  const later = `/v1/slots/${randomBytes(16).toString('hex')}`;
  const waits = ask(place, 'GET', `${later}?wait=25`);
  assert.equal((await ask(place, 'PUT', later, { body: left })).status, 201);
  assert.equal((await waits).status, 200);
  // A megabyte goes through to the hub, which asks for a session; more than that is stopped.
  const events = `/v1/v/${'a'.repeat(64)}/events`;
  assert.equal((await ask(place, 'POST', events, { body: Buffer.alloc(1 << 20) })).status, 401);
  const most = await ask(place, 'POST', events, { body: Buffer.alloc(3 << 20) }).catch(() => ({ status: 413 }));
  // Which of the two ends stops it first is a matter of moments.
  assert.ok([413, 502].includes(most.status), String(most.status));
  // Refusals stay refusals, and what is the hub's own machine's stays there.
  assert.equal((await ask(place, 'GET', '/readyz', { headers: { origin: 'https://evil.example' } })).status, 403);
  assert.equal((await ask(place, 'GET', '/metrics')).status, 404);
  // Whoever claims to be somebody else is counted as who they are: the bucket of a stranger's calls runs dry.
  const statuses = [];
  for (let i = 0; i < 80; i++) {
    const claimed = { 'x-forwarded-for': `192.0.2.${i}` };
    statuses.push(
      (await ask(place, 'POST', '/v1/auth/challenge', { body: Buffer.alloc(48), headers: claimed })).status,
    );
  }
  assert.ok(statuses.includes(429));
  // Nothing in the log says who it was.
  assert.doesNotMatch(place.hub.log(), /192\.0\.2|127\.0\.0\.1|a{16}/);
  tell(`hub behind ${name}: calls that come through as they are`, 14);
}

test('nginx in front of a hub', async (t) => {
  const place = await prepared(t);
  const { folder, hub, key, cert, port, plain } = place;
  const site = change(shipped('nginx.conf'), [
    ['listen 443 ssl http2;', `listen 127.0.0.1:${port} ssl http2;`],
    ['listen 80;', `listen 127.0.0.1:${plain};`],
    ['/etc/ssl/hub.example.pem', cert],
    ['/etc/ssl/private/hub.example.key', key],
    ['http://127.0.0.1:7421', `http://127.0.0.1:${hub.port}`],
  ]);
  for (const name of ['body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']) mkdirSync(path.join(folder, name));
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${path.join(folder, name.replace('client_', ''))};`)
    .join(' ');
  const user = process.getuid() === 0 ? 'user root;' : '';
  const whole = `daemon off; pid ${folder}/pid; error_log stderr; ${user}
    events {} http { access_log off; ${temporary}\n${site}\n}\n`;
  writeFileSync(path.join(folder, 'nginx.conf'), whole);
  const proxy = await started(t, '/usr/sbin/nginx', [
    '-p',
    folder,
    '-e',
    'stderr',
    '-c',
    path.join(folder, 'nginx.conf'),
  ]);
  await prove(place, proxy, 'nginx');
  const redirected = await new Promise((resolve, reject) =>
    http
      .get({ port: plain, host: '127.0.0.1', path: '/x', headers: { host: 'hub.example' } }, resolve)
      .on('error', reject),
  );
  assert.equal(redirected.statusCode, 301);
  assert.equal(redirected.headers.location, 'https://hub.example/x');
});

test('Caddy in front of a hub', async (t) => {
  const place = await prepared(t);
  const { folder, hub, key, cert, port, plain } = place;
  const site = change(shipped('Caddyfile'), [
    [
      '{\n\tservers {',
      `{\n\tadmin off\n\thttp_port ${plain}\n\thttps_port ${port}\n\tauto_https disable_redirects\n\tservers {`,
    ],
    ['hub.example {', `https://hub.example:${port} {\n\tbind 127.0.0.1\n\ttls ${cert} ${key}`],
    ['reverse_proxy 127.0.0.1:7421', `reverse_proxy 127.0.0.1:${hub.port}`],
  ]);
  writeFileSync(path.join(folder, 'Caddyfile'), site);
  const env = { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder };
  const proxy = await started(
    t,
    'caddy',
    ['run', '--config', path.join(folder, 'Caddyfile'), '--adapter', 'caddyfile'],
    { env },
  );
  await prove(place, proxy, 'Caddy');
});
