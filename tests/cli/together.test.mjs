// Several programs on one life: writing at once, and being killed in the middle.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { Session } from './session.mjs';

async function at(act) {
  const place = mkdtempSync('/tmp/ajar-cli-');
  const session = new Session(place);
  try {
    await session.run('ajar begin --no-passphrase');
    await act(session);
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

const counts = async (session) => JSON.parse((await session.run('ajar view journey --json')).out).counts;

test('eight programs writing at once: every note is there, and the chain is whole', () =>
  at(async (session) => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, number) => session.run(`ajar note --urge ${number}`, `Note ${number}.\n`)),
    );
    assert.deepEqual(
      answers.map(({ code }) => code),
      Array(8).fill(0),
    );
    assert.deepEqual(await counts(session), { moment: 8 });
    const { out, code } = await session.run('ajar verify --json');
    assert.equal(code, 0);
    assert.deepEqual(JSON.parse(out).problems, []);
  }));

test('an import and a note at once: both are there', () =>
  at(async (session) => {
    await session.run('ajar simulate --seed 3 --days 300 --start 2025-01-01 >life');
    const [imported, noted] = await Promise.all([session.run('ajar import life'), session.run('ajar note --urge 1')]);
    assert.deepEqual([imported.code, noted.code], [0, 0]);
    const { out } = await session.run('ajar verify --json');
    assert.deepEqual(JSON.parse(out).problems, []);
    assert.equal(JSON.parse(out).records, readFileSync(path.join(session.place, 'life'), 'utf8').split('\n').length);
  }));

test('killed at any write of an import: nothing of it is there, or all, and what was kept before is whole', () =>
  at(async (session) => {
    await session.run('ajar note --urge 5', 'Kept before.\n');
    await session.run('ajar simulate --seed 3 --days 60 --start 2025-01-01 >life');
    const before = (await session.run('ajar export')).out;
    await session.run('cp -r .local/share/ajar whole; ajar import life --home whole');
    const whole = (await session.run('ajar export --home whole')).out;
    const writes = Number(
      (
        await session.run(
          'cp -r .local/share/ajar counted; strace -f -qq -e trace=pwrite64,fdatasync,fsync,ftruncate,unlink -o trace ajar import life --home counted >&2; wc -l <trace',
        )
      ).out,
    );
    assert.ok(writes > 4, `${writes} calls that reach the disk`);
    const seen = new Set();
    for (let call = 1; call <= writes; call += Math.max(1, Math.floor(writes / 25))) {
      const kill = `-e inject=pwrite64,fdatasync,fsync,ftruncate,unlink:signal=KILL:when=${call}`;
      await session.run(
        `rm -rf killed; cp -r .local/share/ajar killed; strace -f -qq -o /dev/null ${kill} ajar import life --home killed`,
      );
      const after = await session.run('ajar export --home killed');
      assert.equal(after.code, 0, after.err);
      assert.ok(after.out === before || after.out === whole, `call ${call}: half an import`);
      seen.add(after.out === before ? 'nothing' : 'all');
      assert.equal((await session.run('ajar verify --home killed')).code, 0);
    }
    assert.ok(seen.has('nothing'));
  }));

test('ten years travel to another home and give the same state', () =>
  at(async (session) => {
    await session.run('ajar simulate --seed 1 --days 3650 --start 2016-01-01 >life');
    assert.equal((await session.run('ajar import life')).code, 0);
    await session.run(
      'ajar export --to exported; ajar begin --home other --no-passphrase; ajar import --home other exported',
    );
    const state = async (home) => JSON.parse((await session.run(`ajar verify --json ${home}`)).out).state;
    const [here, there] = [await state(''), await state('--home other')];
    assert.equal(there.hash, here.hash);
    assert.equal(there.live, here.live);
    assert.ok(here.live > 15_000);
  }));

test('a simulated life is the same every time, and another for another number', () =>
  at(async (session) => {
    const life = async (seed) => {
      const { out } = await session.run(`ajar simulate --seed ${seed} --days 30 --start 2025-01-01 | sha256sum`);
      return out;
    };
    const bytes = await life(1);
    assert.match(bytes, /^hash/);
    assert.equal(await life(1), bytes);
    assert.notEqual(await life(2), bytes);
  }));
