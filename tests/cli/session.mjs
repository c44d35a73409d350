// One person at a shell: runs commands one after the other in a folder of its own and masks what differs from run to run.
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { program } from '../../tools/server.mjs';

const ID = /\b[0-7][0-9a-hjkmnp-tv-z]{25}\b/g;
const SHORT = /\b[0-7][0-9a-hjkmnp-tv-z]{5}\b/g;
const REV = /\b[0-9a-f]{12}\.[0-9a-f]{4}\.[0-7][0-9a-hjkmnp-tv-z]{25}\b/g;
const HASH = /\b[0-9a-f]{64}\b/g;

export class Session {
  /** @param {string} place an empty folder */
  constructor(place) {
    this.place = place;
    this.ids = [];
    this.hashes = [];
    const bin = path.join(place, 'bin');
    const runtime = path.join(place, 'runtime');
    mkdirSync(bin);
    mkdirSync(runtime, { mode: 0o700 });
    symlinkSync(program, path.join(bin, 'ajar'));
    this.env = {
      PATH: `${bin}:/usr/bin:/bin`,
      HOME: place,
      LANG: 'C.UTF-8',
      TZ: 'UTC',
      XDG_RUNTIME_DIR: runtime,
      ORIGIN: new URL('.', import.meta.url).pathname,
    };
  }

  /** Runs one line of shell; resolves to {out, err, code} with what varies masked. */
  run(command, input = '', env = {}) {
    const child = spawn('bash', ['-c', `set -o pipefail; ${this.unmask(command)}`], {
      cwd: this.place,
      env: { ...this.env, ...env },
      detached: true, // no terminal of ours is its own: nothing can be asked on it
      timeout: 120_000,
    });
    const said = { out: '', err: '' };
    child.stdout.setEncoding('utf8').on('data', (text) => (said.out += text));
    child.stderr.setEncoding('utf8').on('data', (text) => (said.err += text));
    child.stdin.on('error', () => {}); // a command need not read all of it
    child.stdin.end(input);
    return new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code, signal) =>
        resolve({ out: this.mask(said.out), err: this.mask(said.err), code: code ?? `${signal}` }),
      );
    });
  }

  /** Ids, whole or as their first six letters, become id1, id2 … in the order in which they appear. */
  mask(text) {
    const named = (list, name) => (found) => {
      if (!list.includes(found)) list.push(found);
      return `${name}${list.indexOf(found) + 1}`;
    };
    const id = (found) => {
      const known = this.ids.find((each) => each.startsWith(found.slice(0, 6)));
      if (known === undefined) this.ids.push(found);
      else if (known.length < found.length) this.ids[this.ids.indexOf(known)] = found;
      return `id${this.ids.findIndex((each) => each.startsWith(found.slice(0, 6))) + 1}`;
    };
    return text
      .replaceAll(this.place, '~')
      .replace(REV, 'REV')
      .replace(HASH, named(this.hashes, 'hash'))
      .replace(ID, id)
      .replace(SHORT, id);
  }

  unmask(command) {
    return command.replace(/\bid(\d+)\b/g, (name, number) => this.ids[number - 1] ?? name);
  }

  /** Ends what may still wait for a timed unlock. */
  end() {
    const home = path.join(this.place, '.local/share/ajar');
    if (existsSync(home)) spawnSync(program, ['lock', '--home', home], { env: this.env });
    // A folder that a test made unreadable can be removed again.
    for (const name of readdirSync(this.place)) chmodSync(path.join(this.place, name), 0o700);
  }
}
