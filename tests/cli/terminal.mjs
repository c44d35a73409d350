// A person at a terminal: types at the real program through a pseudo-terminal and reads what stands there.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { program } from '../../tools/server.mjs';

const { messages } = JSON.parse(readFileSync(path.join(program, '../../content/en.json'), 'utf8'));

/** A message as the program says it: tests hold to what is said, not to how it is worded today. */
export function said(id, args = {}) {
  if (!(id in messages)) throw new Error(`there is no message ${id}`);
  return messages[id].replace(/\{(\w+)\}/g, (_, name) => args[name]);
}

// eslint-disable-next-line no-control-regex -- these are what a terminal is steered by
const STEERING = /\u001b\[[0-9;]*[A-Za-z]|\r/g;

export class Terminal {
  /** Starts `command` on a terminal of 76 columns, in the folder and with the environment of a Session. */
  constructor(session, command, env = {}) {
    this.raw = '';
    this.read = 0;
    this.waiting = [];
    // `script` (bsdutils) gives it the terminal.
    this.child = spawn('script', ['-qfec', command, '/dev/null'], {
      cwd: session.place,
      env: { ...session.env, TERM: 'xterm', SHELL: '/bin/bash', ...env },
      timeout: 120_000,
    });
    this.child.stdout.setEncoding('utf8').on('data', (text) => {
      this.raw += text;
      this.wake();
    });
    this.ended = new Promise((resolve) =>
      this.child.on('close', (code) => {
        this.code = code;
        resolve(code);
        this.wake();
      }),
    );
  }

  wake() {
    for (const check of this.waiting.splice(0)) check();
  }

  /** What stood there so far, without colours. */
  get text() {
    return this.raw.replace(STEERING, '');
  }

  /**
   * Waits until `words` stand there, after what was seen before and however they are wrapped; throws with the screen when
   * the program ends first.
   */
  async sees(words) {
    for (;;) {
      const text = this.text.replace(/\s+/g, ' ');
      const at = text.indexOf(words, this.read);
      if (at >= 0) {
        this.read = at + words.length;
        return;
      }
      if (this.code !== undefined) throw new Error(`“${words}” did not come:\n${text.slice(this.read)}`);
      await new Promise((resolve) => this.waiting.push(resolve));
    }
  }

  type(keys) {
    this.child.stdin.write(keys);
  }

  /** Waits for the words and answers them with a line. */
  async answer(words, line) {
    await this.sees(words);
    this.type(`${line}\n`);
  }
}
