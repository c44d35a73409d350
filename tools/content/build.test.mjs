// The compiler: what it makes of the real content, and that it names file and line of whatever is wrong.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { compile, schemaFaults, sorted } from './compile.mjs';
import { CONTENT, faultsAfter, replace, withCopy, write } from './fixture.mjs';
import { labelBox } from './rules.mjs';

const BUILD = fileURLToPath(new URL('build.mjs', import.meta.url));
const run = (...args) => spawnSync(process.execPath, [BUILD, ...args], { encoding: 'utf8' });
const { en: content } = compile(CONTENT).languages;
const { en: library } = compile(CONTENT).libraries;

/** Asserts that one replacement gives exactly one fault, there, with this sentence. */
function refuses(file, from, to, message, { line: expected, path } = {}) {
  const { line, faults } = faultsAfter(file, from, to);
  const found = faults.find((fault) => message.test(fault.message));
  assert.ok(found, `no fault like ${message} among ${JSON.stringify(faults)}`);
  assert.equal(found.file, `content/${file}`);
  assert.equal(found.line, expected ?? line);
  if (path !== undefined) assert.equal(found.path, path);
}

test('the content as it stands compiles without a fault and fits its schema', () => {
  assert.deepEqual(compile(CONTENT).faults, []);
  assert.deepEqual(schemaFaults(content), []);
  assert.deepEqual(schemaFaults(library, 'ajar-library'), []);
});

test('the compiled file has the counts of the design', () => {
  const { statements, vocabulary, ladder, prompts } = content;
  assert.equal(statements.items.length, 7);
  assert.equal(ladder.length, 60);
  assert.equal(vocabulary.emotions.length, 26);
  assert.equal(vocabulary.did.filter((item) => item.deactivating).length, 20);
  assert.equal(vocabulary.did.filter((item) => !item.deactivating).length, 4);
  assert.equal(vocabulary.needs.length, 15);
  assert.equal(vocabulary.body.length, 12);
  assert.equal(prompts.filter((prompt) => prompt.question).length, 3);
  for (const relation of ['friend', 'family', 'partner', 'work']) {
    assert.equal(ladder.filter((step) => step.relation === relation).length, 15, relation);
  }
});

test('each context has a small step that waits for nobody, so that a newcomer can do one today', () => {
  for (const relation of ['friend', 'family', 'partner', 'work']) {
    const small = content.ladder.filter((step) => step.relation === relation && step.difficulty <= 2 && !step.waits);
    assert.ok(small.length >= 2, relation);
  }
});

test('equal content gives equal bytes, and its keys are in order', () => {
  assert.equal(JSON.stringify(compile(CONTENT).languages.en), JSON.stringify(content));
  assert.equal(JSON.stringify(sorted(content)), JSON.stringify(content));
});

test('a changed word changes the version', () => {
  withCopy((folder) => {
    replace(folder, 'en/statements.yaml', 'It feels safer to keep things in.', 'It feels safer kept in.');
    assert.notEqual(compile(folder).languages.en.version, content.version);
  });
});

test('no two words of the mood field touch on a phone', () => {
  const boxes = content.vocabulary.emotions.map(labelBox);
  for (const a of boxes) {
    for (const b of boxes) {
      if (a === b) continue;
      const apart = a.right <= b.left || b.right <= a.left || a.high <= b.low || b.high <= a.low;
      assert.ok(apart, `${a.label} and ${b.label}`);
    }
  }
});

test('the build writes the language and both made-up ones, and nothing when it only checks', () => {
  const out = mkdtempSync(join(tmpdir(), 'ajar-built-'));
  try {
    const checked = run('--check', '--out', join(out, 'none'));
    assert.equal(checked.status, 0, checked.stderr);
    assert.equal(existsSync(join(out, 'none')), false);
    assert.equal(run('--out', out).status, 0);
    const files = [...Object.keys(compile(CONTENT).languages), 'en-XA', 'ar-XB'].map((name) => `${name}.json`).sort();
    assert.deepEqual(readdirSync(out).sort(), [...files, 'engine', 'library', 'sentences'].sort());
    assert.deepEqual(readdirSync(join(out, 'library')).sort(), files);
    assert.deepEqual(JSON.parse(readFileSync(join(out, 'library/en.json'), 'utf8')), library);
    assert.deepEqual(JSON.parse(readFileSync(join(out, 'en.json'), 'utf8')), content);
    const forEngine = JSON.parse(readFileSync(join(out, 'engine/en.json'), 'utf8'));
    assert.deepEqual(forEngine.ladder[0], {
      difficulty: content.ladder[0].difficulty,
      domain: content.ladder[0].domain,
      id: content.ladder[0].id,
      lead: {},
      relation: content.ladder[0].relation,
      waits: content.ladder[0].waits,
    });
    assert.deepEqual(forEngine.practice, content.practice);
    const before = statSync(join(out, 'en.json')).mtimeMs;
    assert.equal(run('--out', out).status, 0);
    assert.equal(statSync(join(out, 'en.json')).mtimeMs, before, 'an unchanged file is not written again');
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
});

test('a fault is printed as file, line, path and sentence; nothing is written and the exit code is 1', () => {
  withCopy((folder) => {
    const line = replace(folder, 'en/statements.yaml', 'label: Mostly', 'labell: Mostly');
    const out = join(folder, 'out');
    const { status, stderr } = run('--content', folder, '--out', out);
    assert.equal(status, 1);
    assert.match(
      stderr,
      new RegExp(`^content/en/statements\\.yaml:${line}: scale\\[3\\]: lacks the field “label”$`, 'm'),
    );
    assert.match(stderr, /nothing was written/);
    assert.equal(existsSync(out), false);
  });
});

test('an unknown option is refused with the usage', () => {
  const { status, stderr } = run('--fast');
  assert.equal(status, 2);
  assert.match(stderr, /^usage: /);
});

test('an id twice', () => {
  refuses('en/vocabulary.yaml', 'id: calm, label', 'id: tired, label', /“tired” stands here for the second time/, {
    line:
      readFileSync(join(CONTENT, 'en/vocabulary.yaml'), 'utf8')
        .split('\n')
        .findIndex((text) => text.includes('id: tired,')) + 1,
  });
});

test('an id that devices do not know', () => {
  refuses('en/vocabulary.yaml', 'id: calm', 'id: serene', /“serene” is not among the emotions/);
});

test('an id that is gone', () => {
  const { faults } = faultsAfter('en/vocabulary.yaml', 'id: calm', 'id: serene');
  assert.ok(faults.some(({ message }) => message.startsWith('“calm” is missing')));
});

test('a step less', () => {
  const path = join(CONTENT, 'en/ladder/work.yaml');
  const last = readFileSync(path, 'utf8').slice(readFileSync(path, 'utf8').indexOf('  - id: work_7d'));
  withCopy((folder) => {
    replace(folder, 'en/ladder/work.yaml', last, '');
    assert.ok(compile(folder).faults.some(({ path, message }) => path === 'steps' && /wrong count/.test(message)));
  });
});

test('a digit that does not fit its id', () => {
  refuses('en/ladder/friend.yaml', 'difficulty: 8', 'difficulty: 7', /is 7, but the id says 8/);
});

test('a domain that does not fit its id', () => {
  refuses('en/ladder/work.yaml', 'domain: repair', 'domain: ask', /is “ask”, but the id says “repair”/);
});

test('a lead that forgets the person', () => {
  refuses('en/ladder/friend.yaml', "'Ask {person}'", 'Ask them', /needs \{person\}/);
});

test('a text over its limit', () => {
  refuses(
    'en/ladder/friend.yaml',
    'words: I missed you.',
    `words: ${'I missed you. '.repeat(6)}`,
    /longer than 60 characters/,
  );
});

test('a statement of too many words', () => {
  refuses(
    'en/statements.yaml',
    'It feels safer to keep things in.',
    'It is so much safer to me to keep all of my own things in.',
    /has 15 words/,
  );
});

test('an empty text', () => {
  refuses('en/prompts.yaml', 'A small yes I could live with.', "''", /fewer than 1 character/);
});

test('a threshold outside its range', () => {
  refuses('en/practice.yaml', 'default_ceiling: 5', 'default_ceiling: 12', /must be <= 10/, {
    path: 'default_ceiling',
  });
});

test('a threshold that is gone', () => {
  const { faults } = faultsAfter('en/practice.yaml', 'open_days:', 'open_for:');
  assert.ok(faults.some(({ message }) => message === 'lacks the field “open_days”'));
  assert.ok(faults.some(({ message }) => message === 'has the unknown field “open_for”'));
});

test('a rule that names a situation that is not there', () => {
  refuses('en/practice.yaml', 'conflict]', 'quarrel]', /“quarrel” is not a situation/);
});

test('two labels that touch in the mood field', () => {
  refuses(
    'en/vocabulary.yaml',
    'label: tired, pleasant: -76, activated: -86',
    'label: tired, pleasant: -60, activated: -72',
    /touch in the mood field/,
  );
});

test('a help line without the page that was read', () => {
  const { faults } = faultsAfter('en/help.yaml', "    checked: '2022-07-07'\n", '');
  assert.ok(faults.some(({ message, path }) => message === 'lacks the field “checked”' && path === 'lines[0]'));
});

test('broken YAML', () => {
  refuses('en/prompts.yaml', 'text: A small yes I could live with. }', 'text: A small yes: I could live with. }', /./);
});

test('a key twice in one file', () => {
  refuses('en/interface/view.yaml', 'mirror.pattern:', 'mirror.alike:', /unique/i);
});

test('a message twice in two files', () => {
  withCopy((folder) => {
    write(folder, 'en/interface/zz.yaml', '# two\nmirror.pattern: Another sentence.\n');
    const [fault] = compile(folder).faults;
    assert.deepEqual(fault, {
      file: 'content/en/interface/zz.yaml',
      line: 2,
      path: 'mirror.pattern',
      message: 'stands in content/en/interface/view.yaml already',
    });
  });
});

test('messages that are not ICU, or not in both formatters', () => {
  const cases = {
    '{count, plural, one {a} other {b}': /is not an ICU message/,
    '{count, plural, one {a}}': /is not an ICU message/,
    '{count, plural, other {# notes}}': /no form for one/,
    '{count, plural, one {a} few {b} other {c}}': /plural form “few”/,
    '{count, plural, offset:1 one {a} other {b}}': /offset/,
    "it's": /straight apostrophe/,
    '<b>bold</b>': /markup/,
    '{when, date, ::yMMMd}': /style that one of the two/,
    '{n, plural, one {one} other {{n} notes}}': /prints the number \{n\}/,
    '{Name}': /argument \{Name\}/,
    '{a, select, x {1} other {2}} {a, number}': /both as a choice and as a number/,
  };
  for (const [message, expected] of Object.entries(cases)) {
    withCopy((folder) => {
      write(folder, 'en/interface/zz.yaml', `zz.text: ${JSON.stringify(message)}\n`);
      const { faults } = compile(folder);
      assert.ok(
        faults.some((fault) => expected.test(fault.message) && fault.file.endsWith('zz.yaml') && fault.line === 1),
        `${message}: ${JSON.stringify(faults)}`,
      );
    });
  }
});

test('a note on no message, and an id that is none', () => {
  withCopy((folder) => {
    write(folder, 'en/interface/zz.yaml', 'zz.text: Fine.\nzz.other._note: On nothing.\nText: Not an id.\n');
    const messages = compile(folder).faults.map(({ message }) => message);
    assert.ok(messages.includes('is a note on a message that is not in this file'));
    assert.ok(messages.some((message) => message.startsWith('has the id “Text”')));
  });
});

test('a brace in a text that takes no arguments', () => {
  refuses('en/prompts.yaml', 'A small yes I could live with.', "'A {small} yes.'", /has a brace/);
});

test('a file that nothing reads', () => {
  withCopy((folder) => {
    write(folder, 'en/statement.yaml', 'version: 1\n');
    assert.ok(
      compile(folder).faults.some(
        ({ file, message }) => file === 'content/en/statement.yaml' && /nothing reads/.test(message),
      ),
    );
  });
});
