// Devices in the terminal and a real hub between them: letting in, writing apart, putting out, coming back with the words.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import test from 'node:test';
import { program } from '../../tools/server.mjs';
import { startHub } from '../hub/server.mjs';
import { Session } from './session.mjs';
import { Terminal, said } from './terminal.mjs';

/** Resolves with the first whole line that matches. */
function lineOf(child, pattern) {
  let heard = '';
  return new Promise((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text) => {
      heard += text;
      const found = heard
        .split('\n')
        .slice(0, -1)
        .find((line) => pattern.test(line));
      if (found) resolve(found);
    });
    child.on('close', () => reject(new Error(`it ended, having said: ${heard}`)));
    child.on('error', reject);
  });
}

const squeezed = (text) => text.replace(/\s+/g, ' ');

/** A hub on a free port, and a person with as many machines as there are homes. */
async function atHub(test, registration = 'open') {
  const place = mkdtempSync('/tmp/ajar-devices-');
  const session = new Session(place);
  const hubArgs = ['--home', path.join(place, 'hub'), 'hub', 'serve', '--port', '0', '--no-app'];
  const hub = spawn(program, [...hubArgs, '--registration', registration], { env: session.env });
  const url = (await lineOf(hub, /^http/)).trim();
  const children = [hub];
  let running = hub;
  const stop = async () => {
    const over = new Promise((resolve) => running.once('close', resolve));
    running.kill();
    await over;
  };
  /** The same hub again, at the same address. */
  const start = async () => {
    const same = hubArgs.map((word) => (word === '0' ? new URL(url).port : word));
    running = spawn(program, [...same, '--registration', registration], { env: session.env });
    children.push(running);
    await lineOf(running, /^http/);
  };
  test.after(async () => {
    for (const child of children) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const ended = new Promise((resolve) => child.once('close', resolve));
      child.kill();
      await ended;
    }
    session.end();
    rmSync(place, { recursive: true, force: true });
  });
  const on = (home, command, input) => session.run(`ajar --home ${home} ${command}`, input);
  const good = async (home, command, input) => {
    const said = await on(home, command, input);
    assert.equal(said.code, 0, `${home}: ${command}\n${said.out}${said.err}`);
    return said.out;
  };
  const state = async (home) => JSON.parse(await good(home, 'verify --json'));
  const devices = async (home) => JSON.parse(await good(home, 'devices --json'));
  /** The whole way in, by the typed code. */
  const join = async (by, home, name) => {
    const newcomer = spawn(
      program,
      ['--home', path.join(place, home), 'devices', 'join', '--hub', url, '--no-passphrase'],
      {
        env: session.env,
      },
    );
    children.push(newcomer);
    const ended = new Promise((resolve) => newcomer.once('close', resolve));
    const code = await lineOf(newcomer, /^([0-9A-Z]{4}-){3}[0-9A-Z]{4}$/);
    await good(by, `devices add ${code} --name ${name} --yes`);
    assert.equal(await ended, 0);
  };
  await good('one', 'begin --no-passphrase');
  return { place, session, url, hub, stop, start, on, good, state, devices, join };
}

test('two machines write apart and come to hold the same; the hub holds no word of it', async (test) => {
  const { place, good, state, devices, join, url } = await atHub(test);
  await good('one', 'write', 'a lighthouse in November\n');
  await good('one', `sync --hub ${url}`);
  await join('one', 'two', 'laptop');
  await good('one', 'write', 'kept on the first machine\n');
  await good('two', 'write', 'kept on the second machine\n');
  assert.equal((await devices('two')).unsynced, 1);
  for (const home of ['one', 'two', 'one']) await good(home, 'sync');
  const [one, two] = [await state('one'), await state('two')];
  assert.equal(one.state.live, 3);
  assert.equal(one.state.hash, two.state.hash);
  assert.deepEqual([one.problems, two.problems], [[], []]);
  const known = await devices('one');
  assert.deepEqual(
    known.devices.map(({ name, self, revoked }) => ({ name, self, revoked })),
    [
      { name: '', self: true, revoked: false },
      { name: 'laptop', self: false, revoked: false },
    ],
  );
  assert.ok(known.devices[1].heard_at > 0);
  assert.equal(known.unsynced, 0);
  for (const name of readdirSync(path.join(place, 'hub'), { recursive: true })) {
    if (!/\.db/.test(name)) continue;
    const bytes = readFileSync(path.join(place, 'hub', String(name)));
    for (const word of ['lighthouse', 'machine', 'laptop', 'entry']) {
      assert.equal(bytes.includes(word), false, `${name} holds “${word}”`);
    }
  }
});

test('a machine that was put out hears nothing more, and the words bring a bare one in', async (test) => {
  const { session, good, on, state, join, url } = await atHub(test);
  await good('one', 'write', 'the first sentence\n');
  await good('one', `sync --hub ${url}`);
  await join('one', 'two', 'laptop');
  await good('one', 'devices revoke laptop --yes');
  await good('one', 'write', 'in the next epoch\n');
  await good('one', 'sync');
  const refused = await on('two', 'sync');
  assert.equal(refused.code, 10);
  assert.equal((await state('two')).state.live, 1);

  const sheet = await good('one', 'words sheet');
  const words = [...sheet.matchAll(/ (\d+) {2}([a-z]+)/g)].sort((a, b) => a[1] - b[1]).map(([, , word]) => word);
  assert.equal(words.length, 24);
  const back = await good('three', `recover --hub ${url} --no-passphrase`, words.join(' '));
  assert.ok(squeezed(back).includes(squeezed(said('cli.words.look_at_devices'))), back);
  assert.equal((await state('three')).state.hash, (await state('one')).state.hash);
  await good('three', 'write', 'from the bare machine\n');
  for (const home of ['three', 'one']) await good(home, 'sync');
  assert.equal((await state('three')).state.hash, (await state('one')).state.hash);

  // New words: the same notes in a vault of their own, and the old one is gone from the hub.
  const before = await state('one');
  await good('one', 'words new --no-passphrase --yes');
  assert.equal((await state('one')).state.hash, before.state.hash);
  assert.notEqual(await good('one', 'words'), sheet);
  await good('one', 'sync');
  const gone = await on('three', 'sync --json');
  assert.equal(JSON.parse(gone.err).error.code, 'sync/deleted');
  assert.equal(gone.code, 11);
  assert.equal((await on('four', `recover --hub ${url} --no-passphrase`, words.join(' '))).code, 11);
  session.end();
});

test('a copied folder goes on as a device of its own, passphrase or not', async (test) => {
  const { place, session, good, state, devices, url } = await atHub(test);
  writeFileSync(path.join(session.place, 'secret'), 'four words that rhyme\n');
  await good('one', 'passphrase --new-file secret');
  const key = '--passphrase-file secret';
  await good('one', `write ${key}`, 'before the copy\n');
  await good('one', `sync --hub ${url} ${key}`);
  cpSync(path.join(place, 'one'), path.join(place, 'copy'), { recursive: true });
  await good('one', `write ${key}`, 'in the one\n');
  await good('copy', `write ${key}`, 'in the other\n');
  await good('one', `sync ${key}`);
  await good('copy', `sync ${key}`);
  await good('one', `sync ${key}`);
  const read = async (home) => JSON.parse(await good(home, `verify --json ${key}`));
  const [one, copy] = [await read('one'), await read('copy')];
  assert.equal(one.state.live, 3);
  assert.equal(copy.state.hash, one.state.hash);
  assert.deepEqual(copy.problems, []);
  const own = async (home) =>
    JSON.parse(await good(home, `devices --json ${key}`)).devices.find((each) => each.self).id;
  assert.notEqual(await own('one'), await own('copy'));
  // A change of passphrase takes the new device's keys with it.
  writeFileSync(path.join(session.place, 'second'), 'five other words\n');
  await good('copy', `passphrase --new-file second ${key}`);
  await good('copy', 'write --passphrase-file second', 'and it goes on\n');
  await good('copy', 'sync --passphrase-file second');
  assert.equal((await read('one')).state.live, 3);
  await good('one', `sync ${key}`);
  assert.equal((await read('one')).state.live, 4);
  void [state, devices];
});

test('new words take along what is being written, and end the old vault as soon as the hub can be told', async (test) => {
  const { session, good, on, state, join, url, stop, start } = await atHub(test);
  await good('one', 'write', 'the first sentence\n');
  await good('one', `sync --hub ${url}`);
  await join('one', 'two', 'laptop');
  // An editor that fails leaves what was typed as a draft.
  const script = path.join(session.place, 'editor');
  writeFileSync(script, '#!/bin/sh\nprintf "half a sentence" >"$1"\nexit 1\n', { mode: 0o755 });
  const writing = new Terminal(session, 'ajar --home one write', { EDITOR: script, VISUAL: script });
  await writing.sees(said('error.cli/editor_left_draft'));
  await writing.ended;
  const before = await state('one');
  assert.equal((await on('one', 'sync')).code, 0);
  const old = await good('one', 'words');

  // Without the hub there are none, and the old ones hold.
  await stop();
  assert.equal((await on('one', 'words new --no-passphrase --yes')).code, 10);
  assert.equal(await good('one', 'words'), old);
  await start();
  await good('one', 'words new --no-passphrase --yes');
  assert.equal((await state('one')).state.hash, before.state.hash);
  assert.notEqual(await good('one', 'words'), old);
  const gone = await on('two', 'sync --json');
  assert.equal(JSON.parse(gone.err).error.code, 'sync/deleted');
  const keeping = path.join(session.place, 'keeping');
  writeFileSync(keeping, '#!/bin/sh\ncp "$1" seen\nprintf " and its end" >>"$1"\n', { mode: 0o755 });
  const further = new Terminal(session, 'ajar --home one write', { EDITOR: keeping, VISUAL: keeping });
  await further.sees(said('cli.write.draft_found'));
  assert.equal(await further.ended, 0);
  assert.match(readFileSync(path.join(session.place, 'seen'), 'utf8'), /half a sentence/);
  await good('one', 'sync');
});

test('a byte of the log that fell over is healed from the hub', async (test) => {
  const { place, good, on, state, url } = await atHub(test);
  for (const text of ['one', 'two', 'three', 'four']) await good('one', 'write', `entry ${text}\n`);
  await good('one', `sync --hub ${url}`);
  const whole = await state('one');
  const file = path.join(place, 'one', 'ajar.db');
  const bytes = readFileSync(file);
  const magic = Buffer.from('AJ1\0');
  const places = [];
  for (let at = bytes.indexOf(magic); at >= 0; at = bytes.indexOf(magic, at + 1)) places.push(at);
  assert.ok(places.length >= 5, 'the log stands in the file');
  bytes[places[2] + 190 + 64 + 20] ^= 4;
  writeFileSync(file, bytes);
  const damaged = await on('one', 'verify --json');
  assert.equal(JSON.parse(damaged.out).problems.length > 0, true);
  const healed = await on('one', 'sync');
  assert.equal(healed.code, 0, healed.err);
  assert.ok(squeezed(healed.err).includes(said('error.sync/healed')), healed.err);
  assert.deepEqual(await state('one'), whole);
});

test('everything deleted goes from the hub too; without it nothing goes until that is said', async (test) => {
  const { place, good, on, join, url, stop, start } = await atHub(test);
  await good('one', 'write', 'the first sentence\n');
  await good('one', `sync --hub ${url}`);
  await join('one', 'two', 'laptop');
  await join('one', 'three', 'phone');
  await stop();
  const refused = await on('one', 'delete --everything --yes');
  assert.equal(refused.code, 10);
  assert.ok(squeezed(refused.err).includes(said('cli.delete.hub_left')), refused.err);
  await good('one', 'words');
  await good('three', 'delete --everything --yes --leave-hub');
  assert.deepEqual(existsSync(path.join(place, 'three')) ? readdirSync(path.join(place, 'three')) : [], []);
  await start();
  await good('two', 'sync');
  await good('one', 'delete --everything --yes');
  const told = await on('two', 'sync --json');
  assert.equal(JSON.parse(told.err).error.code, 'sync/deleted');
});

/**
 * A hub behind a line that can be cut: `cut(pattern, sent)` holds back the answers to matching calls, or where `sent` is false the calls
 * themselves, and resolves with the first of them; `heard` is each call that was answered.
 */
async function behindLine(test) {
  let hub = null;
  let held = null;
  const heard = [];
  const line = http.createServer((request, response) => {
    const call = `${request.method} ${request.url}`;
    const here = held?.pattern.test(call) ? held : null;
    if (here?.sent === false) return here.done(call);
    const { method, url: path, headers } = request;
    const further = http.request({ host: '127.0.0.1', port: hub.port, method, path, headers }, (answer) => {
      const pieces = [];
      answer.on('data', (piece) => pieces.push(piece));
      answer.on('end', () => {
        if (here) return here.done(call);
        heard.push(`${answer.statusCode} ${call}`);
        response.writeHead(answer.statusCode, answer.headers).end(Buffer.concat(pieces));
      });
    });
    further.on('error', () => response.destroy());
    request.pipe(further);
  });
  await new Promise((resolve) => line.listen(0, '127.0.0.1', resolve));
  test.after(() => {
    line.closeAllConnections();
    line.close();
  });
  const name = `127.0.0.1:${line.address().port}`;
  hub = await startHub(test, ['--name', name]);
  const cut = (pattern, sent = true) => new Promise((done) => (held = { pattern, sent, done }));
  return { url: `http://${name}`, heard, cut, mend: () => (held = null) };
}

for (const [what, pattern, sent] of [
  ['before the hub heard of it', /^POST \/v1\/vaults$/, false],
  ['while the hub began the vault', /^POST \/v1\/vaults$/, true],
  ['while the hub took the notes', /^POST .*\/events$/, true],
]) {
  test(`everything deleted after a first comparison that was cut off ${what} leaves nothing there`, async (test) => {
    const place = mkdtempSync('/tmp/ajar-devices-');
    const session = new Session(place);
    test.after(() => {
      session.end();
      rmSync(place, { recursive: true, force: true });
    });
    const { url, heard, cut, mend } = await behindLine(test);
    const on = (command, input) => session.run(`ajar --home one ${command}`, input);
    assert.equal((await on('begin --no-passphrase')).code, 0);
    assert.equal((await on('write', 'the first sentence\n')).code, 0);
    const held = cut(pattern, sent);
    const run = spawn(program, ['--home', path.join(place, 'one'), 'sync', '--hub', url], { env: session.env });
    const over = new Promise((resolve) => run.once('close', resolve));
    await held;
    run.kill('SIGKILL');
    await over;
    mend();
    const gone = await on('delete --everything --yes');
    assert.equal(gone.code, 0, gone.err);
    assert.equal(existsSync(path.join(place, 'one')), false);
    assert.equal(
      heard.filter((call) => /^204 DELETE \/v1\/v\/[0-9a-f]{64}$/.test(call)).length,
      sent ? 1 : 0,
      `${heard}`,
    );
  });
}

test('a hub that lost everything is refilled by any machine with the words', async (test) => {
  const { place, good, on, state, join, url, stop, start } = await atHub(test);
  await good('one', 'write', 'the first sentence\n');
  await good('one', `sync --hub ${url}`);
  await join('one', 'two', 'laptop');
  await good('one', 'sync');
  const sheet = await good('one', 'words sheet');
  const words = [...sheet.matchAll(/ (\d+) {2}([a-z]+)/g)].sort((a, b) => a[1] - b[1]).map(([, , word]) => word);
  await stop();
  rmSync(path.join(place, 'hub'), { recursive: true });
  await start();
  await good('two', 'write', 'written on the second\n');
  assert.equal((await on('two', 'sync')).code, 10);
  assert.equal(JSON.parse(await good('two', 'devices --json')).unsynced > 1, true);
  assert.equal((await on('two', 'sync --words', [...words].reverse().join(' '))).code, 3);
  await good('two', 'sync --words', words.join(' '));
  assert.equal(JSON.parse(await good('two', 'devices --json')).unsynced, 0);
  for (const home of ['two', 'one']) await good(home, 'sync');
  assert.equal((await state('one')).state.hash, (await state('two')).state.hash);
});

test('a hub in the life’s own folder goes with it, unless it holds another life', async (test) => {
  const { place, session, good, on } = await atHub(test);
  const serve = (home) => {
    const argv = [
      '--home',
      path.join(place, home),
      'hub',
      'serve',
      '--port',
      '0',
      '--no-app',
      '--registration',
      'open',
    ];
    const child = spawn(program, argv, { env: session.env });
    const ended = new Promise((resolve) => child.once('close', resolve));
    const end = () => {
      child.kill();
      return ended;
    };
    test.after(end);
    return { child, end };
  };
  const own = serve('one');
  const address = await lineOf(own.child, /^http/);
  await good('one', 'write', 'the first sentence\n');
  await good('one', `sync --hub ${address}`);
  await good('other', 'begin --no-passphrase');
  await good('other', `sync --hub ${address}`);
  const entry = JSON.parse(await good('one', 'write --json', 'left for somebody\n'));
  const shared = JSON.parse(await good('one', `share ${entry.id} --hub --yes --json`));
  const capsule = /#([0-9a-f]{32})/.exec(shared.link)[1];
  await own.end();
  cpSync(path.join(place, 'one'), path.join(place, 'moved'), { recursive: true });
  rmSync(path.join(place, 'other'), { recursive: true });
  // Nobody answers at that address any more, and nobody needs to.
  const kept = await on('one', 'delete --everything --yes');
  assert.equal(kept.code, 0, kept.err);
  assert.deepEqual(readdirSync(path.join(place, 'one')), ['hub']);
  assert.ok(readdirSync(path.join(place, 'one', 'hub')).includes('hub.db'));
  assert.ok(squeezed(kept.err).includes(said('cli.delete.hub_stays', { folder: 'one/hub' })), kept.err);

  // What it left there for others is gone with it.
  const again = serve('one');
  const asked = await fetch(`${await lineOf(again.child, /^http/)}v1/capsules/${capsule}`);
  assert.equal((await asked.json()).code, 'hub/no_capsule');
  await again.end();

  // Here it holds this one life alone.
  rmSync(path.join(place, 'moved', 'hub'), { recursive: true });
  const fresh = serve('moved');
  await good('moved', `sync --hub ${await lineOf(fresh.child, /^http/)}`);
  await fresh.end();
  await good('moved', 'delete --everything --yes');
  assert.equal(existsSync(path.join(place, 'moved')), false);
});

test('what a hub will not is said by an exit code, and nothing is lost', async (test) => {
  const { session, place, good, on, url, hub } = await atHub(test, 'invited');
  await good('one', 'write', 'the first sentence\n');
  assert.equal((await on('one', 'sync')).code, 2);
  assert.equal((await on('one', 'sync --hub not/an/address')).code, 2);
  assert.equal((await on('one', `sync --hub ${url}`)).code, 10);
  const token = (await session.run(`ajar --home ${path.join(place, 'hub')} hub invite`)).out.trim().split('\n').at(-1);
  await good('one', `sync --hub ${url} --invitation ${token}`);
  assert.equal((await on('two', `devices join --hub ${url} --no-passphrase`, '')).code === 0, false);
  assert.equal((await on('one', 'devices add 0000-0000-0000-0000 --yes')).code, 10);
  assert.equal((await on('one', 'devices revoke nobody --yes')).code, 2);
  const ended = new Promise((resolve) => hub.once('close', resolve));
  hub.kill();
  await ended;
  await good('one', 'write', 'written without the hub\n');
  assert.equal((await on('one', 'sync')).code, 10);
  assert.equal(JSON.parse(await good('one', 'devices --json')).unsynced, 1);
});

test('on a terminal the QR stands beside the code, and letting in is asked', async (test) => {
  const { session, good, url } = await atHub(test);
  await good('one', `sync --hub ${url}`);
  const newcomer = new Terminal(session, `ajar --home two devices join --hub ${url} --no-passphrase`);
  await newcomer.sees(said('cli.devices.show_it', { minutes: 10 }));
  assert.match(newcomer.text, /[█▀▄]{10}/);
  const [code] = /([0-9A-Z]{4}-){3}[0-9A-Z]{4}/.exec(newcomer.text);
  const host = new Terminal(session, 'ajar --home one devices add');
  await host.answer(said('cli.devices.code'), code.toLowerCase().replaceAll('-', ' '));
  await host.answer('Let it in?', 'y');
  assert.equal(await host.ended, 0);
  assert.equal(await newcomer.ended, 0);
});
