// The tone: the content keeps it, and each of its rules finds what it is for.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { compile } from './compile.mjs';
import { CONTENT, replace, withCopy, write } from './fixture.mjs';
import { sentencesOf, textsOf } from './texts.mjs';
import { checkTone, objection, readTone, toneFaults } from './tone.mjs';

const rules = readTone(CONTENT, []);
const findings = (text, voice = 'ajar') =>
  rules
    .filter((rule) => (rule.voice === 'all' || voice === 'ajar') && objection(rule, text, voice))
    .map(({ id }) => id);

test('every text of the content keeps the tone', () => {
  assert.deepEqual(checkTone(CONTENT), []);
});

test('each rule finds what it is there for', () => {
  const offences = {
    exclamation: 'Kept!',
    emoji: 'Kept 🙂.',
    straight_quote: 'Say "fine".',
    three_dots: 'And then...',
    double_space: 'Two  spaces.',
    order: 'You should call them.',
    absolutes: 'You always leave first.',
    praise: 'Well done.',
    game: 'A streak of nine.',
    guilt: 'You missed a day.',
    diagnosis: 'A symptom of attachment disorder.',
    jargon: 'Thank your inner child.',
    told_to_feel: 'Kept. You feel lighter now.',
    chatter: 'Kept, thanks.',
    persona: 'We kept it.',
    percentage: 'You are 80% there.',
    hurry: 'Act now.',
    promise: 'This will change you.',
  };
  assert.deepEqual(Object.keys(offences).sort(), rules.map(({ id }) => id).sort(), 'each rule has an example');
  for (const [id, text] of Object.entries(offences)) assert.ok(findings(text).includes(id), `${id} in “${text}”`);
});

test('a rule finds the quieter ways of saying it, too', () => {
  const offences = {
    order: ['It’s important to talk.', 'You had better ask.', 'Be gentle with yourself.', 'It is time to call them.'],
    absolutes: ['Your partner never listens.', 'You’re always alone.', 'Noted. Always say why.', 'Never leave first.'],
    praise: ['That takes courage.', 'You’re doing really well.', 'A big step.'],
    game: ['Keep your chain.', 'Four days in a row.', 'A perfect week.', 'Three consecutive days.'],
    guilt: ['You didn’t write.', 'Two steps are overdue.', 'Get back on track.', 'You have not been here.'],
    diagnosis: ['A love avoidant.', 'You are emotionally unavailable.', 'An attachment wound.', 'An unhealthy habit.'],
    jargon: ['Lean into it.', 'Set boundaries.', 'It heals.'],
  };
  for (const [id, texts] of Object.entries(offences))
    for (const text of texts) assert.ok(findings(text).includes(id), `${id} in “${text}”`);
});

test('what the design wants said is not found fault with', () => {
  const wanted = [
    'It’s been a rough week.',
    'Whether it is a pattern needs other days.',
    '7 of 9 times, since March.',
    'Nothing is asked today.',
    'It is not diagnosis, therapy or emergency care.',
    'Tell a friend that you missed them.',
    'Accept one kind remark with “thank you”, and add nothing.',
    'Thanks',
  ];
  for (const text of wanted) assert.deepEqual(findings(text), [], text);
});

test('words that the person says may be the person’s', () => {
  assert.deepEqual(findings('I should call. Sorry.', 'own'), []);
  assert.deepEqual(findings('I called!', 'own'), ['exclamation']);
});

test('both sides of a plural and of a choice are read', () => {
  assert.deepEqual(sentencesOf('{n, plural, one {One note} other {{n, number} notes}} from {who}.'), [
    'One note from ….',
    '7 notes from ….',
  ]);
  withCopy((folder) => {
    write(folder, 'en/interface/zz.yaml', '\nzz.kept: "{n, plural, one {Kept.} other {Well done.}}"\n');
    const { first } = compile(folder);
    const faults = toneFaults(rules, textsOf(first.sources)).filter(({ file }) => file.endsWith('zz.yaml'));
    assert.equal(faults.length, 1);
    assert.equal(faults[0].line, 2);
    assert.match(faults[0].message, /Well done/);
  });
});

test('a finding is one line with its file and line, and the exit code is 1', () => {
  withCopy((folder) => {
    const line = replace(folder, 'en/ladder/work.yaml', 'hint: Say which half.', 'hint: You should say which half.');
    const script = fileURLToPath(new URL('tone.mjs', import.meta.url));
    const { status, stderr } = spawnSync(process.execPath, [script, '--content', folder], { encoding: 'utf8' });
    assert.equal(status, 1);
    assert.match(
      stderr,
      new RegExp(`^content/en/ladder/work\\.yaml:${line}: steps\\[11\\]\\.hint: says “You should” `, 'm'),
    );
  });
});

test('an exception that nothing needs is a finding, too', () => {
  const rule = { id: 'x', voice: 'all', expression: /zzz/u, why: '', except: ['mirror.pattern'] };
  assert.match(toneFaults([rule], [])[0].message, /does not need it/);
});

test('a rule whose pattern cannot be read is a fault', () => {
  withCopy((folder) => {
    write(folder, 'tone.yaml', '- id: broken\n  voice: all\n  pattern: "("\n  why: none\n');
    const faults = [];
    readTone(folder, faults);
    assert.equal(faults[0].line, 3);
  });
});

test('a translation is held against its own list, and only against that', () => {
  withCopy((folder) => {
    write(folder, 'nl/language.yaml', 'language: nl\ndirection: ltr\ndraft: true\n');
    write(folder, 'nl/tone.yaml', '- id: praise\n  voice: ajar\n  pattern: "\\\\bknap gedaan\\\\b"\n  why: geen lof\n');
    write(
      folder,
      'nl/interface/view.yaml',
      '\nmirror.pattern: "{checks, plural, one {Knap gedaan.} other {Well done.}}"\n',
    );
    const faults = checkTone(folder);
    assert.deepEqual(
      faults.map(({ file, line, path }) => [file, line, path]),
      [['content/nl/interface/view.yaml', 2, 'mirror.pattern']],
    );
    assert.match(faults[0].message, /Knap gedaan.*geen lof/);
  });
});
