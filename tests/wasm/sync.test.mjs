// The machines of sync as the browser has them, against a real hub: two modules join one vault, write apart and agree.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { program } from '../../tools/server.mjs';
import { Engine, cut } from './engine.mjs';

const clock = (minute) => ({
  now: `2026-03-01T20:${String(minute).padStart(2, '0')}:00+01:00`,
  now_ms: 1772392500000 + minute * 60000,
});

async function startHub(test) {
  const home = mkdtempSync(path.join(tmpdir(), 'ajar-wasm-hub-'));
  const args = ['--home', home, 'hub', 'serve', '--port', '0', '--no-app', '--registration', 'open'];
  const child = spawn(program, args);
  test.after(async () => {
    const ended = new Promise((resolve) => child.once('close', resolve));
    child.kill();
    await ended;
    rmSync(home, { recursive: true, force: true });
  });
  let said = '';
  const line = await new Promise((resolve, reject) => {
    child.stdout.on('data', (bytes) => {
      said += bytes;
      if (said.includes('\n')) resolve(said.split('\n')[0]);
    });
    child.on('close', () => reject(new Error(`the hub ended: ${said}`)));
  });
  return new URL(line).origin;
}

/** An edge as the browser's is one: frames in an array, the state beside them. */
class Edge {
  engine = new Engine({ content: null });
  frames = [];
  state = new Uint8Array();
  minute = 0;

  constructor(origin) {
    this.origin = origin;
  }

  keep(bytes) {
    const log = Buffer.from(bytes);
    for (let at = 0; at < log.length; at += 4 + log.readUInt32LE(at)) {
      this.frames.push(log.subarray(at, at + 4 + log.readUInt32LE(at)));
    }
  }

  begin() {
    const { json, blob } = this.engine.call('create');
    this.keep(cut(blob, json.parts)[1]);
    return this;
  }

  put(text, id) {
    const { json, blob } = this.engine.call('put', { ...clock(++this.minute), kind: 'entry', body: { text }, id });
    this.keep(blob);
    this.engine.call('accept');
    return json.id;
  }

  async ask(step, body) {
    const headers = {};
    if (step.token) headers.authorization = `Bearer ${step.token}`;
    if (step.method !== 'GET') headers['content-type'] = 'application/octet-stream';
    const answer = await fetch(this.origin + step.path, {
      method: step.method,
      headers,
      body: step.method === 'GET' ? undefined : body,
    });
    return { status: answer.status, body: new Uint8Array(await answer.arrayBuffer()) };
  }

  async drive({ json, blob }) {
    const now_ms = clock(++this.minute).now_ms;
    for (let at = { json, blob }; ;) {
      const { step } = at.json;
      if (step === 'call') {
        const { status, body } = await this.ask(at.json, at.blob);
        at = this.engine.call('sync_answer', { status, now_ms }, body);
      } else if (step === 'read') {
        const { from, count } = at.json;
        at = this.engine.call('sync_frames', {}, Buffer.concat(this.frames.slice(from, from + count)));
      } else if (step === 'store') {
        const [state, frames] = cut(at.blob, at.json.parts);
        this.state = state;
        this.keep(frames);
        at = this.engine.call('sync_stored', { ok: true, now_ms });
      } else if (step === 'home') {
        const [secret, state, frames] = cut(at.blob, at.json.parts);
        this.state = state;
        this.keep(frames);
        this.engine.call('open', {}, secret);
        const { json: applied } = this.engine.call('apply', { last: true }, Buffer.concat(this.frames));
        assert.deepEqual(applied.damaged, []);
        return '';
      } else {
        this.state = at.blob;
        return at.json.code ?? '';
      }
    }
  }

  sync(more = {}) {
    const now_ms = clock(++this.minute).now_ms;
    return this.drive(this.engine.call('sync_begin', { origin: this.origin, now_ms, ...more }, this.state));
  }

  get hash() {
    return this.engine.call('state').json.hash;
  }
}

/** `newcomer` shows a code, `by` lets it in. */
async function join(by, newcomer) {
  const shown = newcomer.engine.call('join_begin');
  const [pending, resting] = cut(shown.blob, shown.json.parts);
  const put = (at, body) => by.ask({ method: 'PUT', path: at }, body);
  assert.equal((await put(shown.json.put, resting)).status, 201);
  const { get } = by.engine.call('join_code', { code: shown.json.code }).json;
  const rested = await by.ask({ method: 'GET', path: get });
  const { qr } = by.engine.call('join_read', { code: shown.json.code }, rested.body).json;
  assert.equal(qr, shown.json.qr);
  assert.equal(await by.sync({ certify: qr }), '');
  const answer = by.engine.call('join_answer', { qr });
  assert.equal((await put(answer.json.path, answer.blob)).status, 201);
  const got = await newcomer.ask({ method: 'GET', path: `${shown.json.get}?wait=5` });
  const both = Buffer.concat([pending, got.body]);
  const request = { origin: newcomer.origin, now_ms: clock(1).now_ms, parts: [pending.length, got.body.length] };
  assert.equal(await newcomer.drive(newcomer.engine.call('arrive_begin', request, both)), '');
}

test('two modules join one vault at a real hub, write apart and agree; the words bring a third', async (test) => {
  const origin = await startHub(test);
  const one = new Edge(origin).begin();
  const id = one.put('as it was');
  assert.equal(await one.sync(), '');
  const two = new Edge(origin);
  await join(one, two);
  assert.equal(two.hash, one.hash);
  one.put('as one has it', id);
  two.put('as two has it', id);
  two.put('of its own');
  assert.equal(one.engine.call('devices', {}, one.state).json.unsynced, 1);
  for (const edge of [one, two, one]) assert.equal(await edge.sync(), '');
  assert.equal(two.hash, one.hash);
  assert.equal(one.engine.call('state').json.live, 3);
  assert.equal(one.engine.call('devices', {}, one.state).json.unsynced, 0);

  const { words } = one.engine.call('words').json;
  const third = new Edge(origin);
  const request = { origin, now_ms: clock(1).now_ms, words: words.join(' ') };
  assert.equal(await third.drive(third.engine.call('arrive_begin', request)), '');
  assert.equal(third.hash, one.hash);

  const second = one.engine.call('devices', {}, one.state).json.devices[1].id;
  assert.equal(await third.sync({ revoke: [second] }), '');
  two.put('after it was put out');
  assert.equal(await two.sync(), 'sync/refused');
  third.put('in the next epoch');
  for (const edge of [third, one]) assert.equal(await edge.sync(), '');
  assert.equal(third.hash, one.hash);
});
