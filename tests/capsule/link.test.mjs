// A capsule that rests on a real hub: left from the terminal, opened by its link in Chromium and in the terminal, by people who
// have no account there; and the hub, which never learns what opens it.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { test } from 'node:test';
import { chromium } from 'playwright-core';
import { axeViolations } from '../browser/axe.mjs';
import { assertNoSidewaysScroll, chromiumOptions, desk, narrow, phone, t as words } from '../browser/harness.mjs';
import { Terminal, said } from '../cli/terminal.mjs';
import { startHub } from '../hub/server.mjs';
import { openWithPhrase } from './age.mjs';
import { nasty, person } from './person.mjs';

const page_ = (name) => words(`capsule.page.${name}`);

/** Somebody whose notes are synced with a hub of their own, which serves the app. */
async function atHub(t, options = ['--log-all']) {
  const hub = await startHub(t, options, { app: true });
  const one = await person(t);
  const origin = `http://127.0.0.1:${hub.port}`;
  const { code, err } = await one.run(`ajar sync --hub ${origin}`);
  assert.equal(code, 0, err);
  return { hub, one, origin };
}

/** What was left: `{link, bare, phrase, id}`. */
async function left(one, text, options = '') {
  const id = await one.entry(text);
  const { link, phrase } = await one.share(`${id} --hub ${options}`);
  const bare = link.replace(`.${phrase}`, '');
  return { link, bare, phrase, capsule: bare.split('#')[1] };
}

/** A recipient's browser; `asked` is every address it asked for. */
async function reader(t, options = {}) {
  const browser = await chromium.launch(chromiumOptions);
  t.after(() => browser.close());
  const context = await browser.newContext({ viewport: phone, locale: 'en-GB', reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  const asked = [];
  const wrong = [];
  page.on('request', (request) => asked.push(request));
  page.on('pageerror', (error) => wrong.push(error.message));
  page.on(
    'console',
    (line) => line.type() === 'error' && !/status of 4\d\d/.test(line.text()) && wrong.push(line.text()),
  );
  return { page, context, asked, wrong };
}

const open = (page) => page.locator('#open').click();
const sees = (page, name) =>
  page
    .locator('#trouble')
    .filter({ hasText: page_(name) })
    .waitFor();

test('the link opens in a browser, every text in it stays text, and only the id was ever sent', async (t) => {
  const { one, origin } = await atHub(t);
  const { link, phrase, capsule } = await left(one, nasty);
  const { page, asked, wrong } = await reader(t);
  await page.goto(link);
  await page.locator('#open').waitFor();
  assert.ok(!asked.some((request) => request.url().includes('/v1/')), 'nothing is fetched before it is asked for');
  await open(page);
  await page.locator('#inside').waitFor();
  assert.ok((await page.locator('#words').textContent()).includes(nasty));
  assert.equal(await page.evaluate(() => globalThis.ran), undefined);
  assert.equal(await page.locator('#words *').count(), 0);
  assert.equal(await page.evaluate(() => document.activeElement.id), 'name');
  assert.deepEqual(wrong, []);
  const calls = asked.map((request) => request.url().split('#')[0]).filter((url) => url.includes('/v1/'));
  assert.deepEqual(calls, [`${origin}/v1/capsules/${capsule}`]);
  for (const request of asked) {
    const sent = request.url().split('#')[0] + JSON.stringify(await request.allHeaders()) + (request.postData() ?? '');
    for (const word of phrase.split('-')) assert.ok(!sent.split(/[^a-z]+/).includes(word), `${word} in ${sent}`);
    assert.ok(request.url().startsWith(origin));
  }
  assert.equal(page.url(), link.replace(`.${phrase}`, ''), 'the words are gone from the address bar');
});

test('the hub never holds the words: not in its store, its log or its metrics', async (t) => {
  const { hub, one, link, phrase } = await (async () => {
    const begun = await atHub(t);
    return { ...begun, ...(await left(begun.one, 'A sentence for one pair of eyes.')) };
  })();
  const { page } = await reader(t);
  await page.goto(link);
  await open(page);
  await page.locator('#inside').waitFor();
  assert.equal((await one.run('ajar open-capsule -', link)).code, 0);
  const metrics = await (await fetch(`http://127.0.0.1:${hub.port}/metrics`)).text();
  await hub.stop();
  const files = readdirSync(hub.home, { recursive: true }).map((name) => path.join(hub.home, name));
  const stored = files.filter((name) => /\.db/.test(name)).map((name) => readFileSync(name, 'latin1'));
  assert.ok(
    stored.length > 0 && stored.join('').includes('age-encryption.org/v1'),
    'the sealed file is what was searched',
  );
  assert.ok(hub.log().includes('get_capsule'), 'the log tells each call');
  for (const place of [...stored, hub.log(), metrics])
    for (const secret of [phrase, phrase.replaceAll('-', ' '), phrase.split('-').slice(0, 2).join('-'), 'pair of eyes'])
      assert.ok(!place.includes(secret), secret);
});

test('read out, expired, taken back and cut off each say so, in the browser and in the terminal', async (t) => {
  const { one } = await atHub(t);
  const { link } = await left(one, 'Once.', '--reads 1');
  const first = await reader(t);
  await first.page.goto(link);
  await open(first.page);
  await first.page.locator('#inside').waitFor();

  const { page } = await reader(t);
  const told = async (address, name, code) => {
    await page.goto('about:blank');
    await page.goto(address);
    await open(page);
    await sees(page, name);
    assert.equal(await page.locator('#open').isVisible(), false);
    const terminal = await one.run('ajar open-capsule - --json', address);
    assert.equal(JSON.parse(terminal.err).error.code, code);
    assert.equal(terminal.code, 5);
  };
  await told(link, 'link_read_out', 'resting/read_out');

  const { link: ended, capsule } = await left(one, 'Taken back.');
  await one.run(`ajar links end ${capsule.slice(0, 8)}`);
  await told(ended, 'link_none', 'resting/none');

  // A hub whose clock has gone on: its answer is what is looked at here, and the service's test lets the time pass.
  await page.goto('about:blank');
  await page.route('**/v1/capsules/*', (route) =>
    route.fulfill({ status: 410, contentType: 'application/problem+json', body: '{"code":"hub/expired"}' }),
  );
  await page.goto(link);
  await open(page);
  await sees(page, 'link_expired');

  for (const broken of [link.split('#')[0], `${link.split('#')[0]}#`, link.slice(0, link.indexOf('#') + 20)]) {
    await page.goto('about:blank');
    await page.goto(broken);
    await sees(page, 'link_broken');
    assert.equal(await page.locator('#open').isVisible(), false);
    assert.equal((await one.run('ajar open-capsule -', broken)).code, 2);
  }
});

test('an answer without end is not read past the bound of a capsule', async (t) => {
  const { hub, one } = await atHub(t);
  const { link } = await left(one, 'Behind a flood.');
  // The hub's own page, and instead of the capsule more than anybody should take.
  const most = 256 << 20;
  const piece = Buffer.alloc(1 << 16);
  let sent = 0;
  let ended;
  const over = new Promise((resolve) => (ended = resolve));
  const flood = http.createServer((request, response) => {
    if (!request.url.startsWith('/v1/')) {
      const { method, url: path } = request;
      const own = `127.0.0.1:${hub.port}`;
      const headers = { ...request.headers, host: own };
      if (headers.origin !== undefined) headers.origin = `http://${own}`;
      http
        .request({ host: '127.0.0.1', port: hub.port, method, path, headers }, (answer) => {
          response.writeHead(answer.statusCode, answer.headers);
          answer.pipe(response);
        })
        .end();
      return;
    }
    response.writeHead(200, { 'Content-Type': 'application/octet-stream' });
    const pour = () => {
      while (sent < most && !response.destroyed) {
        sent += piece.length;
        if (!response.write(piece)) return void response.once('drain', pour);
      }
      response.end();
    };
    response.once('close', ended);
    pour();
  });
  await new Promise((resolve) => flood.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    flood.closeAllConnections();
    flood.close();
  });
  const { page } = await reader(t);
  await page.goto(link.replace(`:${hub.port}/`, `:${flood.address().port}/`));
  await open(page);
  await sees(page, 'damaged');
  await over;
  assert.ok(sent < most, `${sent} bytes were taken`);
});

test('a hub that does not answer is said to be so, and the same key tries again', async (t) => {
  const { hub, one } = await atHub(t);
  const { link } = await left(one, 'Still there.');
  const { page, context } = await reader(t);
  await page.goto(link);
  await context.setOffline(true);
  await open(page);
  await sees(page, 'link_offline');
  await context.setOffline(false);
  await page.route('**/v1/capsules/*', (route) => route.abort('connectionrefused'), { times: 1 });
  await open(page);
  await sees(page, 'link_unreachable');
  await open(page);
  await page.locator('#inside').waitFor();
  assert.ok((await page.locator('#words').textContent()).includes('Still there.'));

  await hub.stop();
  const { code, err } = await one.run('ajar open-capsule - --json', link);
  assert.deepEqual([code, JSON.parse(err).error.code], [10, 'resting/unreachable']);
});

test('a wrong word uses up no reading: what was fetched stays while the page is open', async (t) => {
  const { one } = await atHub(t);
  const { bare, phrase } = await left(one, 'Behind seven words.', '--reads 1 --words-apart');
  const { page, asked } = await reader(t);
  await page.goto(bare);
  const field = page.getByLabel(page_('phrase'), { exact: true });
  await field.fill('abandon '.repeat(7));
  await open(page);
  await sees(page, 'link_wrong');
  assert.equal(await field.getAttribute('aria-invalid'), 'true');
  await field.fill(phrase.toUpperCase().replaceAll('-', ' '));
  await open(page);
  await page.locator('#inside').waitFor();
  assert.equal(asked.filter((request) => request.url().includes('/v1/capsules/')).length, 1);

  await page.locator('#shut').click();
  assert.equal(await page.locator('#words').textContent(), '');
  assert.equal(await field.inputValue(), '');
});

test('wrong words in the link ask for the right ones, and a whole link may be pasted there', async (t) => {
  const { one } = await atHub(t);
  const { link, bare } = await left(one, 'Behind seven words.');
  const { page } = await reader(t);
  await page.goto(`${bare}.${'abandon-'.repeat(6)}abandon`);
  await open(page);
  await sees(page, 'link_wrong');
  await page.getByLabel(page_('phrase'), { exact: true }).fill(link);
  await open(page);
  await page.locator('#inside').waitFor();
  const wrong = await one.run('ajar open-capsule -', `${bare}.${'abandon-'.repeat(6)}abandon`);
  assert.equal(wrong.code, 3);
});

test('what it shows can be saved as text, and the sealed file as age reads it', async (t) => {
  const { one } = await atHub(t);
  const { link, phrase } = await left(one, 'To keep.');
  const { page } = await reader(t, { acceptDownloads: true });
  await page.goto(link);
  await open(page);
  await page.locator('#inside').waitFor();
  const save = async (name) => {
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator(name).click()]);
    return readFileSync(await download.path());
  };
  const text = (await save('#save')).toString();
  assert.ok(text.startsWith('\ufeff') && text.includes('To keep.'));
  await page.locator('summary').click();
  const sealed = await save('#save-sealed');
  assert.ok(String(await openWithPhrase(one.place, sealed, phrase)).includes('To keep.'));
});

test('the terminal opens a link, keeps the sealed file where it is asked to, and asks for words that are not in it', async (t) => {
  const { one } = await atHub(t);
  const { link, bare, phrase } = await left(one, nasty, '--reads 5');
  const { out, code } = await one.run(`ajar open-capsule '${link}' --out kept.age`);
  assert.equal(code, 0);
  assert.ok(out.includes('I stayed. <script>'));
  assert.ok(String(await openWithPhrase(one.place, readFileSync(one.file('kept.age')), phrase)).includes('I stayed.'));
  // What is refused is refused before a reading is taken.
  assert.equal((await one.run(`ajar open-capsule '${link}' --out kept.age`)).code, 6);
  assert.equal(JSON.parse((await one.run('ajar links --json')).out).links[0].reads, 4);
  const records = JSON.parse((await one.run('ajar open-capsule - --json', `${link}\n`)).out).records;
  assert.deepEqual([records[0].kind, records[0].body.text], ['entry', nasty]);
  const asked = new Terminal(one.session, `ajar open-capsule '${bare}'`);
  await asked.answer(said('cli.open_capsule.ask'), phrase.replaceAll('-', ' '));
  await asked.sees('I stayed.');
  assert.equal(await asked.ended, 0);
  assert.equal((await one.run('ajar open-capsule nothing.age --out kept')).code, 2);
});

test('what leaves is shown, what it costs is said, and nothing is left when the answer is no', async (t) => {
  const { one } = await atHub(t);
  const id = one.session.unmask(await one.entry('Only this.'));
  const no = new Terminal(one.session, `ajar share ${id} --hub --expires 1 --reads 1`);
  await no.sees('Only this.');
  await no.sees(said('cli.share.link_no_way_back'));
  await no.sees('?');
  no.type('no\n');
  assert.notEqual(await no.ended, 0);
  assert.deepEqual(JSON.parse((await one.run('ajar links --json')).out).links, []);
  assert.equal((await one.run(`ajar share ${id} --hub`)).code, 6);
  for (const wrong of ['--expires 31', '--expires 0', '--reads 101', '--reads two', '--out file', '--html file'])
    assert.equal((await one.run(`ajar share ${id} --hub ${wrong} --yes`)).code, 2, wrong);
  assert.equal((await one.run(`ajar share ${id} --reads 2 --out file --yes`)).code, 2);
  assert.equal(existsSync(one.file('file')), false);
});

test('links that are open are listed with what they hold, and end', async (t) => {
  const { one, hub } = await atHub(t);
  const { capsule, link } = await left(one, 'The first.', '--reads 2 --expires 30');
  await left(one, 'The second.');
  await one.run('ajar open-capsule -', link);
  const { links } = JSON.parse((await one.run('ajar links --json')).out);
  const first = links.find((one) => one.id === capsule);
  assert.equal(links.length, 2);
  assert.deepEqual([first.reads, first.what.map(({ kind }) => kind)], [1, ['entry']]);
  assert.ok((await one.run('ajar links')).out.includes(capsule.slice(0, 8)));
  assert.equal((await one.run('ajar links end 0000000000')).code, 5);
  assert.equal((await one.run(`ajar links end '${link}'`)).code, 0);
  assert.equal(JSON.parse((await one.run('ajar links --json')).out).links.length, 1);
  await hub.stop();
  assert.equal((await one.run('ajar links')).code, 10);
});

test('letters and notes go into one capsule, and a letter that left is marked as sent', async (t) => {
  const { one } = await atHub(t);
  const note = await one.entry('Beside the letter.');
  const body = { to: 'Ines', text: 'Dear Ines, I was afraid.' };
  const id = `${'0'.repeat(25)}a`;
  const rev = `0198f0000000.0000.${'0'.repeat(25)}1`;
  one.write('letter', `${JSON.stringify({ id, kind: 'letter', at: '2026-03-01T20:15:00+01:00', rev, body })}\n`);
  assert.equal((await one.run('ajar import letter')).code, 0);
  assert.equal((await one.run(`ajar share --letter ${note} --hub --yes --json`)).code, 2);
  const { link } = await one.share(`--letter ${id} ${note} --hub`);
  const { records } = JSON.parse((await one.run('ajar open-capsule - --json', link)).out);
  assert.deepEqual(
    records.map(({ kind, body }) => [kind, body]),
    [
      ['entry', { text: 'Beside the letter.' }],
      ['letter', { text: body.text, to: 'Ines' }],
    ],
  );
  assert.equal(JSON.parse((await one.run(`ajar show ${id} --json`)).out).current.sent, true);
  const { links } = JSON.parse((await one.run('ajar links --json')).out);
  assert.deepEqual(
    links[0].what.map(({ kind }) => kind),
    ['entry', 'letter'],
  );
});

test('the page for a therapist leaves as a capsule: chosen parts, names as they shall stand there', async (t) => {
  const { one } = await atHub(t);
  await one.run('ajar people add --relation friend', 'Ines Maria');
  await one.run('ajar note --urge 7 --did went_quiet', 'They asked.');
  const goal = (n, body) =>
    JSON.stringify({
      id: `${'0'.repeat(25)}${n}`,
      kind: 'goal',
      at: '2026-03-01T20:15:00+01:00',
      rev: `0198f0000000.0000.${'0'.repeat(25)}${n}`,
      body,
    });
  const goals = [goal('a', { text: 'To tell ines maria, not Inesita.' }), goal('b', { text: 'Over.', done: true })];
  one.write('goals', `${goals.join('\n')}\n`);
  await one.run('ajar import goals');
  const opened = async (options) => {
    const { link } = await one.share(`--page --hub ${options}`);
    return JSON.parse((await one.run('ajar open-capsule - --json', link)).out);
  };
  const { text, records } = await opened('');
  for (const said of ['To tell I. M., not Inesita.', words('page.limits'), words('moment.did')])
    assert.ok(text.replace(/\s+/g, ' ').includes(said), `${said} in ${text}`);
  assert.ok(!text.includes('Over.') && !text.includes('They asked.'));
  assert.ok(records.every(({ kind, body }) => kind === 'entry' && text.includes(body.text)));
  const some = await opened('--part goals --names full');
  assert.ok(some.text.includes('To tell ines maria') && !some.text.includes(words('moment.did')));
  assert.ok((await one.run('ajar links')).out.includes(words('seek.page')));
  for (const wrong of ['--part childhood', '--names some', 'abcd'])
    assert.equal((await one.run(`ajar share --page ${wrong} --hub --yes`)).code, 2, wrong);
  assert.equal((await one.run('ajar share --page --part origin --hub --yes')).code, 2);
});

test('without a hub, or before it knows these notes, nothing is left and the reason is said', async (t) => {
  const one = await person(t);
  const id = await one.entry('Nowhere to go.');
  const none = await one.run(`ajar share ${id} --hub --yes --json`);
  assert.equal(JSON.parse(none.err).error.code, 'cli/no_hub');
  const hub = await startHub(t, ['--registration', 'closed']);
  await one.run(`ajar sync --hub http://127.0.0.1:${hub.port}`);
  const unknown = await one.run(`ajar share ${id} --hub --yes --json`);
  assert.deepEqual([unknown.code, JSON.parse(unknown.err).error.code], [10, 'resting/refused']);
});

for (const [name, viewport] of Object.entries({ phone, desk, narrow })) {
  for (const colorScheme of ['light', 'dark']) {
    test(`it is accessible and fits, shut, asking, refusing and open: ${name}, ${colorScheme}`, async (t) => {
      const { one } = await atHub(t);
      const long = `${'A long sentence that goes on. '.repeat(30)}\n\n${'x'.repeat(200)}`;
      const { link, bare } = await left(one, long);
      const { page } = await reader(t, { viewport, colorScheme });
      const fits = async (where) => {
        assert.deepEqual(await axeViolations(page), [], where);
        await assertNoSidewaysScroll(page, where);
      };
      await page.goto(bare);
      await page.locator('#open').waitFor();
      await fits('asking');
      await page.goto('about:blank');
      await page.goto(`${bare.slice(0, -4)}`);
      await sees(page, 'link_broken');
      await fits('refusing');
      await page.goto('about:blank');
      await page.goto(link);
      await page.locator('#open').waitFor();
      await fits('shut');
      await open(page);
      await page.locator('#inside').waitFor();
      await page.locator('summary').click();
      await fits('open');
    });
  }
}
