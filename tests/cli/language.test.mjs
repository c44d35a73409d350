// The terminal speaks the machine's language, or the one that the life is set to, wherever Ajar has words in it.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import test from 'node:test';
import { Session } from './session.mjs';

const built = (language) =>
  JSON.parse(readFileSync(new URL(`../../build/native/content/${language}.json`, import.meta.url), 'utf8')).messages;
const english = built('en');
const spanish = built('es');
const SPANISH = { LANG: 'es_MX.UTF-8' };

/** Sentences of English that have no argument, are long enough to be nobody's name for anything else, and are translated. */
const sentences = Object.entries(english)
  .filter(([id, text]) => text.split(' ').length >= 3 && !/[{<|]/.test(text) && spanish[id] !== text)
  .map(([, text]) => text);

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

const flat = (text) => text.replace(/\s+/g, ' ');
const inEnglish = (text) => sentences.filter((sentence) => flat(text).includes(sentence));

/** Every command by its path, as the completions know them. */
async function commands(session) {
  const { out } = await session.run('ajar completions bash');
  const cases = out.slice(out.indexOf('case "$path" in'), out.indexOf('case "$path $before" in'));
  return [...cases.matchAll(/^ +"([^"]*)"\)/gm)].map(([, name]) => name);
}

test('a Spanish machine is spoken to in Spanish, by every command’s help', () =>
  at(async (session) => {
    const all = await commands(session);
    assert.ok(all.length > 50 && all.includes('step plan'), all.join(', '));
    for (const command of all) {
      const { out, err, code } = await session.run(`ajar ${command} --help`, '', SPANISH);
      assert.equal(code, 0, `${command}: ${err}`);
      assert.deepEqual(inEnglish(out), [], `ajar ${command} --help`);
    }
    const top = await session.run('ajar --help', '', SPANISH);
    assert.ok(flat(top.out).includes(spanish['cli.help.check']), top.out);
  }));

test('a day in Spanish: begin, note, today, learn, help at once, an error', () =>
  at(async (session) => {
    const run = (command, input = '') => session.run(command, input, SPANISH);
    const said = [];
    for (const [command, input] of [
      ['ajar begin --no-passphrase'],
      ['ajar people add Nora --relation partner'],
      ['ajar note --urge 7 --person Nora'],
      ['ajar write', 'Hoy fue un día largo.\n'],
      ['ajar'],
      ['ajar people'],
      ['ajar journey'],
      ['ajar patterns'],
      ['ajar learn'],
      ['ajar learn once_worked'],
      ['ajar help-now'],
      ['ajar settings'],
      ['ajar vocabulary emotion'],
    ]) {
      const { out, err } = await run(command, input);
      said.push(out + err);
      assert.deepEqual(inEnglish(out + err), [], command);
    }
    assert.ok(said.at(-1).includes('vergüenza') || said.at(-1).includes('avergonzad'), said.at(-1));
    const wrong = await run('ajar settings language fr');
    assert.equal(flat(wrong.err).includes('solo en en y es'), true, wrong.err);
    assert.notEqual(wrong.code, 0);
  }));

test('the life’s own setting goes before the machine’s, and a language without words is English', () =>
  at(async (session) => {
    assert.equal((await session.run('ajar begin --no-passphrase')).code, 0);
    assert.equal((await session.run('ajar settings language es')).code, 0);
    const set = await session.run('ajar settings');
    assert.ok(flat(set.out).includes(spanish['cli.settings.names']), set.out);
    assert.ok(flat((await session.run('ajar learn')).out).includes(spanish['learn.part.idea']));
    assert.equal((await session.run('ajar settings language en-GB', '', SPANISH)).code, 0);
    assert.ok(flat((await session.run('ajar settings', '', SPANISH)).out).includes(english['cli.settings.names']));
    const other = await session.run('ajar --help', '', { LANG: 'ja_JP.UTF-8' });
    assert.ok(flat(other.out).includes(english['cli.help.check']));
  }));
