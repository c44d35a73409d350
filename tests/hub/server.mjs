// Starts the real `ajar hub serve` for tests in JavaScript, and speaks to it over bare sockets.
import { spawn } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pages, program } from '../../tools/server.mjs';

/** A hub on a free port, with `options` added and on wish the built app; ends with the test. */
export async function startHub(test, options = [], { app = false } = {}) {
  const home = mkdtempSync(path.join(tmpdir(), 'ajar-hub-'));
  const child = spawn(
    program,
    [
      ...['--home', home, 'hub', 'serve', ...(app ? ['--app', pages] : ['--no-app']), '--port', '0'],
      ...(options.includes('--registration') ? [] : ['--registration', 'open']),
      ...options,
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let log = '';
  child.stderr.on('data', (bytes) => (log += bytes));
  const ended = new Promise((resolve) => child.on('exit', (code, signal) => resolve({ code, signal })));
  const stop = (signal = 'SIGTERM') => {
    child.kill(signal);
    return ended;
  };
  test.after(async () => {
    await stop('SIGKILL');
    rmSync(home, { recursive: true, force: true });
  });
  const port = await new Promise((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (bytes) => {
      said += bytes;
      const found = /:(\d+)\/\n/.exec(said);
      if (found) resolve(Number(found[1]));
    });
    child.on('exit', () => reject(new Error(`The hub ended at once: ${log}`)));
  });
  return { port, home, stop, pid: child.pid, log: () => log };
}

/** Sends `pieces` one after the other over one connection; resolves with all that comes back until it closes. */
export function talk(port, ...pieces) {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, '127.0.0.1', () => {
      for (const piece of pieces) socket.write(piece);
    });
    let heard = '';
    socket.setEncoding('latin1');
    socket.on('data', (bytes) => (heard += bytes));
    socket.on('close', () => resolve(heard));
    // What was still on its way when the other end had closed is no news.
    socket.on('error', (error) => (error.code === 'ECONNRESET' || error.code === 'EPIPE' ? undefined : reject(error)));
  });
}

export const status = (answer) => Number(/^HTTP\/1\.[01] (\d{3}) /.exec(answer)?.[1]);

/** A line of the table of faults: ./test fault prints it. */
export function tell(fault, cases) {
  if (process.env.AJAR_FAULTS) appendFileSync(process.env.AJAR_FAULTS, `${fault}\t${cases}\n`);
}
