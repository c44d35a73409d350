// `ajar audit` before servers that hand out this build, and before servers that do not.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import zlib from 'node:zlib';
import { freePort, pages, program } from '../../tools/server.mjs';

/** Runs the audit; `{code, findings, files}`. */
function audit(address, against = pages) {
  return new Promise((resolve) => {
    const child = spawn(program, ['audit', address, '--against', against, '--json'], { timeout: 120_000 });
    let out = '';
    let err = '';
    child.stdout.on('data', (bytes) => (out += bytes));
    child.stderr.on('data', (bytes) => (err += bytes));
    child.on('close', (code) => resolve({ code, err, ...(out ? JSON.parse(out) : {}) }));
  });
}

/** The real server over `folder`; its address. */
async function serve(t, folder) {
  const home = mkdtempSync(path.join(tmpdir(), 'ajar-audit-'));
  const port = await freePort();
  const argv = ['--home', home, 'open', '--no-browser', '--port', String(port), '--app', folder];
  const child = spawn(program, argv, { stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = new Promise((resolve) => child.on('close', resolve));
  t.after(async () => {
    child.kill('SIGINT');
    await ended;
    rmSync(home, { recursive: true, force: true });
  });
  await new Promise((resolve, reject) => {
    child.stdout.once('data', resolve);
    ended.then(() => reject(new Error('the server did not begin')));
  });
  return `http://127.0.0.1:${port}/`;
}

/** A copy of the build that `change` may spoil. */
function spoiled(t, change) {
  const folder = mkdtempSync(path.join(tmpdir(), 'ajar-audit-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(pages, folder, { recursive: true });
  change(folder);
  return folder;
}

/** Writes a file and its packed twin. */
function put(folder, name, bytes) {
  writeFileSync(path.join(folder, name), bytes);
  writeFileSync(path.join(folder, `${name}.br`), zlib.brotliCompressSync(bytes));
}

/** A server in front of the real one, which may change what passes: `mischief(request, answer)`. */
async function between(t, mischief) {
  const inner = new URL(await serve(t, pages));
  const server = http.createServer((request, response) => {
    http.get(new URL(request.url, inner), { headers: { ...request.headers, host: inner.host } }, (answer) => {
      const parts = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('end', () => {
        const changed = { status: answer.statusCode, headers: { ...answer.headers }, body: Buffer.concat(parts) };
        mischief(request, changed);
        delete changed.headers['content-length'];
        response.writeHead(changed.status, changed.headers).end(changed.body);
      });
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections?.();
    server.close();
  });
  return `http://127.0.0.1:${server.address().port}/`;
}

const assets = readdirSync(path.join(pages, 'assets'));
const appScript = `assets/${assets.find((name) => /^app-\w+\.js$/.test(name))}`;
const engine = `assets/${assets.find((name) => /^engine-whole-\w+\.wasm$/.test(name))}`;
const flipped = (bytes) => {
  const copy = Buffer.from(bytes);
  copy[copy.length >> 1] ^= 1;
  return copy;
};
const named = (findings, what) => findings.filter((one) => one.what === what).map(({ name }) => name);

test('a server that hands out this build passes, every file of it', async (t) => {
  const { code, findings, files, err } = await audit(await serve(t, pages));
  assert.deepEqual(findings, [], err);
  assert.equal(code, 0);
  const built = readdirSync(pages, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && !entry.name.endsWith('.br') && entry.name !== 'csp.txt',
  );
  assert.equal(files, built.length);
});

test('one changed byte in a script is found, and said where', async (t) => {
  const folder = spoiled(t, (at) => put(at, appScript, flipped(readFileSync(path.join(at, appScript)))));
  const { code, findings } = await audit(await serve(t, folder));
  assert.equal(code, 4);
  assert.deepEqual(named(findings, 'differs'), [`/${appScript}`]);
  const half = readFileSync(path.join(pages, appScript)).length >> 1;
  assert.match(findings[0].detail, new RegExp(`@${half}$`));
});

test('one changed byte in the engine alone is found', async (t) => {
  const folder = spoiled(t, (at) => put(at, engine, flipped(readFileSync(path.join(at, engine)))));
  const { code, findings } = await audit(await serve(t, folder));
  assert.equal(code, 4);
  assert.deepEqual(named(findings, 'differs'), [`/${engine}`]);
});

test('a file that is changed only as browsers get it, packed, is found', async (t) => {
  const folder = spoiled(t, (at) => {
    const bytes = flipped(readFileSync(path.join(at, appScript)));
    writeFileSync(path.join(at, `${appScript}.br`), zlib.brotliCompressSync(bytes));
  });
  const { code, findings } = await audit(await serve(t, folder));
  assert.equal(code, 4);
  assert.deepEqual(named(findings, 'differs'), [`/${appScript}`]);
});

test('a script that the page should not have is found, and so is the page', async (t) => {
  const folder = spoiled(t, (at) => {
    put(at, 'assets/extra-0123456789ab.js', 'fetch("https://elsewhere.example/")');
    const page = readFileSync(path.join(at, 'index.html'), 'utf8');
    put(at, 'index.html', page.replace('</head>', '<script src="assets/extra-0123456789ab.js"></script></head>'));
  });
  const { code, findings } = await audit(await serve(t, folder));
  assert.equal(code, 4);
  assert.deepEqual(named(findings, 'differs'), ['/', '/index.html']);
  assert.deepEqual(named(findings, 'extra'), ['/assets/extra-0123456789ab.js']);
});

test('an address elsewhere in a changed page is found', async (t) => {
  const folder = spoiled(t, (at) => {
    const page = readFileSync(path.join(at, 'index.html'), 'utf8');
    put(at, 'index.html', page.replace('</head>', '<script src="https://elsewhere.example/x.js"></script></head>'));
  });
  const { findings } = await audit(await serve(t, folder));
  assert.deepEqual(named(findings, 'extra'), ['https://elsewhere.example/x.js']);
});

test('a service worker that keeps another build is found', async (t) => {
  const folder = spoiled(t, (at) => {
    const worker = readFileSync(path.join(at, 'sw.js'), 'utf8');
    put(at, 'sw.js', worker.replace(path.basename(appScript), 'app-00000000.js'));
  });
  const { code, findings } = await audit(await serve(t, folder));
  assert.equal(code, 4);
  assert.deepEqual(named(findings, 'differs'), ['/sw.js']);
});

test('a missing file is found', async (t) => {
  const folder = spoiled(t, (at) => {
    for (const ending of ['', '.br']) rmSync(path.join(at, engine + ending));
  });
  const { code, findings } = await audit(await serve(t, folder));
  assert.equal(code, 4);
  assert.deepEqual(findings, [{ what: 'missing', name: `/${engine}`, detail: '404' }]);
});

test('the right bytes of another type are found', async (t) => {
  const address = await between(t, (request, answer) => {
    if (request.url === '/measures.css') answer.headers['content-type'] = 'text/html';
  });
  const { code, findings } = await audit(address);
  assert.equal(code, 4);
  assert.deepEqual(findings, [{ what: 'type', name: '/measures.css', detail: 'text/html' }]);
});

test('a redirect is not followed', async (t) => {
  const address = await between(t, (request, answer) => {
    if (request.url === `/${appScript}`) Object.assign(answer, { status: 302, headers: { location: '/elsewhere' } });
  });
  const { code, findings } = await audit(address);
  assert.equal(code, 4);
  assert.deepEqual(findings, [{ what: 'missing', name: `/${appScript}`, detail: '302' }]);
});

for (const [name, change, found] of [
  ['a wider policy', { 'content-security-policy': 'default-src *' }, ['content-security-policy']],
  ['no policy', { 'content-security-policy': undefined }, ['content-security-policy']],
  ['a link that loads more', { link: '</x.js>; rel=preload' }, ['link']],
  ['a cookie', { 'set-cookie': 'who=you' }, ['set-cookie']],
  ['a report of what is refused', { 'report-to': '{}' }, ['report-to']],
]) {
  test(`the right files with ${name} are told apart by the exit code`, async (t) => {
    const address = await between(t, (_, answer) => {
      for (const [header, value] of Object.entries(change)) {
        if (value === undefined) delete answer.headers[header];
        else answer.headers[header] = value;
      }
    });
    const { code, findings } = await audit(address);
    assert.equal(code, 6);
    assert.deepEqual([...new Set(named(findings, 'header'))], found);
  });
}

test('the app under a sub-path of another server is audited there, by the page’s address or the folder’s', async (t) => {
  const inner = new URL(await serve(t, pages));
  const server = http.createServer((request, response) => {
    if (!request.url.startsWith('/people/ajar/')) return response.writeHead(404).end();
    const to = new URL(request.url.slice('/people/ajar'.length), inner);
    http.get(to, { headers: { ...request.headers, host: inner.host } }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections?.();
    server.close();
  });
  for (const end of ['people/ajar', 'people/ajar/', 'people/ajar/index.html?x#/today']) {
    const { code, findings } = await audit(`http://127.0.0.1:${server.address().port}/${end}`);
    assert.deepEqual(findings, []);
    assert.equal(code, 0);
  }
});

test('where nothing answers, or no app is meant, that is said', async () => {
  assert.equal((await audit(`http://127.0.0.1:${await freePort()}/`)).code, 5);
  assert.equal((await audit('ftp://127.0.0.1/')).code, 2);
  assert.equal((await audit('http://127.0.0.1/', '/nowhere')).code, 5);
});
