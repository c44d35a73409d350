// Runs every transcript in transcripts/: the real program, in a folder of its own, must answer as it is written there.
// With UPDATE=1 the transcripts are rewritten from what the program answers; read the difference before it is committed.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { Session } from './session.mjs';
import { format, parse } from './transcript.mjs';

const folder = new URL('transcripts/', import.meta.url).pathname;
const update = process.env.UPDATE === '1';

// Always as long a path, because answers that name it are wrapped.
async function play(name) {
  const place = mkdtempSync('/tmp/ajar-cli-');
  const session = new Session(place);
  try {
    const steps = parse(readFileSync(path.join(folder, name), 'utf8'));
    for (const step of steps) {
      if (step.command === undefined) continue;
      const answer = await session.run(step.command, step.input);
      if (update) Object.assign(step, answer);
      else {
        const told = ({ out, err, code }) => format([{ ...step, out, err, code }]);
        assert.equal(told(answer), told(step), `${name}:${step.line}`);
      }
    }
    if (update) writeFileSync(path.join(folder, name), format(steps));
  } finally {
    session.end();
    rmSync(place, { recursive: true, force: true });
  }
}

for (const name of readdirSync(folder).sort()) {
  if (name.endsWith('.txt')) test(name.slice(0, -4).replaceAll('-', ' '), () => play(name));
}

test('the man page in the tree is the one that the program writes', async () => {
  const page = readFileSync(new URL('../../cli/ajar.1', import.meta.url), 'utf8');
  const place = mkdtempSync('/tmp/ajar-cli-');
  const session = new Session(place);
  const { out } = await session.run('ajar manual');
  rmSync(place, { recursive: true, force: true });
  assert.equal(out, page);
});
