// The tree keeps to ARCHITECTURE.md's table, and the check that says so finds what it must find.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { checkTree, documentedTable } from './check.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../..');
const table = JSON.parse(readFileSync(path.join(here, 'table.json'), 'utf8'));

/** Checks a tree of the given files ({path: text}) and returns what was found as "file → to" lines. */
function found(files, changed = {}) {
  const place = mkdtempSync(path.join(tmpdir(), 'ajar-boundary-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(place, name)), { recursive: true });
      writeFileSync(path.join(place, name), text);
    }
    return checkTree(place, { ...table, ...changed }).map(({ file, to }) => `${file} → ${to}`);
  } finally {
    rmSync(place, { recursive: true });
  }
}

test('every arrow in the tree is one that the table allows', () => {
  const problems = checkTree(root, table).map(({ file, to, what }) => `${file}: ${to} ${what}`);
  assert.deepEqual(problems, []);
});

test('ARCHITECTURE.md and the table say the same', () => {
  const documented = documentedTable(readFileSync(path.join(root, 'ARCHITECTURE.md'), 'utf8'));
  const held = Object.fromEntries(Object.entries(table.folders).map(([folder, row]) => [folder, [...row.uses].sort()]));
  assert.deepEqual(documented, held);
});

test('an allowed arrow passes', () => {
  const files = {
    'engine/base/result.h': '',
    'engine/record/record.cc': '#include "engine/base/result.h"\n#include <rapidjson/reader.h>\n#include <vector>\n',
    'vault/chain.cc': '#include "engine/base/result.h"\n',
  };
  assert.deepEqual(found(files), []);
});

test('an include up the layers is found', () => {
  const files = { 'vault/chain.h': '', 'engine/base/id.cc': '#include "vault/chain.h"\n' };
  assert.deepEqual(found(files), ['engine/base/id.cc → vault/chain.h']);
});

test('a layer that is skipped is found', () => {
  const files = { 'engine/record/record.h': '', 'vault/envelope.cc': '  #  include "engine/record/record.h"\n' };
  assert.deepEqual(found(files), ['vault/envelope.cc → engine/record/record.h']);
});

test('an arrow against the order inside the engine is found', () => {
  const files = { 'engine/view/today.h': '', 'engine/journal/fold.cc': '#include "engine/view/today.h"\n' };
  assert.deepEqual(found(files), ['engine/journal/fold.cc → engine/view/today.h']);
});

test('a link line is an arrow too', () => {
  const files = {
    'store/CMakeLists.txt': 'ajar_library(ajar_store SOURCES log.cc USES ajar_engine)',
    'engine/CMakeLists.txt': 'ajar_library(ajar_engine SOURCES a.cc USES\n  ajar_store # never\n)',
  };
  assert.deepEqual(found(files), [
    'engine/CMakeLists.txt → ajar_store (store)',
    'store/CMakeLists.txt → ajar_engine (engine)',
  ]);
});

test('a test may use what its folder may not', () => {
  const files = {
    'platform/crypto.h': '',
    'platform/CMakeLists.txt': 'ajar_library(ajar_platform SOURCES crypto.cc)',
    'vault/chain_test.cc': '#include <gtest/gtest.h>\n#include "platform/crypto.h"\n',
    'vault/chain.cc': '#include "platform/crypto.h"\n',
    'vault/CMakeLists.txt': 'ajar_test(chain_test SOURCES chain_test.cc USES ajar_platform)',
  };
  assert.deepEqual(found(files), ['vault/chain.cc → platform/crypto.h']);
});

test('a clock in the engine is found, and a library that it may not use', () => {
  const clock = 'auto t = std::chrono::system_clock::now();  // steady_clock\nauto s = "random_device";\n';
  const files = {
    'engine/base/time.cc': `#include <chrono>\n#include <sodium.h>\n#include <sys/stat.h>\n${clock}`,
  };
  assert.deepEqual(found(files).sort(), [
    'engine/base/time.cc → sodium.h',
    'engine/base/time.cc → sys/stat.h',
    'engine/base/time.cc → system_clock',
  ]);
});

test('an include that is not a path from the root is found', () => {
  assert.deepEqual(found({ 'engine/base/id.cc': '#include "id.h"\n', 'engine/base/id.h': '' }), [
    'engine/base/id.cc → id.h',
  ]);
});

test('an import out of the web into other folders is found', () => {
  const files = { 'web/src/app/life.ts': ["import 'preact';", 'import { x } from', "'../../../cli/words';"].join(' ') };
  assert.deepEqual(found(files), ['web/src/app/life.ts → cli/words']);
});

test('in the web, a part that reaches for a screen is found, and the worker that reaches for the page', () => {
  const files = {
    'web/src/parts/keys.tsx': ['import { Today } from', "'../screens/today';"].join(' '),
    'web/src/engine/worker.ts': ['import { Key } from', "'../parts/keys';"].join(' '),
    'web/src/screens/today/index.tsx': ['import { Key } from', "'../../parts/keys';"].join(' '),
  };
  assert.deepEqual(found(files), [
    'web/src/engine/worker.ts → web/src/parts/keys',
    'web/src/parts/keys.tsx → web/src/screens/today',
  ]);
});

test('a folder that the table does not name is found', () => {
  assert.deepEqual(found({ 'helpers/all.h': '' }), ['helpers/ → ']);
});

test('a part of the engine that the table does not name is found', () => {
  assert.deepEqual(found({ 'engine/misc/all.h': '' }), ['engine/misc/all.h → ']);
});

test('an exception excuses its arrow, and is found once nothing needs it', () => {
  const exceptions = [{ file: 'vault/chain.cc', to: 'platform/crypto.h', reason: 'only here' }];
  const used = { 'platform/crypto.h': '', 'vault/chain.cc': '#include "platform/crypto.h"\n' };
  assert.deepEqual(found(used, { exceptions }), []);
  assert.deepEqual(found({ 'vault/chain.cc': '' }, { exceptions }), ['vault/chain.cc → platform/crypto.h']);
});

test('what runs in Node takes the word list alone of the packages that want a newer one than ours', () => {
  // They run in the browser: web/build.mjs and web/capsule.mjs bundle them.
  const wants = /from '|import\('/;
  const newer = /['"](@noble\/|age-encryption|@scure\/(?!bip39\/wordlists\/))/;
  const lines = ['tools', 'tests', 'benches', 'web/tests'].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true })
      .filter((name) => /\.(mjs|ts)$/.test(name))
      .flatMap((name) =>
        readFileSync(path.join(root, folder, name), 'utf8')
          .split('\n')
          .filter((line) => /^\s*(import|export)\b|await import\(/.test(line) && wants.test(line) && newer.test(line))
          .map((line) => `${folder}/${name}: ${line}`),
      ),
  );
  assert.deepEqual(lines, []);
});
