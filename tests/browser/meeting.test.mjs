// Two browsers and a terminal in one vault: they write apart while the hub is away, meet, agree, and the hub holds no word of it.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { addPerson, button, enter, setPassphrase, stateHash, terminal, write } from './acts.mjs';
import { found } from './bytes.mjs';
import { desk, openApp, t } from './harness.mjs';
import { beginSync, compare, hubIn, letIn, letInTerminal, runOnce } from './together.mjs';

const passphrase = 'seven herons by an unlit canal';
const aliases = ['Marguerite Oduya', 'Þórhallur'];
const names = { first: 'The phone with the crack', terminal: 'Machine under the stairs' };
const prose = {
  shared: 'We said we would talk on Sunday, and Sunday came.',
  byFirst: 'We said we would talk on Sunday, and I went for a walk instead.',
  byTerminal: 'We said we would talk on Sunday; I stayed, and it was short.',
  gone: 'A list of everything wrong with the kitchen.',
  first: 'From the platform, before the train.',
  second: 'From the garden: the gate was left open.',
  terminal: 'From the cellar, where the line is bad.',
};
const triggers = { second: 'She asked whether I was coming along.', terminal: 'The telephone rang twice.' };

function place(test) {
  const folder = mkdtempSync(path.join(tmpdir(), 'ajar-meeting-'));
  test.after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }));
  return folder;
}

/** Names the device that the page runs on. */
async function nameThis(page, name) {
  await enter(page, 'devices');
  await page
    .locator('main .rows a')
    .filter({ hasText: t('devices.this_one') })
    .click();
  await page.getByLabel(t('devices.name'), { exact: true }).fill(name);
  await page.locator('[data-key=rename]').click();
  await page.locator('main .rows').getByText(name).waitFor();
}

/** Notes a moment in own words. */
async function noteMoment(page, trigger) {
  await enter(page, 'moment');
  await page
    .locator('details.fold')
    .filter({ hasText: t('moment.words') })
    .locator('summary')
    .click();
  await page.getByLabel(t('moment.trigger'), { exact: true }).fill(trigger);
  await page.locator('[data-key=keep]').click();
  await button(page, 'parts.undo').waitFor();
}

/** The id of the entry that reads `text`, from its row in the journey. */
async function idOf(page, text) {
  await enter(page, 'journey');
  const row = page.getByRole('link').filter({ hasText: text }).first();
  return /record\/([0-9a-z]{26})/.exec(await row.getAttribute('href'))[1];
}

async function edit(page, id, text) {
  await enter(page, `record/${id}/change`);
  await page.getByRole('textbox').first().fill(text);
  await page.locator('[data-key=keep]').click();
  await page.locator('main article').getByText(text, { exact: true }).waitFor();
}

async function remove(page, text) {
  await enter(page, `record/${await idOf(page, text)}`);
  await page.locator('[data-key=delete]').click();
  await button(page, 'parts.undo').waitFor();
}

/** The 24 words, as the settings show them. */
async function recoveryWords(page) {
  await enter(page, 'settings/words');
  await button(page, 'settings.words_show').click();
  const words = await page.locator('.wordlist li').allInnerTexts();
  assert.equal(words.length, 24);
  return words.map((word) => word.trim());
}

/** What the words stand for: 32 bytes and a checksum of 8 bits. */
function secretOf(words) {
  const bits = words.map((word) => wordlist.indexOf(word).toString(2).padStart(11, '0')).join('');
  return Buffer.from(Array.from({ length: 32 }, (_, i) => parseInt(bits.slice(8 * i, 8 * i + 8), 2)));
}

const squeezed = (text) => text.replace(/\s+/g, ' ');

/** Every file of the hub, and what it logged. */
function allOf(hub) {
  const names = readdirSync(hub.folder, { recursive: true }).map(String);
  const files = names.filter((name) => statSync(path.join(hub.folder, name)).isFile());
  return [...files.map((name) => [name, readFileSync(path.join(hub.folder, name))]), ['log', Buffer.from(hub.said())]];
}

/** Fails where the hub's files hold any of the secrets in any form. */
function holdsNone(hub, secrets, devices) {
  const files = allOf(hub);
  const database = files.filter(([name]) => /\.db/.test(name));
  assert.ok(database.length > 0, 'the hub has no database');
  // What it must hold is found by the same way of looking: this is the right file, and it was filled.
  for (const id of devices) {
    assert.ok(
      database.some(([, bytes]) => found(bytes, Buffer.from(id, 'hex')).includes('plain')),
      `device ${id} is nowhere in the hub`,
    );
  }
  for (const [name, bytes] of files)
    for (const secret of secrets) assert.deepEqual(found(bytes, secret), [], `${name} holds “${secret}”`);
}

test('the search finds a text in each form in which it may be hidden', () => {
  const text = 'Þórhallur came on Sunday';
  const utf8 = Buffer.from(text);
  const wide = Buffer.from(text, 'utf16le');
  const forms = {
    plain: utf8,
    'UTF-16LE': wide,
    'UTF-16BE': Buffer.from(wide).swap16(),
    hexadecimal: Buffer.from(utf8.toString('hex')),
    'JSON escapes': Buffer.from(
      JSON.stringify(text).replace(/[^ -~]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`),
    ),
  };
  for (const [name, bytes] of Object.entries(forms)) {
    const hidden = Buffer.concat([Buffer.alloc(7, 0xa5), bytes, Buffer.alloc(9, 0x5a)]);
    assert.notDeepEqual(found(hidden, text), [], name);
  }
  assert.deepEqual(found(Buffer.from('SUNDAY CAME'), 'sunday came'), ['plain']);
  for (const bytes of [utf8, wide]) {
    for (let before = 0; before < 3; before += 1) {
      const inside = Buffer.concat([Buffer.alloc(before, 0x41), bytes, Buffer.from('?>~')]);
      for (const alphabet of ['base64', 'base64url'])
        assert.notDeepEqual(
          found(Buffer.from(inside.toString(alphabet)), text),
          [],
          `${alphabet} after ${before} bytes`,
        );
    }
  }
  assert.deepEqual(found(Buffer.from('Þórhallur came on Monday'), text), []);
});

test('two browsers and a terminal write apart, meet and agree; two versions are settled once; the hub holds no word', async (test) => {
  const folder = place(test);
  const home = path.join(folder, 'terminal');
  mkdirSync(path.join(folder, 'hub'));
  const hub = await hubIn(test, path.join(folder, 'hub'));
  await hub.start();
  const on = (...argv) => terminal(home, argv);
  const verified = () => JSON.parse(on('verify', '--json'));

  // One life, three devices.
  const first = await openApp(test, { url: hub.url });
  await addPerson(first.page, aliases[0]);
  await write(first.page, prose.shared);
  await write(first.page, prose.gone);
  await setPassphrase(first.page, passphrase);
  const words = await recoveryWords(first.page);
  await beginSync(first.page);
  await nameThis(first.page, names.first);
  await compare(first.page);
  const second = await openApp(test, { url: hub.url, viewport: desk });
  await letIn(first.page, second.page);
  await letInTerminal(second.page, home, hub.origin);
  const self = JSON.parse(on('devices', '--json')).devices.find((device) => device.self).id;
  on('devices', 'name', self, names.terminal);
  on('sync');
  for (const { page } of [first, second]) await compare(page);
  const shared = await idOf(first.page, prose.shared);
  const { devices } = JSON.parse(on('devices', '--json'));
  assert.deepEqual(devices.map(({ name }) => name).sort(), ['', names.terminal, names.first].sort());

  // The hub goes away, and each writes.
  await hub.stop();
  await write(first.page, prose.first);
  await edit(first.page, shared, prose.byFirst);
  await addPerson(second.page, aliases[1]);
  await write(second.page, prose.second);
  await noteMoment(second.page, triggers.second);
  await remove(second.page, prose.gone);
  terminal(home, ['note', '--urge', '6'], `${triggers.terminal}\n`);
  terminal(home, ['write'], `${prose.terminal}\n`);
  terminal(home, ['edit', shared], `[text]\n${prose.byTerminal}\n`);
  for (const { page } of [first, second]) {
    await runOnce(page);
    await page.getByText(t('error.sync/unreachable')).waitFor();
    assert.equal(await page.getByText(t('devices.unsynced', { n: 0 }), { exact: true }).count(), 0);
  }
  assert.throws(() => on('sync'), { status: 10 });
  assert.equal(JSON.parse(on('devices', '--json')).unsynced, 3);

  // They meet: everything of each is on all, and both versions of the prose.
  await hub.start();
  for (let round = 0; round < 2; round += 1) {
    await compare(first.page);
    await compare(second.page);
    on('sync');
  }
  await sameState();
  for (const { page } of [first, second]) {
    await enter(page, 'journey');
    for (const text of [prose.first, prose.second, prose.terminal, triggers.second, triggers.terminal])
      await page.getByText(text).first().waitFor();
    assert.equal(await page.getByText(prose.gone).count(), 0);
    await page.getByText(t('journey.conflicts', { n: 1 })).waitFor();
    await enter(page, `record/${shared}`);
    for (const text of [prose.byFirst, prose.byTerminal])
      await page.locator('main .version').filter({ hasText: text }).waitFor();
    assert.equal(await page.locator('main .version').count(), 2);
  }
  const shown = squeezed(on('show', shared));
  for (const text of [prose.byFirst, prose.byTerminal]) assert.ok(shown.includes(text), shown);

  // Settled on the second browser, it is settled everywhere.
  const stands = second.page.locator('main .version').filter({ hasText: prose.byTerminal });
  await stands.getByRole('button').click();
  await second.page.locator('main article').getByText(prose.byTerminal, { exact: true }).waitFor();
  await compare(second.page);
  on('sync');
  await compare(first.page);
  await sameState();
  await enter(first.page, `record/${shared}`);
  await first.page.locator('main article').getByText(prose.byTerminal, { exact: true }).waitFor();
  assert.equal(await first.page.locator('main .version').count(), 0);
  const settled = JSON.parse(on('show', '--json', shared));
  assert.deepEqual([settled.versions.length, settled.current.text], [1, prose.byTerminal]);

  // Nothing that was written, said or chosen is at the hub in any form, while it runs or after.
  const secret = secretOf(words);
  const secrets = [
    passphrase,
    ...aliases,
    ...Object.values(names),
    ...Object.values(prose),
    ...Object.values(triggers),
    words.join(' '),
    ...words.slice(1).map((word, i) => `${words[i]} ${word}`),
    secret,
  ];
  const ids = devices.map(({ id }) => id);
  holdsNone(hub, secrets, ids);
  await hub.stop();
  holdsNone(hub, secrets, ids);

  async function sameState() {
    const [here, there] = [await stateHash(first.page), await stateHash(second.page)];
    const { state, problems } = verified();
    assert.deepEqual(problems, []);
    assert.deepEqual([here, there], [state.hash, state.hash]);
  }
});
