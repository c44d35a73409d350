// The page that a capsule travels in, opened in Chromium from a file, without a network and without an account.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { axeViolations } from '../browser/axe.mjs';
import { assertNoSidewaysScroll, chromiumOptions, desk, narrow, phone, t as said } from '../browser/harness.mjs';
import { nasty, person } from './person.mjs';

/** A person's page in a browser that is offline; `asked` is everything it asked for, `wrong` what it complained of. */
async function opened(t, one, name, options = {}) {
  const browser = await chromium.launch(chromiumOptions);
  const context = await browser.newContext({ viewport: phone, locale: 'en-GB', reducedMotion: 'reduce', ...options });
  await context.setOffline(true);
  const page = await context.newPage();
  const asked = [];
  const wrong = [];
  const url = pathToFileURL(one.file(name)).href;
  page.on('request', (request) => asked.push(request.url()));
  page.on('pageerror', (error) => wrong.push(error.message));
  page.on('console', (line) => line.type() === 'error' && wrong.push(line.text()));
  t.after(() => browser.close());
  await page.goto(url);
  return { page, asked, wrong, url, browser };
}

const label = () => said('capsule.page.phrase');
const key = (page, name) => page.getByRole('button', { name: said(`capsule.page.${name}`) });

async function shared(t, text = nasty) {
  const one = await person(t);
  const id = await one.entry(text);
  const { phrase } = await one.share(`${id} --html page.html`);
  return { one, phrase };
}

async function type(page, words) {
  await page.getByLabel(label(), { exact: true }).fill(words);
  await key(page, 'open').click();
}

test('it opens from a file with the words, and every text in it stays text', async (t) => {
  const { one, phrase } = await shared(t);
  const { page, asked, wrong, url } = await opened(t, one, 'page.html');
  await type(page, phrase.toUpperCase().replaceAll('-', ' '));
  await page.locator('#inside').waitFor();
  assert.ok((await page.locator('#words').textContent()).includes(nasty));
  assert.equal(await page.evaluate(() => globalThis.ran), undefined);
  assert.equal(await page.locator('#words *').count(), 0);
  assert.deepEqual(asked, [url]);
  assert.deepEqual(wrong, []);
  assert.equal(await page.evaluate(() => document.activeElement.id), 'name');

  await key(page, 'shut').click();
  assert.equal(await page.locator('#inside').isVisible(), false);
  assert.equal(await page.locator('#words').textContent(), '');
  assert.equal(await page.getByLabel(label(), { exact: true }).inputValue(), '');
});

test('wrong words are said to be wrong, and the right ones open it after that', async (t) => {
  const { one, phrase } = await shared(t);
  const { page } = await opened(t, one, 'page.html');
  await type(page, 'abandon '.repeat(7));
  await page.getByText(said('capsule.page.wrong')).first().waitFor();
  assert.equal(await page.getByLabel(label(), { exact: true }).getAttribute('aria-invalid'), 'true');
  await type(page, phrase);
  await page.locator('#inside').waitFor();
});

test('a changed file is said to be damaged, and nothing of it is shown', async (t) => {
  const { one, phrase } = await shared(t);
  const whole = readFileSync(one.file('page.html'), 'utf8');
  const [block] = /(?<=FILE-----\n)[^<]*(?=\n-----END)/.exec(whole);
  const bytes = Buffer.from(block.replaceAll('\n', ''), 'base64');
  bytes[bytes.length - 20] ^= 1;
  const changed = bytes
    .toString('base64')
    .match(/.{1,64}/g)
    .join('\n');
  one.write('changed.html', whole.replace(block, changed));
  const { page } = await opened(t, one, 'changed.html');
  await type(page, phrase);
  await page.getByText(said('capsule.page.damaged')).first().waitFor();
  assert.equal(await page.locator('#words').textContent(), '');
});

test('its policy is strict: it may run its own script and nothing else, and may reach nothing', async (t) => {
  const { one, phrase } = await shared(t);
  const html = readFileSync(one.file('page.html'), 'utf8');
  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)[1];
  const [script, style] = ['script', 'style'].map((tag) => new RegExp(`<${tag}>([^]*?)</${tag}>`).exec(html)[1]);
  const hash = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  assert.deepEqual(policy.split('; '), [
    "default-src 'none'",
    `script-src ${hash(script)}`,
    `style-src ${hash(style)}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ]);
  assert.ok(html.indexOf('Content-Security-Policy') < html.indexOf('<style>'));
  assert.doesNotMatch(html, /https?:\/\/(?!age-encryption)[^"'\s]*\.(js|css|png|woff)/);

  // The same page with a script of somebody else's in it runs nothing of theirs.
  one.write('more.html', html.replace('</main>', '<script>globalThis.ran = 1</script></main>'));
  const { page } = await opened(t, one, 'more.html');
  await type(page, phrase);
  await page.locator('#inside').waitFor();
  assert.equal(await page.evaluate(() => globalThis.ran), undefined);
  const reached = await page.evaluate(() =>
    fetch('http://127.0.0.1:9/').then(
      () => 'reached',
      () => 'refused',
    ),
  );
  assert.equal(reached, 'refused');
});

for (const [name, viewport] of Object.entries({ phone, desk, narrow })) {
  for (const colorScheme of ['light', 'dark']) {
    test(`it is accessible and fits, shut and open: ${name}, ${colorScheme}`, async (t) => {
      const { one, phrase } = await shared(t, `${'A long sentence that goes on. '.repeat(30)}\n\n${'x'.repeat(200)}`);
      const { page } = await opened(t, one, 'page.html', { viewport, colorScheme });
      assert.deepEqual(await axeViolations(page), []);
      await assertNoSidewaysScroll(page, 'shut');
      await page.locator('summary').click();
      assert.deepEqual(await axeViolations(page), []);
      await assertNoSidewaysScroll(page, 'with its file shown');
      await page.locator('summary').click();
      await type(page, phrase);
      await page.locator('#inside').waitFor();
      assert.deepEqual(await axeViolations(page), []);
      await assertNoSidewaysScroll(page, 'open');
    });
  }
}

test('what is printed is the words alone', async (t) => {
  const { one, phrase } = await shared(t, 'For paper.');
  const { page } = await opened(t, one, 'page.html');
  await type(page, phrase);
  await page.locator('#inside').waitFor();
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.locator('#words').isVisible(), true);
  for (const gone of ['.keys', 'details', '#door']) assert.equal(await page.locator(gone).isVisible(), false);
});

test('the block in it is a whole age file by itself', async (t) => {
  const { one, phrase } = await shared(t, 'Copied out.');
  const { page } = await opened(t, one, 'page.html');
  writeFileSync(one.file('copied.age'), await page.locator('#sealed').textContent());
  const { out } = await one.run('ajar open-capsule copied.age --phrase-file -', phrase);
  assert.ok(out.includes('Copied out.'));
});
