// A hub's keeping by its own commands: invitations while it runs, copies, and what is said where one cannot be made.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { program } from '../../tools/server.mjs';
import { startHub, status, talk } from './server.mjs';

test('invitations and copies are made while a hub runs, and nothing is written over', async (t) => {
  const hub = await startHub(t, ['--unlimited']);
  const ajar = (...argv) => {
    const {
      status: code,
      stdout,
      stderr,
    } = spawnSync(program, ['--home', hub.home, 'hub', ...argv], {
      encoding: 'utf8',
    });
    return { code, stdout, stderr };
  };
  const invited = ajar('invite', '--count', '3');
  assert.equal(invited.code, 0, invited.stderr);
  const tokens = invited.stdout.trim().split('\n');
  assert.equal(new Set(tokens).size, 3);
  for (const token of tokens) assert.match(token, /^[0-9A-HJKMNP-TV-Z]{26}$/);

  const slot = `/v1/slots/${'a'.repeat(32)}`;
  const ask = (port, line, rest = '\r\n') =>
    talk(port, `${line} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n${rest}`);
  const left = 'Content-Type: application/octet-stream\r\nContent-Length: 4\r\n\r\nleft';
  assert.equal(status(await ask(hub.port, `PUT ${slot}`, left)), 201);
  const copy = path.join(hub.home, 'copy');
  assert.equal(ajar('backup', copy).code, 0);
  assert.equal(ajar('backup').code, 2);
  const again = ajar('backup', copy);
  assert.equal(again.code, 7);
  assert.match(again.stderr, /There is a file at /);
  assert.equal(ajar('restore', copy).code, 7, 'a hub is there already');
  assert.equal(ajar('restore', path.join(hub.home, 'none'), '--store', path.join(hub.home, 'new.db')).code, 5);
  assert.ok(!existsSync(path.join(hub.home, 'new.db')));

  // Another hub on the copy has what the first one had.
  const store = path.join(hub.home, 'new.db');
  assert.equal(ajar('restore', copy, '--store', store).code, 0);
  const other = await startHub(t, ['--unlimited', '--store', store]);
  assert.match(await ask(other.port, `GET ${slot}`), /left$/);
  assert.match(await ask(hub.port, `GET ${slot}`), /left$/);
});

test('what cannot be run is said, and nothing is begun', () => {
  const serve = (...argv) =>
    spawnSync(program, ['hub', 'serve', '--no-app', ...argv], { encoding: 'utf8', timeout: 20_000 });
  assert.equal(serve('--registration', 'maybe').status, 2);
  assert.equal(serve('--origin', 'javascript:alert(1)').status, 2);
  assert.equal(serve('--quota', '0').status, 2);
  assert.notEqual(serve('--store', 'postgres:///nowhere?host=/nowhere', '--key', '/proc/none/key').status, 0);
  assert.notEqual(serve('--store', '/proc/none/hub.db').status, 0);
});
