// Every screen that there is, as an address, in a life that has something in each: for the tests that go everywhere.
import { readFileSync } from 'node:fs';

/** Screens of the practices and of what the notes say, which need nothing to stand there. */
export const practices = [
  'moment/back',
  'journey/enough',
  'write/series',
  'write/series/back',
  'patterns',
  'patterns/questions',
  'patterns/expected',
  'patterns/receiving',
  'patterns/helped',
  'patterns/change',
  'cycle',
  'support',
  'support/received',
  'support/gave',
  'protector',
  'protector/talk',
  'protector/talk/guards',
  'protector/talk/after',
  'protector/card',
  'protector/now',
  'protector/letter',
  'protector/memory',
  'learn',
  'learn/calm_outside',
  'learn/beliefs',
  'learn/beliefs/burden',
  'learn/origin',
  'seek',
  'seek/goals',
  'seek/ask',
  'seek/first',
  'seek/page',
  'seek/finding',
  'seek/work',
  'seek/reading',
  'space',
  'questionnaires',
  'questionnaires/add',
  'questionnaires/keys',
];

/** Addresses of all screens; `lines` are the export lines of the life that is open. */
export function everyRoom(lines) {
  const records = readFileSync(lines, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  const deleted = new Set(records.filter(({ body }) => !body).map(({ id }) => id));
  const newest = (kind, fits = () => true) =>
    records.findLast((one) => one.kind === kind && one.body && !deleted.has(one.id) && fits(one.body))?.id;
  const settings = [
    'passphrase',
    'words',
    'hide',
    'export',
    'import',
    'practice',
    'show',
    'keys',
    'storage',
    'about',
    'erase',
  ];
  const there = (...all) => all.filter((kind) => newest(kind) !== undefined);
  const changed = there(
    'moment',
    'entry',
    'step',
    'received',
    'gave',
    'protector',
    'origin',
    'letter',
    'goal',
    'helped',
  );
  return [
    'today',
    'check',
    'moment',
    'write',
    'people',
    'people/new',
    `people/${newest('person')}`,
    'steps',
    'step/new',
    'step/new?ladder=friends_3d',
    `step/${newest('step', ({ status }) => status === 'done')}`,
    `mirror/${newest('check')}`,
    'journey',
    ...practices,
    ...[...changed, ...there('person', 'check', 'rest')].map((kind) => `record/${newest(kind)}`),
    ...changed.map((kind) => `record/${newest(kind)}/change`),
    `share/${newest('entry')}`,
    'around',
    'devices',
    'devices/add',
    'devices/arrive',
    'help',
    'help/plan',
    'help/therapist',
    'settings',
    ...settings.map((part) => `settings/${part}`),
  ];
}
