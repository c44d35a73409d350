// The person's own editor, by whatever name: what it is told, so that no copy of the words stays with it.
import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { Session } from './session.mjs';

test('vim behind the name of another program is told to keep no swap file, no registers and no undo', async (test) => {
  const session = new Session(mkdtempSync('/tmp/ajar-cli-'));
  test.after(() => session.end());
  // It stands in for vim: writes down how it was called, and types a page.
  const vim = path.join(session.place, 'vim.basic');
  writeFileSync(vim, '#!/bin/sh\nprintf "%s " "$@" >"$HOME/called"\nfor last; do :; done\necho "A page." >"$last"\n');
  chmodSync(vim, 0o755);
  symlinkSync(vim, path.join(session.place, 'bin', 'scribe'));
  assert.equal((await session.run('ajar begin --no-passphrase')).code, 0);
  const written = await session.run('script -qec "ajar write" /dev/null', '', { EDITOR: 'scribe' });
  assert.equal(written.code, 0, written.err);
  const called = readFileSync(path.join(session.place, 'called'), 'utf8');
  assert.match(called, /-n -i NONE --cmd set noundofile nobackup nowritebackup/);
});
