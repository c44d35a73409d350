// Every op of wasm/ABI.md asked once of the real module: its answer has the members that the table names, and what is
// asked wrongly gives the code that the page names.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { root } from '../../tools/server.mjs';
import { Engine, contentBytes, cut, editions } from './engine.mjs';

const now = '2026-03-01T20:15:00+01:00';
const clock = { now, now_ms: 1772392500000 };
const cost = { opslimit: 3, memlimit: 64 * 1024 * 1024 };
const sampleWords = (language) =>
  Buffer.from(JSON.stringify(JSON.parse(source(`build/content/library/${language}.json`)).sample));
const source = (name) => readFileSync(path.join(root, name), 'utf8');

/** The names of a written answer such as `{a, b: [{c}]}`, sorted: what is nested is not looked into. */
function members(written) {
  let flat = written;
  for (let before = ''; before !== flat;) {
    before = flat;
    flat = flat.replace(/\[[^[\]{}]*\]|\{[^[\]{}]*\}/g, '');
  }
  const names = flat.split(',').map((part) => part.split(':')[0].trim());
  return names.filter((name) => name !== '').sort();
}

/** The operations in the table of one source file. */
const operationsIn = (name) => [...source(name).matchAll(/\{"([a-z_]+)", [a-z_]+\}/g)].map(([, op]) => op);

/** The ops of ABI.md's table that are marked as the whole module's own. */
const ofTheWhole = () =>
  [
    ...source('wasm/ABI.md')
      .split('A **step**')[0]
      .matchAll(/^\| (`[a-z_]+`[^|]*) \|/gm),
  ]
    .filter(([, ops]) => ops.includes('●'))
    .flatMap(([, ops]) => [...ops.matchAll(/`([a-z_]+)`/g)].map(([, op]) => op));

/** The table of ABI.md: op → its answer's members. */
function documented() {
  const ops = source('wasm/ABI.md').split('A **step**')[0];
  const rows = ops.matchAll(/^\| (`[a-z_]+`[^|]*) \|[^|]*\|([^|]*)\|$/gm);
  return new Map(
    [...rows].flatMap(([, named, answer]) => {
      const written = /`\{([^`]*)\}`/.exec(answer)?.[1] ?? '';
      return [...named.matchAll(/`([a-z_]+)`/g)].map(([, op]) => [op, members(written)]);
    }),
  );
}

/** A life with a record replaced, one removed and one restored, and its log; `heard` is told of every answer. */
function livedIn(heard = () => {}) {
  const engine = new Engine({ content: null });
  const log = [];
  const ask = (op, request, blob) => {
    const answer = engine.call(op, request, blob);
    heard(op, answer.json);
    return answer;
  };
  const keep = (op, request) => {
    const { json, blob } = ask(op, request);
    log.push(blob);
    ask('accept');
    return json;
  };
  ask('content', {}, contentBytes);
  const created = ask('create');
  const [secret, genesis] = cut(created.blob, created.json.parts);
  log.push(genesis);
  const { id } = keep('put', { ...clock, kind: 'entry', body: { text: 'the first wording' } });
  keep('put', { ...clock, kind: 'entry', body: { text: 'the second wording' }, id });
  keep('remove', { ...clock, id });
  keep('restore', { ...clock, id });
  keep('sweep');
  return { engine, ask, secret, log: () => Buffer.concat(log), id };
}

test('each op answers what the table names, and the table names each op', () => {
  const table = documented();
  const asked = new Set();
  const { ask, secret, log, id } = livedIn((op, json) => {
    asked.add(op);
    // A view has its own spec, and a step its own table.
    if (op !== 'view' && !('step' in json)) assert.deepEqual(Object.keys(json).sort(), table.get(op), op);
  });
  ask('put', { ...clock, kind: 'moment', body: {} });
  ask('discard');
  assert.equal(ask('strip', {}, log()).json.changed > 0, true);
  assert.equal(ask('view', { name: 'record', args: { now, id } }).json.current.text, 'the second wording');
  const lines = ask('export').blob;
  const before = ask('state').json;
  assert.deepEqual(ask('verify', {}, log()).json.problems, []);

  const draft = ask('draft_seal', { slot: 'write' }, Buffer.from('half a sentence')).blob;
  assert.equal(Buffer.from(ask('draft_open', { slot: 'write' }, draft).blob).toString(), 'half a sentence');

  const salted = ask('kdf_new', cost).json;
  const key = ask('kdf', salted, Buffer.from('a passphrase')).blob;
  const file = ask('key_seal', salted, key).blob;
  assert.deepEqual(ask('key_info', {}, file).json, salted);
  assert.deepEqual(Buffer.from(ask('key_open', {}, Buffer.concat([key, file])).blob), Buffer.from(secret));
  assert.deepEqual(Buffer.from(ask('secret').blob), Buffer.from(secret));
  const exported = ask('sealed_export', { parts: [file.length, log().length] }, Buffer.concat([file, log()])).blob;
  const opened = ask('sealed_open', {}, exported);
  assert.deepEqual(opened.json, { intact: true, parts: [file.length, log().length] });

  const words = ask('words').json.words.join(' ');
  ask('words_recover', { words }, log());
  ask('renew');
  ask('words_confirm', { words });
  ask('close');

  ask('open', {}, secret);
  ask('apply', { last: true }, log());
  assert.deepEqual(ask('state').json.hash, before.hash);
  assert.equal(ask('import_check', {}, lines).json.known, 1);
  ask('import_next', { max: 1 });
  ask('discard');

  const sample = Buffer.from(ask('sample', { profile: 'ordinary', days: 30, seed: 1, now }, sampleWords('en')).blob);
  assert.equal(JSON.parse(sample.subarray(0, sample.indexOf('\n'))).at.slice(0, 4), now.slice(0, 4));
  assert.equal(ask('import_check', {}, sample).json.errors.length, 0);
  const spanish = ask('sample', { profile: 'ordinary', days: 30, seed: 1, now }, sampleWords('es')).blob;
  const called = (blob) =>
    [
      ...Buffer.from(blob)
        .toString()
        .matchAll(/"alias":"([^"]*)"/g),
    ].map(([, alias]) => alias);
  assert.ok(called(sample).includes('Dad') && !called(sample).includes('Papá'));
  assert.ok(called(spanish).includes('Papá') && !called(spanish).includes('Dad'));
  assert.throws(() => ask('sample', { profile: 'ordinary', days: 30, seed: 1, now }), { code: 'content/not_json' });
  assert.deepEqual(ask('state').json.hash, before.hash);

  const brought = readFileSync(path.join(root, 'tests/questionnaires/made-up-nine.json'));
  assert.equal(ask('questionnaire_read', {}, brought).json.body, null, 'its name does not say which it is');
  assert.equal(ask('questionnaire_read', { key: 'ecr_rs' }, brought).json.body.instrument, 'ecr_rs');
  assert.throws(() => ask('questionnaire_read', {}, Buffer.from('{}')), { code: 'questionnaire/not_fhir' });

  ask('device_name', { device: ask('devices').json.devices[0].id, name: 'this one' });
  ask('discard');
  const offered = ask('join_begin').json;
  const [, resting] = cut(ask('join_begin').blob, offered.parts);
  ask('join_code', { code: offered.code });
  assert.throws(() => ask('join_read', { code: offered.code }, resting), { code: 'vault/bad_code' });
  const knocked = ask('join_begin');
  const shown = ask('join_read', { code: knocked.json.code }, cut(knocked.blob, knocked.json.parts)[1]).json;
  assert.equal(shown.qr, knocked.json.qr);
  const { get } = ask('join_code', { code: knocked.json.code }).json;
  assert.equal(get, knocked.json.put);
  assert.equal(ask('join_answer', { qr: shown.qr }).json.path, knocked.json.get);
  const origin = 'https://hub.example';
  assert.equal(ask('sync_begin', { origin, now_ms: clock.now_ms }).json.step, 'read');
  assert.equal(ask('sync_frames', {}, log()).json.step, 'call');
  assert.equal(ask('sync_answer', { status: 0, now_ms: clock.now_ms }).json.code, 'sync/unreachable');
  assert.equal(ask('sync_stored', { ok: false, now_ms: clock.now_ms }).json.code, 'sync/not_stored');
  const errand = { origin, id: '00'.repeat(16) };
  for (const what of ['list', 'take_back']) {
    const begun = ask('resting_begin', { ...errand, what }).json;
    assert.deepEqual([begun.step, begun.path], ['call', '/v1/auth/challenge']);
    assert.equal(ask('resting_answer', { status: 0 }).json.code, 'sync/unreachable');
  }
  ask('resting_begin', { ...errand, what: 'leave', days: 7, reads: 1 }, Buffer.from('sealed'));
  for (const wrong of [{ what: 'keep' }, { what: 'leave', days: 31, reads: 1 }, { what: 'take_back', id: '00' }])
    assert.throws(() => ask('resting_begin', { ...errand, ...wrong }), { code: 'wasm/bad_request' });
  assert.throws(() => ask('successor_open', { parts: [secret.length, 0] }, secret), { code: 'vault/bad_draft' });
  asked.add('successor_open').add('join_read');
  assert.equal(ask('ending_begin', { origin }).json.path, '/v1/auth/challenge');
  assert.equal(ask('sync_answer', { status: 0, now_ms: clock.now_ms }).json.code, 'sync/unreachable');
  const farewell = ask('farewell_seal', { origin }, secret).blob;
  assert.equal(ask('ending_begin', {}, farewell).json.path, '/v1/auth/challenge');
  farewell[farewell.length - 1] ^= 1;
  assert.throws(() => ask('ending_begin', {}, farewell), { code: 'vault/bad_draft' });
  assert.equal(ask('arrive_begin', { origin, now_ms: clock.now_ms, words }).json.method, 'POST');

  const operations = ['module', 'late', 'sample_calls', 'sync_calls'].flatMap((name) =>
    operationsIn(`wasm/${name}.cc`),
  );
  assert.deepEqual([...table.keys()].sort(), operations.sort());
  assert.deepEqual([...asked].sort(), operations.sort());
});

test('the first module lacks what the table marks, and nothing else', () => {
  const late = ofTheWhole();
  assert.ok(late.length > 0);
  const sources = ['late', 'sample_calls', 'sync_calls'].flatMap((name) => operationsIn(`wasm/${name}.cc`));
  assert.deepEqual([...late].sort(), sources.sort());
  const engine = new Engine({ edition: 'first' });
  for (const op of late) assert.throws(() => engine.call(op), { code: 'wasm/unknown_op', field: 'op' }, op);
  for (const op of operationsIn('wasm/module.cc')) {
    try {
      engine.call(op);
    } catch ({ code }) {
      assert.notEqual(code, 'wasm/unknown_op', op);
    }
  }
});

test('the first module has the views that the page names, the whole one has them all', () => {
  const named = [
    ...source('wasm/ABI.md')
      .split('The first module answers')[1]
      .split('.')[0]
      .matchAll(/`(\w+)`/g),
  ];
  const first = named.map(([, name]) => name);
  const every = [...source('engine/view/every.cc').matchAll(/Named\{"(\w+)"/g)].map(([, name]) => name);
  assert.ok(first.length > 0 && every.length > first.length, every.join());
  const codeOf = (edition, name) => {
    const engine = new Engine({ edition });
    engine.call('create');
    try {
      engine.call('view', { name, args: { now } });
      return null;
    } catch ({ code }) {
      return code;
    }
  };
  for (const name of every) {
    assert.notEqual(codeOf('whole', name), 'view/unknown', name);
    assert.equal(codeOf('first', name) === 'view/unknown', !first.includes(name), name);
  }
});

test('what is asked wrongly is refused by its code and changes nothing', () => {
  const { engine, log, id } = livedIn();
  const before = engine.call('state').json;
  const salt = '00112233445566778899aabbccddeeff';
  const wrong = [
    ['wasm/unknown_op', 'op', 'revive'],
    ['wasm/bad_request', 'kind', 'put', { ...clock, body: {} }],
    ['wasm/bad_request', 'now', 'put', { ...clock, now: 'today', kind: 'moment', body: {} }],
    ['wasm/bad_request', 'now_ms', 'remove', { now, id }],
    ['wasm/bad_request', 'id', 'remove', { ...clock, id: 'the first' }],
    ['wasm/bad_request', 'max', 'import_next', { max: 0 }],
    ['wasm/bad_request', 'salt', 'kdf', { ...cost, salt: salt.toUpperCase() }, Buffer.from('a')],
    ['wasm/bad_request', 'salt', 'kdf', { ...cost, salt: salt.slice(2) }, Buffer.from('a')],
    ['wasm/bad_request', 'opslimit', 'kdf_new', { ...cost, opslimit: -1 }],
    ['wasm/bad_request', 'blob', 'key_open', {}, Buffer.alloc(31)],
    ['wasm/bad_request', 'parts', 'sealed_export', { parts: [1, 1] }, Buffer.alloc(3)],
    ['wasm/bad_request', 'parts', 'sealed_export', { parts: [-1, 4] }, Buffer.alloc(3)],
    ['vault/weak_kdf', 'memlimit', 'kdf_new', { ...cost, memlimit: cost.memlimit - 1024 }],
    ['vault/costly_kdf', 'memlimit', 'kdf_new', { ...cost, memlimit: 2 ** 32 + 1024 }],
    ['vault/words_count', '', 'words_recover', { words: 'abandon abandon' }, log()],
    ['life/no_record', 'id', 'remove', { ...clock, id: '7zzzzzzzzzzzzzzzzzzzzzzzzz' }],
    ['life/not_deleted', 'id', 'restore', { ...clock, id }],
  ];
  for (const [code, field, op, request, blob] of wrong) {
    assert.throws(() => engine.call(op, request, blob), { code, field }, `${op} ${JSON.stringify(request)}`);
  }
  assert.deepEqual(engine.call('state').json, before);
});

test('a request that is no JSON object with an op is refused', () => {
  for (const edition of editions) refusesNonsense(new Engine({ edition }));
});

function refusesNonsense(engine) {
  for (const op of [undefined, null, 7]) {
    assert.throws(() => engine.call(op), { code: 'wasm/bad_request', field: 'op' }, String(op));
  }
}

test('without a life, and without content, it says so', () => {
  const engine = new Engine({ content: null });
  assert.throws(() => engine.call('state'), { code: 'life/closed' });
  engine.call('create');
  assert.throws(() => engine.call('view', { name: 'today', args: { now } }), { code: 'wasm/no_content' });
  engine.call('close');
  assert.throws(() => engine.call('words'), { code: 'life/closed' });
});

test('a sealed export that lost its last events says that it is damaged', () => {
  const { engine, log } = livedIn();
  const salted = engine.call('kdf_new', cost).json;
  const key = engine.call('kdf', salted, Buffer.from('a passphrase')).blob;
  const file = engine.call('key_seal', salted, key).blob;
  const whole = engine.call('sealed_export', { parts: [file.length, log().length] }, Buffer.concat([file, log()])).blob;
  const last = whole.length - 400;
  assert.equal(engine.call('sealed_open', {}, whole.subarray(0, last)).json.intact, false);
});
