// The modules for the browser, run in Node: what each asks of its host, and that it keeps a life as the page drives it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { root } from '../../tools/server.mjs';
import { Engine, compiled, cut, editions } from './engine.mjs';

const moment = { kind: 'moment', body: { urge: 7, trigger: 'asked about the weekend' } };
const at = { now: '2026-03-01T20:15:00+01:00', now_ms: 1772392500000 };

/** A new life: its engine, secret and first frame. */
function newLife(edition) {
  const engine = new Engine({ edition });
  const { json, blob } = engine.call('create');
  const [secret, genesis] = cut(blob, json.parts);
  return { engine, secret, genesis, vault: json.vault };
}

/** The same life in another instance, from what was stored. */
function reopened(edition, secret, ...frames) {
  const engine = new Engine({ edition });
  engine.call('open', {}, secret);
  const applied = engine.call('apply', { last: true }, Buffer.concat(frames)).json;
  return { engine, applied };
}

for (const edition of editions) {
  test(`${edition}: its only import is random`, () => {
    assert.deepEqual(WebAssembly.Module.imports(compiled[edition]), [
      { module: 'ajar', name: 'random', kind: 'function' },
    ]);
  });

  test(`${edition}: it exports what wasm/ABI.md names and nothing else`, () => {
    const abi = readFileSync(path.join(root, 'wasm/ABI.md'), 'utf8').split('Request:')[0];
    const documented = [...abi.matchAll(/`(memory|_initialize|aj_\w+)/g)].map(([, name]) => name).sort();
    const exported = WebAssembly.Module.exports(compiled[edition]).map(({ name }) => name);
    assert.deepEqual(exported.sort(), [...new Set(documented)]);
  });

  test(`${edition}: a record is there again after reopening, and the state is the same`, () => {
    const { engine, secret, genesis } = newLife(edition);
    const { frames, json } = engine.write('put', { ...moment, ...at });
    const before = engine.call('state').json;
    const again = reopened(edition, secret, genesis, frames);
    assert.deepEqual(again.applied.damaged, []);
    assert.deepEqual(again.engine.call('state').json, before);
    const lines = Buffer.from(again.engine.call('export').blob).toString();
    assert.equal(JSON.parse(lines).id, json.id);
    assert.equal(JSON.parse(lines).body.trigger, moment.body.trigger);
  });

  test(`${edition}: what was prepared and not accepted is not there`, () => {
    const { engine } = newLife(edition);
    const before = engine.call('state').json;
    engine.call('put', { ...moment, ...at });
    assert.throws(() => engine.call('put', { ...moment, ...at }), { code: 'life/busy' });
    engine.call('discard');
    assert.deepEqual(engine.call('state').json, before);
  });

  test(`${edition}: no word of a record is in what is stored`, () => {
    const { engine, genesis } = newLife(edition);
    const { frames } = engine.write('put', { ...moment, ...at });
    const stored = Buffer.concat([genesis, frames]);
    for (const word of ['weekend', 'moment', 'trigger', '2026']) assert.equal(stored.includes(word), false, word);
  });

  test(`${edition}: one flipped byte is named by its event, and the rest stays readable`, () => {
    const { engine, secret, genesis } = newLife(edition);
    const frames = [1, 2, 3].map((urge) => engine.write('put', { kind: 'moment', body: { urge }, ...at }).frames);
    const damaged = frames.map((frame) => frame.slice());
    damaged[1][300] ^= 1;
    const { engine: again, applied } = reopened(edition, secret, genesis, ...damaged);
    assert.ok(applied.damaged.some(({ index, code }) => index === 2 && code === 'vault/bad_event'));
    assert.equal(again.call('state').json.records, 2);
  });

  test(`${edition}: another life’s secret opens nothing`, () => {
    const one = newLife(edition);
    const other = newLife(edition);
    const { applied } = reopened(edition, other.secret, one.genesis);
    assert.ok(applied.damaged.length > 0);
  });
}

test('an export imported into another life gives the same state', () => {
  const { engine } = newLife('whole');
  for (const urge of [1, 2, 3]) engine.write('put', { kind: 'moment', body: { urge }, ...at });
  const { blob: lines } = engine.call('export');
  const other = newLife('whole').engine;
  assert.deepEqual(other.call('import_check', {}, lines).json.errors, []);
  while (other.call('import_next', { max: 2 }).json.left > 0);
  other.call('accept');
  assert.equal(other.call('state').json.hash, engine.call('state').json.hash);
});

test('a life kept by one module is the same in the other, both ways', () => {
  for (const [from, to] of [editions, [...editions].reverse()]) {
    const { engine, secret, genesis } = newLife(from);
    const kept = [1, 2, 3].map((urge) => engine.write('put', { kind: 'moment', body: { urge }, ...at }));
    const removed = engine.write('remove', { ...at, id: kept[0].json.id }).frames;
    const draft = engine.call('draft_seal', { slot: 'moment' }, Buffer.from('half a word')).blob;
    const again = reopened(to, secret, genesis, ...kept.map(({ frames }) => frames), removed);
    assert.deepEqual(again.applied.damaged, []);
    assert.deepEqual(again.engine.call('state').json, engine.call('state').json);
    assert.equal(
      Buffer.from(again.engine.call('draft_open', { slot: 'moment' }, draft).blob).toString(),
      'half a word',
    );
    again.engine.write('put', { ...moment, ...at });
  }
});

test('both modules answer the same, and what the engine reads of the content is enough', () => {
  const rules = readFileSync(path.join(root, 'build/content/engine/en.json'));
  const { engine, secret, genesis } = newLife('first');
  const { items, version } = JSON.parse(rules).statements;
  const answers = { partner: { [items[0].id]: 3 } };
  const check = { kind: 'check', body: { version, answers, since: { partner: 'years' } } };
  const { frames, json } = engine.write('put', { ...check, ...at });
  const asked = [
    ['today', { now: at.now }],
    ['check', { now: at.now }],
    ['mirror', { now: at.now, check: json.id }],
    ['settings', { now: at.now }],
    ['help', { now: at.now }],
  ];
  const whole = reopened('whole', secret, genesis, frames).engine;
  for (const [name, args] of asked) {
    const answer = whole.call('view', { name, args }).json;
    assert.deepEqual(engine.call('view', { name, args }).json, answer, name);
    for (const one of [engine, whole]) one.call('content', {}, rules);
    assert.deepEqual(engine.call('view', { name, args }).json, answer, `${name}, by the rules alone`);
    assert.deepEqual(whole.call('view', { name, args }).json, answer, `${name}, by the rules alone`);
  }
});

test('the capsule’s module asks for randomness alone, exports the same call, and seals', () => {
  const capsule = new WebAssembly.Module(readFileSync(path.join(root, 'build/wasm/wasm/capsule.wasm')));
  assert.deepEqual(WebAssembly.Module.imports(capsule), WebAssembly.Module.imports(compiled.whole));
  assert.deepEqual(WebAssembly.Module.exports(capsule), WebAssembly.Module.exports(compiled.whole));
  const engine = new Engine({ content: null, module: capsule });
  const { phrase } = engine.call('capsule_phrase').json;
  assert.match(phrase, /^([a-z]{3,8}-){6}[a-z]{3,8}$/);
  const records = ['{"kind":"entry","at":"2026-03-01T20:15:00+01:00","body":{"text":"One line."}}'];
  const { json, blob } = engine.call('capsule_seal', { text: 'One line.\n', records, phrase });
  const [file, armored] = cut(blob, json.parts).map((part) => Buffer.from(part).toString('latin1'));
  assert.ok(file.startsWith('age-encryption.org/v1\n-> scrypt '));
  const inside = armored.trimEnd().split('\n').slice(1, -1).join('');
  assert.equal(Buffer.from(inside, 'base64').toString('latin1'), file);
  const origin = 'https://hub.example';
  const { id, link, bare } = engine.call('capsule_link', { origin, language: 'es', phrase }).json;
  assert.match(id, /^[0-9a-f]{32}$/);
  assert.deepEqual([bare, link], [`${origin}/capsule-es.html#${id}`, `${origin}/capsule-es.html#${id}.${phrase}`]);
  assert.throws(() => engine.call('capsule_link', { origin: 'hub', language: 'en', phrase }), {
    code: 'wasm/bad_request',
    field: 'origin',
  });
  assert.throws(() => engine.call('capsule_seal', { text: '', records, phrase }), { code: 'capsule/empty' });
  assert.throws(() => engine.call('capsule_seal', { text: 'x', records: ['{}'], phrase }), {
    code: 'capsule/bad_contents',
  });
  assert.throws(() => engine.call('capsule_seal', { text: 'x', records, recipient: 'age1' }), {
    code: 'capsule/bad_recipient',
  });
  assert.throws(() => engine.call('view'), { code: 'wasm/unknown_op' });
});
