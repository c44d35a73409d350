// What needs a terminal: questions, single keys, passphrases without echo, the editor, colour.
import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { Session } from './session.mjs';
import { Terminal, said } from './terminal.mjs';

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
    await terminal.answer(said('cli.check.toward'), 'partner');
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
    await terminal.answer(said('cli.check.since'), '2');
    await terminal.answer(said('cli.passphrase.choose'), 'four words that rhyme');
    await terminal.answer(said('cli.passphrase.again'), 'four words that rhyem');
    await terminal.sees(said('cli.passphrase.differ'));
    await terminal.answer(said('cli.passphrase.choose'), 'four words that rhyme');
    await terminal.answer(said('cli.passphrase.again'), 'four words that rhyme');
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
    await terminal.answer(said('cli.check.toward'), '1');
    await terminal.sees('1 of 7');
    terminal.type('3');
    await terminal.sees('2 of 7');
    terminal.type('\u0004');
    await terminal.sees(said('error.cli/stopped'));
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
    await patient.answer(said('cli.passphrase.ask'), 'no');
    await patient.sees(said('cli.passphrase.wrong'));
    await patient.answer(said('cli.passphrase.ask'), 'four words that rhyme');
    await patient.sees('No one yet');
    assert.equal(await patient.ended, 0);
    const hopeless = new Terminal(session, 'ajar people');
    for (let tries = 0; tries < 3; tries++) await hopeless.answer(said('cli.passphrase.ask'), 'no');
    await hopeless.sees(said('error.vault/wrong_key'));
    assert.equal(await hopeless.ended, 3);
  }));

test('a moment by questions, each of which can be skipped', () =>
  at(async (session) => {
    await begun(session);
    const terminal = new Terminal(session, 'ajar note');
    await terminal.answer(said('cli.question.moment.trigger'), 'They asked.\nI left.\n');
    await terminal.answer(said('cli.question.moment.urge'), '12');
    await terminal.sees(said('cli.ask.number', { low: 0, high: 10 }));
    await terminal.answer(said('cli.question.moment.urge'), '7');
    await terminal.answer(said('cli.question.moment.did'), '1, left');
    await terminal.answer(said('cli.note.more'), 'yes');
    await terminal.answer(said('cli.question.moment.emotions'), 'calm,sad,hurt,numb');
    await terminal.answer(said('cli.ask.choices', { most: 3 }), 'sad 23');
    for (const field of [
      'mood.pleasant',
      'mood.activated',
      'situations',
      'body',
      'needed',
      'close_before',
      'close_after',
      'meant',
      'later',
    ]) {
      await terminal.answer(said(`cli.question.moment.${field}`), '');
    }
    await terminal.sees('Kept');
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
    await terminal.answer(said('cli.passphrase.choose'), '');
    await terminal.answer(said('cli.passphrase.none'), 'yes');
    await terminal.answer(said('cli.question.person.alias'), 'Max');
    await terminal.answer(said('cli.question.person.relation'), '3');
    await terminal.answer(said('cli.question.person.ring'), '1');
    await terminal.answer('Is it safe', 'at least');
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
    await terminal.answer(said('cli.question.step.person'), 'alex');
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
    await terminal.sees('Kept');
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
    await failing.sees(said('error.cli/editor_left_draft'));
    assert.equal(await failing.ended, 1);
    const { out } = await session.run('grep -rc Half .local');
    assert.match(out, /ajar\.db:0/);
    const again = new Terminal(session, 'ajar write', editor(session, ', and the other.'));
    await again.sees(said('cli.write.draft_found'));
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
    await again.sees(said('cli.write.draft_found'));
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
    await terminal.answer(said('cli.form.again'), 'yes');
    await terminal.sees(said('cli.edit.kept'));
    assert.equal(await terminal.ended, 0);
    const { out } = await session.run('ajar export');
    assert.match(out, /"urge":6,"trigger":"meant: They asked"/);
  }));

test('everything is deleted only when the words for it were typed', () =>
  at(async (session) => {
    await begun(session);
    const shy = new Terminal(session, 'ajar delete --everything');
    await shy.answer(said('cli.delete.type', { word: said('cli.delete.word') }), 'yes');
    await shy.sees(said('error.cli/stopped'));
    assert.equal(await shy.ended, 1);
    assert.ok(readdirSync(path.join(session.place, '.local/share')).includes('ajar'));
    const sure = new Terminal(session, 'ajar delete --everything');
    await sure.answer(said('cli.delete.type', { word: said('cli.delete.word') }), said('cli.delete.word'));
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

test('a questionnaire that is broken off goes on where it stopped', () =>
  at(async (session) => {
    const text = new URL('../questionnaires/made-up-nine.json', import.meta.url).pathname;
    await begun(session);
    const adding = new Terminal(session, `ajar questionnaire add ${text}`);
    await adding.answer(said('questionnaire.which_key'), '1');
    await adding.sees('Added as ECR-RS');
    assert.equal(await adding.ended, 0);

    const first = new Terminal(session, 'ajar questionnaire answer');
    await first.answer(said('questionnaire.whom'), 'partner');
    await first.sees('Think of one person');
    await first.sees('1 of 9');
    first.type('9'); // no answer here: nothing happens
    first.type('3');
    await first.sees('2 of 9');
    first.type('b');
    await first.sees('1 of 9');
    first.type('4');
    await first.sees('2 of 9');
    first.type('s');
    await first.sees('3 of 9');
    first.type('5');
    await first.sees('4 of 9');
    first.type('\u0004');
    await first.sees('Stopped, and kept.');
    assert.equal(await first.ended, 0);
    const list = await session.run('ajar questionnaire');
    assert.match(list.out, /2 answers of\s+9 kept/);
    assert.match(list.out, /not answered yet/, 'what was broken off counts nowhere');

    const second = new Terminal(session, 'ajar questionnaire answer');
    await second.answer(said('questionnaire.whom'), 'partner');
    await second.sees('2 of 9'); // the first that has no answer
    for (const key of 's544444444'.slice(0, 8)) {
      second.type(key);
    }
    await second.sees('Avoidance: ');
    assert.equal(await second.ended, 0);
    const after = JSON.parse((await session.run('ajar questionnaire show --json')).out);
    assert.equal(after.open, null);
    assert.equal(after.results.length, 1);
    assert.equal(after.results[0].scales[0].answered, 5);
  }));
