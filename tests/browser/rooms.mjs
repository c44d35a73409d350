// Every screen that there is, as an address, in a life that has something in each: for the tests that go everywhere.
import { readFileSync } from 'node:fs';

/** Screens of the practices, which need nothing to stand there. */
export const practices = [
  'moment/back',
  'journey/helped',
  'journey/enough',
  'write/series',
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
  const kinds = ['moment', 'entry', 'step', 'received', 'person', 'protector', 'check'].filter((kind) => newest(kind));
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
    ...kinds.map((kind) => `record/${newest(kind)}`),
    `record/${newest('moment')}/change`,
    `share/${newest('entry')}`,
    'around',
    'patterns',
    'patterns/questions',
    'patterns/expected',
    'patterns/receiving',
    'patterns/helped',
    'patterns/change',
    'cycle',
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
