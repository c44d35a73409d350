// What needs a terminal: questions, single keys, passphrases without echo, the editor, colour.
import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { Session } from './session.mjs';
import { Terminal } from './terminal.mjs';

async function at(act) {
  const place = mkdtempSync('/tmp/ajar-cli-');
  const session = new Session(place);
  try {
    await act(session);
  } finally {
    session.end();
    rmSync(place, { recursive: true, force: true });
  }
}

/** An editor that keeps what it was given and what lay around it, adds `words`, and ends with `code`. */
function editor(session, words, code = 0) {
  const file = path.join(session.place, 'editor');
  writeFileSync(
    file,
    `#!/bin/sh\ncat "$1" >${session.place}/seen\nstat -c %A "$1" "$(dirname "$1")" >${session.place}/modes\n` +
      `printf '%s' '${words}' >>"$1"\ncp "$1" "$1~"\nexit ${code}\n`,
  );
  chmodSync(file, 0o700);
  return { EDITOR: file };
}

const begun = (session) => session.run('ajar begin --no-passphrase');

test('a newcomer answers seven statements before anything is asked about a passphrase', () =>
  at(async (session) => {
    const terminal = new Terminal(session, 'ajar check');
    await terminal.answer('Which relationship is on your mind?', 'partner');
    await terminal.sees('1 of 7');
    terminal.type('3');
    await terminal.sees('Mostly');
    await terminal.sees('2 of 7');
    terminal.type('x'); // no answer: nothing happens
    terminal.type('\u001b[A'); // an arrow key neither
    terminal.type('b');
    await terminal.sees('1 of 7');
    for (const [key, number] of [...'44s0124'].map((key, index) => [key, index + 1])) {
      if (number > 1) await terminal.sees(`${number} of 7`);
      terminal.type(key);
    }
    await terminal.answer('Since when?', '2');
    await terminal.answer('A passphrase:', 'four words that rhyme');
    await terminal.answer('The same again:', 'four words that rhyem');
    await terminal.sees('not the same');
    await terminal.answer('A passphrase:', 'four words that rhyme');
    await terminal.answer('The same again:', 'four words that rhyme');
    await terminal.sees('With your partner');
    assert.equal(await terminal.ended, 0);
    assert.ok(!terminal.text.includes('rhyme'), 'the passphrase is not shown');

    writeFileSync(path.join(session.place, 'secret'), 'four words that rhyme\n');
    const { out } = await session.run('ajar view check --json --passphrase-file secret');
    assert.match(
      out,
      /"answers":\{"open_up":4,"keep_in":4,"alone_as_always":0,"step_back":1,"no_burden":2,"learned_to_cope":4\}/,
    );
    assert.match(out, /"since":"years"/);
  }));

test('Ctrl-D in the middle keeps nothing and creates nothing', () =>
  at(async (session) => {
    const terminal = new Terminal(session, 'ajar check');
    await terminal.answer('Which relationship', '1');
    await terminal.sees('1 of 7');
    terminal.type('3');
    await terminal.sees('2 of 7');
    terminal.type('\u0004');
    await terminal.sees('Nothing was kept');
    assert.equal(await terminal.ended, 1);
    assert.ok(!readdirSync(session.place).includes('.local'));
  }));

test('Ctrl-C in the middle of a key leaves the terminal as it was', () =>
  at(async (session) => {
    const terminal = new Terminal(session, 'trap : INT; ajar check --toward family; stty -a');
    await terminal.sees('1 of 7');
    terminal.type('\u0003');
    await terminal.sees('isig icanon');
    await terminal.ended;
    assert.match(terminal.text, / echo /);
  }));

test('a wrong passphrase can be mended three times, then it is over', () =>
  at(async (session) => {
    writeFileSync(path.join(session.place, 'secret'), 'four words that rhyme\n');
    await session.run('ajar begin --passphrase-file secret');
    const patient = new Terminal(session, 'ajar people');
    await patient.answer('Passphrase:', 'no');
    await patient.sees('does not fit');
    await patient.answer('Passphrase:', 'four words that rhyme');
    await patient.sees('No one yet');
    assert.equal(await patient.ended, 0);
    const hopeless = new Terminal(session, 'ajar people');
    for (let tries = 0; tries < 3; tries++) await hopeless.answer('Passphrase:', 'no');
    await hopeless.sees('The passphrase does not fit');
    assert.equal(await hopeless.ended, 3);
  }));

test('a moment by questions, each of which can be skipped', () =>
  at(async (session) => {
    await begun(session);
    const terminal = new Terminal(session, 'ajar note');
    await terminal.answer('What happened?', 'They asked.\nI left.\n');
    await terminal.answer('0 to 10:', '12');
    await terminal.sees('from 0 to 10');
    await terminal.answer('0 to 10:', '7');
    await terminal.answer('What did you do?', '1, left');
    await terminal.answer('More?', 'yes');
    await terminal.answer('Which feelings', 'calm,sad,hurt,numb');
    await terminal.answer('At most 3', 'sad 23');
    for (const question of [
      'unpleasant',
      'still',
      'What was it',
      'Where in',
      'need',
      'before',
      'after',
      'mean',
      'after',
    ]) {
      await terminal.answer(question, '');
    }
    await terminal.sees('Kept.');
    assert.equal(await terminal.ended, 0);
    const { out } = await session.run('ajar export');
    assert.match(
      out,
      /"trigger":"They asked.\\nI left.","urge":7,"did":\["went_quiet","left"\],"emotions":\["sad","lonely"\]\}/,
    );
  }));

test('someone added by questions, with the question whether it is safe', () =>
  at(async (session) => {
    const terminal = new Terminal(session, 'ajar people add');
    await terminal.answer('A passphrase:', '');
    await terminal.answer('No passphrase at all?', 'yes');
    await terminal.answer('Their name here', 'Max');
    await terminal.answer('Who are they', '3');
    await terminal.answer('How near', '1');
    await terminal.answer('Is it safe', 'one of');
    await terminal.sees('protection');
    assert.equal(await terminal.ended, 0);
    const { out } = await session.run('ajar people');
    assert.equal(out, 'close\n  Max                 partner, not safe\n\n' + out.split('\n\n')[1]);
  }));

test('before a harder step the question whether it is safe comes first, and is kept', () =>
  at(async (session) => {
    await begun(session);
    await session.run('ajar people add --relation partner', 'Alex\n');
    const terminal = new Terminal(session, 'ajar step plan partner_5d');
    await terminal.answer('With whom?', 'alex');
    await terminal.answer('Is it safe', 'unsafe');
    await terminal.sees('protection');
    assert.equal(await terminal.ended, 6);
    const { out } = await session.run('ajar export');
    assert.match(out, /"safety":"unsafe"/);
    assert.doesNotMatch(out, /"kind":"step"/);
  }));

test('what the editor wrote is kept, and its private folder is gone', () =>
  at(async (session) => {
    await begun(session);
    const terminal = new Terminal(session, 'ajar write --prompt almost_said', editor(session, 'That I was glad.'));
    await terminal.sees('Kept.');
    assert.equal(await terminal.ended, 0);
    assert.match(readFileSync(path.join(session.place, 'seen'), 'utf8'), /^# Something I almost said today.\n# /);
    assert.equal(readFileSync(path.join(session.place, 'modes'), 'utf8'), '-rw-------\ndrwx------\n');
    assert.deepEqual(readdirSync(session.env.XDG_RUNTIME_DIR), []);
    const { out } = await session.run('ajar export');
    assert.match(out, /"prompt":"almost_said","mode":"question","text":"That I was glad."/);
  }));

test('an editor that fails leaves a sealed draft, which the next one goes on with', () =>
  at(async (session) => {
    await begun(session);
    const failing = new Terminal(session, 'ajar write', editor(session, 'Half a sentence', 1));
    await failing.sees('kept as a sealed draft');
    assert.equal(await failing.ended, 1);
    const { out } = await session.run('grep -rc Half .local');
    assert.match(out, /ajar\.db:0/);
    const again = new Terminal(session, 'ajar write', editor(session, ', and the other.'));
    await again.sees('A draft was waiting');
    assert.equal(await again.ended, 0);
    assert.equal(readFileSync(path.join(session.place, 'seen'), 'utf8'), 'Half a sentence');
    const after = new Terminal(session, 'ajar write', editor(session, 'Another.'));
    await after.ended;
    assert.equal(readFileSync(path.join(session.place, 'seen'), 'utf8'), '');
  }));

test('a terminal that is closed while the editor is open leaves a draft and no file', () =>
  at(async (session) => {
    await begun(session);
    const slow = path.join(session.place, 'slow');
    writeFileSync(slow, `#!/bin/sh\nprintf 'Saved so far.' >"$1"\necho ready >${session.place}/ready\nexec sleep 60\n`);
    chmodSync(slow, 0o700);
    const env = { EDITOR: slow };
    const terminal = new Terminal(
      session,
      'ajar write </dev/tty & until [ -e ready ]; do sleep 0.05; done; kill -HUP $!; wait $!',
      env,
    );
    await terminal.ended;
    assert.deepEqual(readdirSync(session.env.XDG_RUNTIME_DIR), []);
    const again = new Terminal(session, 'ajar write', editor(session, ' And the rest.'));
    await again.sees('A draft was waiting');
    await again.ended;
    const { out } = await session.run('ajar export');
    assert.match(out, /"text":"Saved so far. And the rest."/);
  }));

test('a form with a fault goes back into the editor with all of it', () =>
  at(async (session) => {
    await begun(session);
    await session.run('ajar note --urge 7', 'They asked.\n');
    const file = path.join(session.place, 'twice');
    writeFileSync(
      file,
      `#!/bin/sh\ngrep -q meant: "$1" || { sed -i 's/^7$/70/; s/^They asked.$/meant: They asked/' "$1"; exit; }\nsed -i 's/^70$/6/' "$1"\n`,
    );
    chmodSync(file, 0o700);
    const terminal = new Terminal(session, `ajar edit ${session.unmask('id1')}`, { EDITOR: file });
    await terminal.answer('Back into the editor', 'yes');
    await terminal.sees('Changed.');
    assert.equal(await terminal.ended, 0);
    const { out } = await session.run('ajar export');
    assert.match(out, /"urge":6,"trigger":"meant: They asked"/);
  }));

test('everything is deleted only when the words for it were typed', () =>
  at(async (session) => {
    await begun(session);
    const shy = new Terminal(session, 'ajar delete --everything');
    await shy.answer('type “delete everything”', 'yes');
    await shy.sees('Nothing was kept');
    assert.equal(await shy.ended, 1);
    assert.ok(readdirSync(path.join(session.place, '.local/share')).includes('ajar'));
    const sure = new Terminal(session, 'ajar delete --everything');
    await sure.answer('type “delete everything”', 'delete everything');
    assert.equal(await sure.ended, 0);
    assert.deepEqual(readdirSync(path.join(session.place, '.local/share')), []);
  }));

test('colour stands on a terminal only, and NO_COLOR takes it away', () =>
  at(async (session) => {
    await begun(session);
    const colour = /\u001b\[[0-9;]*m/;
    const coloured = new Terminal(session, 'ajar');
    await coloured.ended;
    assert.match(coloured.raw, colour);
    for (const env of [{ NO_COLOR: '1' }, { TERM: 'dumb' }]) {
      const plain = new Terminal(session, 'ajar', env);
      await plain.ended;
      assert.doesNotMatch(plain.raw, colour);
      assert.equal(plain.text, coloured.text);
    }
    const empty = new Terminal(session, 'ajar', { NO_COLOR: '' });
    await empty.ended;
    assert.match(empty.raw, colour);
    const { out } = await session.run('ajar');
    assert.doesNotMatch(out, colour);
  }));
