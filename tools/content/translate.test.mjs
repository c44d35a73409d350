// Translations: whole, with the same arguments, and without a rule of their own.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { IntlMessageFormat } from 'intl-messageformat';
import { isMap, isSeq, parseDocument, visit } from 'yaml';
import { compile } from './compile.mjs';
import { CONTENT, replace, withCopy, write } from './fixture.mjs';
import { argumentsOf, parseMessage } from './messages.mjs';

const RULES = [
  'domain',
  'difficulty',
  'waits',
  'relation',
  'version',
  'contexts',
  'pleasant',
  'activated',
  'deactivating',
  'country',
  'about',
  'channel',
  'to',
  'body',
  'hours',
  'source',
  'checked',
  // of the library
  'part',
  'sources',
  'yours',
  'steps',
  'any',
  'source',
];

// A translation as its maker would begin it: the English texts without the rules.
function begin(folder, language, direction) {
  const copy = (file) => {
    const document = parseDocument(readFileSync(join(folder, 'en', file), 'utf8'));
    visit(document, {
      Pair: (_, pair) => {
        const flag = pair.key.value === 'question' && typeof pair.value.value === 'boolean';
        if (pair.key.value === 'body' && isSeq(pair.value)) return undefined; // the vocabulary’s, not a text message’s
        if (pair.key.value === 'steps' && isMap(pair.value.items?.[0])) return undefined; // the ladder’s own steps
        return flag || RULES.includes(pair.key.value) ? visit.REMOVE : undefined;
      },
    });
    write(folder, `${language}/${file}`, String(document));
  };
  for (const file of ['statements', 'vocabulary', 'prompts', 'help', 'unsafe']) copy(`${file}.yaml`);
  for (const file of readdirSync(join(folder, 'en/ladder'))) copy(`ladder/${file}`);
  for (const file of readdirSync(join(folder, 'en/library'))) if (file !== 'sources.yaml') copy(`library/${file}`);
  for (const file of readdirSync(join(folder, 'en/interface'))) {
    write(folder, `${language}/interface/${file}`, readFileSync(join(folder, 'en/interface', file), 'utf8'));
  }
  write(folder, `${language}/language.yaml`, `language: ${language}\ndirection: ${direction}\n`);
}

const withTranslation = (work) =>
  withCopy((folder) => {
    begin(folder, 'nl', 'ltr');
    return work(folder);
  });

test('a whole translation compiles: its own words, and the first language’s rules', () => {
  withTranslation((folder) => {
    replace(folder, 'nl/statements.yaml', 'label: Mostly', 'label: Grotendeels');
    const { languages, faults } = compile(folder);
    assert.deepEqual(faults, []);
    assert.equal(languages.nl.language, 'nl');
    assert.equal(languages.nl.statements.scale[3].label, 'Grotendeels');
    assert.deepEqual(languages.nl.practice, languages.en.practice);
    assert.equal(languages.nl.ladder[5].difficulty, languages.en.ladder[5].difficulty);
  });
});

test('a library is translated with the rest, and keeps its sources and rules', () => {
  withTranslation((folder) => {
    replace(folder, 'nl/library/learn.yaml', 'Calm outside, alarm inside', 'Kalm van buiten, onrust van binnen');
    const { libraries, faults } = compile(folder);
    assert.deepEqual(faults, []);
    assert.equal(libraries.nl.learn.cards[0].title, 'Kalm van buiten, onrust van binnen');
    assert.deepEqual(libraries.nl.sources, libraries.en.sources);
    assert.deepEqual(libraries.nl.learn.cards[0].sources, libraries.en.learn.cards[0].sources);
  });
});

/** The faults of a translation with one text replaced; the first language stands. */
const faultsOf = (file, from, to) =>
  withTranslation((folder) => {
    const line = replace(folder, file, from, to);
    const { languages, faults } = compile(folder);
    assert.ok(languages.en, 'the first language is not held up');
    assert.equal(languages.nl, undefined);
    return { line, faults };
  });

test('a text that is missing is named at the line of its neighbours', () => {
  const { line, faults } = faultsOf('nl/ladder/work.yaml', '    hint: Say which half.\n', '');
  assert.equal(faults.length, 1);
  assert.equal(faults[0].path, 'steps[11].hint');
  assert.equal(faults[0].message, 'is not translated (“Say which half.”)');
  assert.ok(Math.abs(faults[0].line - line) <= 8, `${faults[0].line} beside ${line}`);
});

test('a message that is missing is named by its id', () => {
  const { faults } = faultsOf('nl/interface/view.yaml', 'mirror.pattern:', 'mirror.closest_many._note:');
  assert.deepEqual(
    faults.map(({ path }) => path),
    ['mirror.pattern'],
  );
  assert.match(faults[0].message, /^is not translated/);
});

test('a message with another argument is refused both ways', () => {
  const { line, faults } = faultsOf('nl/interface/view.yaml', 'step with {person} yet', 'step with {name} yet');
  assert.deepEqual(
    faults.map((fault) => [fault.line, fault.message]),
    [
      [line, 'leaves out the argument {person}'],
      [line, 'has the unknown argument {name}'],
    ],
  );
});

test('an unknown message is refused', () => {
  const { faults } = faultsOf('nl/interface/view.yaml', 'mirror.pattern:', 'mirror.patroon: Iets.\nmirror.pattern:');
  assert.deepEqual(
    faults.map(({ path, message }) => [path, message]),
    [['mirror.patroon', 'is not in content/en']],
  );
});

test('a rule in a translation is refused', () => {
  const { faults } = faultsOf('nl/vocabulary.yaml', 'label: joked', 'label: joked, deactivating: false');
  assert.equal(faults[0].message, 'is a rule; rules stand in content/en only');
});

test('a plural form that the language does not have is refused', () => {
  const { faults } = faultsOf('nl/interface/view.yaml', 'one {a day}', 'one {a day} few {days}');
  assert.match(faults[0].message, /plural form “few”, which the language “nl” does not have/);
});

test('a card that is missing, and one that is unknown', () => {
  const { faults } = faultsOf('nl/library/learn.yaml', 'id: lonely_cycle', 'id: lonely_loop');
  assert.ok(faults.some(({ message }) => message === '“lonely_cycle” is not translated'));
  assert.ok(faults.some(({ message }) => message === '“lonely_loop” is not in content/en'));
});

test('sources in a translation are refused', () => {
  withTranslation((folder) => {
    write(folder, 'nl/library/sources.yaml', '- { id: bowlby_1988 }\n');
    assert.deepEqual(
      compile(folder).faults.map(({ file, message }) => [file, message]),
      [['content/nl/library/sources.yaml', 'is a file of rules; rules stand in content/en only']],
    );
  });
});

test('a folder named otherwise than its language is refused', () => {
  const { faults } = faultsOf('nl/language.yaml', 'language: nl', 'language: de');
  assert.equal(faults[0].message, 'is “de” in the folder of “nl”');
});

test('a draft may lack texts and is not built; what it has must be right all the same', () => {
  withTranslation((folder) => {
    write(folder, 'nl/language.yaml', 'language: nl\ndirection: ltr\ndraft: true\n');
    rmSync(join(folder, 'nl/unsafe.yaml'));
    replace(folder, 'nl/interface/view.yaml', 'mirror.pattern:', 'mirror.closest_many._note:');
    const { languages, libraries, translations, faults } = compile(folder);
    assert.deepEqual(faults, []);
    assert.equal(languages.nl ?? libraries.nl, undefined);
    assert.deepEqual(
      translations.nl.missing.map(({ path, message }) => [path, message.split(' (')[0]]),
      [
        ['', 'the file is missing'],
        ['mirror.pattern', 'is not translated'],
      ],
    );
    replace(folder, 'nl/interface/view.yaml', 'step with {person} yet', 'step yet');
    assert.deepEqual(
      compile(folder).faults.map(({ message }) => message),
      ['leaves out the argument {person}'],
    );
  });
});

test('a whole language that is no draft lacks nothing', () => {
  withTranslation((folder) => {
    assert.deepEqual(compile(folder).translations.nl.missing, []);
    rmSync(join(folder, 'nl/unsafe.yaml'));
    assert.deepEqual(
      compile(folder).faults.map(({ file, message }) => [file, message]),
      [['content/nl/unsafe.yaml', 'the file is missing']],
    );
  });
});

test('a build goes on with English where a finished language lacks a text; the check does not', () => {
  withTranslation((folder) => {
    replace(folder, 'nl/interface/view.yaml', 'mirror.pattern:', 'mirror.closest_many._note:');
    replace(folder, 'nl/library/learn.yaml', 'id: lonely_cycle', 'id: lonely_loop');
    assert.equal(compile(folder).languages.nl, undefined);
    replace(folder, 'nl/library/learn.yaml', 'id: lonely_loop', 'id: lonely_cycle');
    const { languages, translations, faults } = compile(folder, { patient: true });
    assert.deepEqual(faults, []);
    assert.deepEqual(
      translations.nl.missing.map(({ path }) => path),
      ['mirror.pattern'],
    );
    assert.equal(languages.nl.messages['mirror.pattern'], languages.en.messages['mirror.pattern']);
  });
});

test('labels that touch in the mood field of a translation are named', () => {
  const { faults } = faultsOf('nl/vocabulary.yaml', 'label: uneasy', 'label: zeer ongemakkelijk bij dit alles');
  assert.ok(faults.length > 0);
  for (const { message } of faults) assert.match(message, /touch in the mood field/);
});

test('every language that there is can be formatted, message by message, and none says less than its original', () => {
  const { languages, translations } = compile(CONTENT);
  for (const [language, content] of Object.entries(languages)) {
    for (const [id, message] of Object.entries(content.messages)) {
      const args = Object.fromEntries([...argumentsOf(parseMessage(message).parts).keys()].map((name) => [name, 3]));
      const format = new IntlMessageFormat(message, language, undefined, { ignoreTag: true });
      assert.ok(String(format.format(args)).trim().length > 0, `${language} ${id}`);
    }
  }
  for (const [language, { draft, missing }] of Object.entries(translations))
    assert.ok(draft || missing.length === 0, `${language} lacks ${missing.map(({ path }) => path).join(' ')}`);
});
