// Several devices of one person around a hub: letting in, comparing, and a hub that goes away and comes back.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import path from 'node:path';
import { freePort, program, root } from '../../tools/server.mjs';
import { button, enter, expectAt } from './acts.mjs';
import { t } from './harness.mjs';

/** Begins to sync, from the settings on. */
export async function beginSync(page) {
  await enter(page, 'devices');
  await button(page, 'devices.begin').click();
  await allThere(page);
}

/** Waits until nothing is left that the hub does not have. */
export async function allThere(page) {
  await page.getByText(t('devices.unsynced', { n: 0 }), { exact: true }).waitFor();
}

/** One more run, from its key to its end; it may end in an alarm. */
export async function runOnce(page) {
  await enter(page, 'devices');
  await page.locator('[data-key=now]:enabled').click();
  await page.locator('[data-key=now]:enabled').waitFor();
}

/** One more run, after which the hub has everything. */
export async function compare(page) {
  await runOnce(page);
  await allThere(page);
}

/** Lets in whatever shows `code`, from `host`. */
export async function admit(host, code) {
  assert.match(code, /^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/);
  await enter(host, 'devices/add');
  await host.getByLabel(t('devices.code'), { exact: true }).fill(code.toLowerCase());
  await host.locator('[data-key=ask]').click();
  await host.locator('[data-key=admit]').click();
}

/** Lets the browser `newcomer` in from `host`, by the code that it shows. */
export async function letIn(host, newcomer) {
  await enter(newcomer, 'devices/arrive');
  await admit(host, (await newcomer.locator('[data-code]').innerText()).trim());
  await expectAt(newcomer, t('room.today'));
}

/** Resolves with the first whole line of a program that matches. */
export function lineOf(child, pattern) {
  let heard = '';
  return new Promise((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text) => {
      heard += text;
      const lines = heard.split('\n').slice(0, -1);
      const found = lines.map((line) => line.trim()).find((line) => pattern.test(line));
      if (found) resolve(found);
    });
    child.on('close', () => reject(new Error(`it ended, having said: ${heard}`)));
    child.on('error', reject);
  });
}

const ended = (child) =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((resolve) => child.once('close', resolve));

/**
 * A real `ajar hub serve` with the app, on a port that stays the same: `{url, origin, folder, start(), stop(), said()}`.
 * It is not started yet; it is stopped after the test.
 */
export async function hubIn(test, folder) {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  let child = null;
  let said = '';
  const hub = {
    origin,
    url: `${origin}/`,
    folder,
    said: () => said,
    async start() {
      const argv = ['--home', folder, 'hub', 'serve', '--port', String(port), '--registration', 'open', '--unlimited'];
      child = spawn(program, argv, { cwd: root });
      child.stderr.on('data', (bytes) => (said += bytes));
      await lineOf(child, /^http/);
    },
    async stop() {
      if (child === null) return;
      const over = ended(child);
      child.kill('SIGTERM');
      await over;
      child = null;
    },
  };
  test.after(() => hub.stop());
  return hub;
}

/** Brings the terminal's home in by the code that it shows, let in by the browser `host`. */
export async function letInTerminal(host, home, origin) {
  const argv = ['--home', home, 'devices', 'join', '--hub', origin, '--no-passphrase'];
  const newcomer = spawn(program, argv, { cwd: path.dirname(home) });
  const over = ended(newcomer);
  try {
    await admit(host, await lineOf(newcomer, /^([0-9A-Z]{4}-){3}[0-9A-Z]{4}$/));
    await over;
    assert.equal(newcomer.exitCode, 0);
  } finally {
    newcomer.kill();
    await over;
  }
}
