// Devices in the terminal and a real hub between them: letting in, writing apart, putting out, coming back with the words.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { program } from '../../tools/server.mjs';
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

/** A hub on a free port, and a person with as many machines as there are homes. */
async function atHub(test, registration = 'open') {
  const place = mkdtempSync('/tmp/ajar-devices-');
  const session = new Session(place);
  const hubArgs = ['--home', path.join(place, 'hub'), 'hub', 'serve', '--port', '0', '--no-app'];
  const hub = spawn(program, [...hubArgs, '--registration', registration], { env: session.env });
  const url = (await lineOf(hub, /^http/)).trim();
  const children = [hub];
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
  return { place, session, url, hub, on, good, state, devices, join };
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
  await good('three', `recover --hub ${url} --no-passphrase`, words.join(' '));
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
