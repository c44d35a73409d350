// Starts the real program's server on a free loopback port, for whatever needs the app as a person gets it: the check of
// ./run, the browser tests, the benches and the pictures of README.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import path from 'node:path';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
export const program = path.join(root, 'build/native/cli/ajar');
export const pages = path.join(root, 'web/dist');

/** A loopback port that nothing listens on right now. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/**
 * Starts `ajar open` and waits until it answers. `url` ends in a slash. `stop` resolves when the process has ended, with
 * its exit code; it may be called twice. Throws with the program's own words when it does not come up within 20 s.
 */
export async function startServer({ port, home, ajar = program } = {}) {
  const at = port ?? (await freePort());
  const url = `http://127.0.0.1:${at}/`;
  const place = home ? ['--home', home] : [];
  const child = spawn(ajar, [...place, 'open', '--no-browser', '--port', String(at)], { cwd: root });
  let said = '';
  child.stdout.on('data', (bytes) => (said += bytes));
  child.stderr.on('data', (bytes) => (said += bytes));
  const ended = new Promise((resolve) => {
    child.on('error', (error) => resolve({ error: error.message }));
    child.on('exit', (code, signal) => resolve({ code, signal }));
  });
  let over;
  ended.then((how) => (over = how));
  const stop = () => {
    child.kill('SIGINT');
    return ended;
  };
  for (let waited = 0; waited < 20_000; waited += 50) {
    if (over) throw new Error(`The server stopped at once (${JSON.stringify(over)}): ${said.trim()}`);
    const answered = await fetch(url).then(
      (answer) => answer.ok,
      () => false,
    );
    if (answered) return { url, port: at, stop, pid: child.pid, said: () => said };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await stop();
  throw new Error(`The server did not answer at ${url} within 20 seconds: ${said.trim()}`);
}
