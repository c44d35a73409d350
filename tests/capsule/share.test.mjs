// Letting someone in from the terminal: what leaves is shown first, the real `age` opens what Ajar made, and Ajar opens what
// it made.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { test } from 'node:test';
import { Terminal, said } from '../cli/terminal.mjs';
import { openWithIdentity, openWithPhrase, sealToRecipient, sealWithPhrase } from './age.mjs';
import { nasty, person } from './person.mjs';

const identityOf = (file) => /^AGE-SECRET-KEY-.*$/m.exec(readFileSync(file, 'utf8'))[0];
const recipientOf = (file) => /age1\w+/.exec(readFileSync(file, 'utf8'))[0];

test('age opens what Ajar sealed with words, and the text and the records say the same', async (t) => {
  const one = await person(t);
  const id = await one.entry(nasty);
  const { phrase } = await one.share(`${id} --out capsule.age`);
  assert.match(phrase, /^([a-z]{3,8}-){6}[a-z]{3,8}$/);
  const text = String(await openWithPhrase(one.place, readFileSync(one.file('capsule.age')), phrase));
  const cut = text.lastIndexOf('--- ajar capsule 1 ---\n');
  assert.ok(text.slice(0, cut).includes(nasty));
  const record = JSON.parse(text.slice(cut).split('\n')[1]);
  assert.deepEqual(Object.keys(record), ['kind', 'at', 'body']);
  assert.deepEqual(record.body, { text: nasty });
  assert.equal(statSync(one.file('capsule.age')).mode & 0o777, 0o600);
});

test('age opens what Ajar sealed to its key, and Ajar opens what age sealed to it', async (t) => {
  const one = await person(t);
  spawnSync('age-keygen', ['-o', one.file('key')]);
  const recipient = recipientOf(one.file('key'));
  const id = await one.entry('For one reader.');
  const shared = await one.share(`${id} --out capsule.age --recipient ${recipient}`);
  assert.equal(shared.phrase, undefined);
  const text = openWithIdentity(one.place, readFileSync(one.file('capsule.age')), identityOf(one.file('key')));
  assert.ok(String(text).includes('For one reader.'));

  for (const options of [[], ['-a']]) {
    one.write('theirs.age', sealToRecipient(one.place, text, recipient, options));
    const { out, code } = await one.run('ajar open-capsule theirs.age --identity key');
    assert.equal(code, 0);
    assert.ok(out.includes('For one reader.'));
  }
});

test('Ajar opens what age sealed with words', async (t) => {
  const one = await person(t);
  const id = await one.entry('As it was.');
  const { phrase } = await one.share(`${id} --out capsule.age`);
  const text = await openWithPhrase(one.place, readFileSync(one.file('capsule.age')), phrase);
  for (const options of ['', '-a']) {
    one.write('theirs.age', await sealWithPhrase(one.place, text, 'a phrase of my own', options));
    const { out, code } = await one.run('ajar open-capsule theirs.age --phrase-file -', 'a phrase of my own\n');
    assert.equal(code, 0);
    assert.ok(out.includes('As it was.'));
  }
});

test('words may be typed in any writing, and wrong ones cost nothing', async (t) => {
  const one = await person(t);
  const id = await one.entry('Behind seven words.');
  const { phrase } = await one.share(`${id} --out capsule.age --html page.html`);
  const typed = phrase
    .split('-')
    .map((word) => word.slice(0, 4).toUpperCase())
    .join(', ');
  for (const file of ['capsule.age', 'page.html']) {
    const right = await one.run(`ajar open-capsule ${file} --phrase-file -`, typed);
    assert.ok(right.out.includes('Behind seven words.'), right.err);
    const wrong = await one.run(`ajar open-capsule ${file} --phrase-file -`, 'abandon '.repeat(7));
    assert.equal(wrong.code, 3);
    assert.equal(wrong.out, '');
  }
});

test('what leaves is on the screen before anything is made, and the words stand there once', async (t) => {
  const one = await person(t);
  const id = one.session.unmask(await one.entry('Only this.'));
  const no = new Terminal(one.session, `ajar share ${id} --out capsule.age`);
  await no.sees('Only this.');
  await no.answer(said('cli.share.ask'), 'no');
  assert.notEqual(await no.ended, 0);
  assert.equal(existsSync(one.file('capsule.age')), false);

  const yes = new Terminal(one.session, `ajar share ${id} --out capsule.age`);
  await yes.answer(said('cli.share.ask'), 'yes');
  await yes.sees(said('cli.share.phrase_once'));
  assert.equal(await yes.ended, 0);
  const [phrase] = /([a-z]{3,8}-){6}[a-z]{3,8}/.exec(yes.text);
  assert.equal(yes.text.split(phrase).length, 2);

  const reader = new Terminal(one.session, 'ajar open-capsule capsule.age');
  await reader.answer(said('cli.open_capsule.ask'), 'some other words');
  await reader.sees(said('cli.open_capsule.wrong'));
  await reader.answer(said('cli.open_capsule.ask'), phrase.replaceAll('-', ' '));
  await reader.sees('Only this.');
  assert.equal(await reader.ended, 0);
  assert.ok(!reader.text.includes(phrase), 'what is typed is not shown');
});

test('without a terminal it is refused unless that was answered before', async (t) => {
  const one = await person(t);
  const id = await one.entry('Only this.');
  assert.equal((await one.run(`ajar share ${id} --out capsule.age`)).code, 6);
  assert.equal(existsSync(one.file('capsule.age')), false);
});

test('only what is shown leaves: no person, no id, no revision, and no field that was left out', async (t) => {
  const one = await person(t);
  await one.run('ajar people add --relation friend', 'Sam');
  const { out } = await one.run('ajar note --urge 7 --with sam --did went_quiet', 'They asked.');
  const id = /\((id\d+)\)/.exec(out)[1];
  const { phrase } = await one.share(`${id} --out all.age`);
  const text = String(await openWithPhrase(one.place, readFileSync(one.file('all.age')), phrase));
  const { body } = JSON.parse(text.trim().split('\n').at(-1));
  assert.deepEqual(body, { trigger: 'They asked.', urge: 7, did: ['went_quiet'] });
  assert.ok(!/Sam|"rev"|"id"|"person"/.test(text));

  const less = await one.share(`${id} --out less.age --without urge --without did`);
  const rest = String(await openWithPhrase(one.place, readFileSync(one.file('less.age')), less.phrase));
  assert.deepEqual(JSON.parse(rest.trim().split('\n').at(-1)).body, { trigger: 'They asked.' });
  assert.ok(!rest.includes('7'.concat('\n')));

  const typing = await one.run(`ajar share ${id} --out typo.age --without urges --yes`);
  assert.equal(typing.code, 2);
  assert.equal(existsSync(one.file('typo.age')), false);
});

test('a page holds the same for everyone but for the file in it', async (t) => {
  const one = await person(t);
  const id = await one.entry(nasty);
  await one.share(`${id} --out one.age --html one.html`);
  await one.share(`${id} --html two.html`);
  const block = /-----BEGIN AGE ENCRYPTED FILE-----[^<]*-----END AGE ENCRYPTED FILE-----\n/;
  const [first, second] = ['one.html', 'two.html'].map((name) => readFileSync(one.file(name), 'utf8'));
  assert.notEqual(first, second);
  assert.equal(first.replace(block, ''), second.replace(block, ''));
  const inside = Buffer.from(block.exec(first)[0].split('\n').slice(1, -2).join(''), 'base64');
  assert.deepEqual(inside, readFileSync(one.file('one.age')));
});

test('nothing is overwritten, and what may not leave stays', async (t) => {
  const one = await person(t);
  const id = await one.entry('Once.');
  await one.share(`${id} --out capsule.age`);
  const before = readFileSync(one.file('capsule.age'));
  assert.equal((await one.run(`ajar share ${id} --out capsule.age --yes`)).code, 6);
  assert.deepEqual(readFileSync(one.file('capsule.age')), before);
  const { out } = await one.run('ajar people add --relation friend', 'Sam');
  assert.equal((await one.run(`ajar share ${/\((id\d+)\)/.exec(out)[1]} --out person.age --yes`)).code, 6);
  assert.equal((await one.run(`ajar share ${id} --yes`)).code, 2);
  assert.equal((await one.run(`ajar share ${id} --out x.age --recipient age1nonsense --yes`)).code, 2);
});

test('an entry remembers where it went', async (t) => {
  const one = await person(t);
  const id = await one.entry('Read by somebody.');
  await one.share(`${id} --out capsule.age --outward therapist`);
  const { out } = await one.run(`ajar show ${id} --json`);
  assert.equal(JSON.parse(out).current.outward, 'therapist');
});
