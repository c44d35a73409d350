// What the page for a therapist says, line by line, so that each can be left out or blacked out.
import type { Asked, Claim, Count, CycleNode, Finding, Limits } from '../../app/findings';
import { t } from '../../app/life';
import type { Bodies, Context } from '../../app/records';
import type { Used, Views } from '../../app/views';
import { say } from '../../app/words';
import { contextLabel, joined, sinceLabel, statements, stepShort, wordLabel } from '../../parts/content';
import { fullDate } from '../../parts/dates';
import type { Chapters } from '../../parts/library';
import { number } from '../../parts/numbers';
import { between } from '../../pictures/estimate';
import { vocabularyOf } from '../cycle/words';
import { phasesWords } from '../patterns/phases';
import type { Marked } from './questions';

export interface Line {
  id: string;
  /** What stands before it, in Ajar's voice; '' for none. */
  name: string;
  words: string;
  /** The person's own words. */
  own: boolean;
}

export const pageParts = [
  'goals',
  'check',
  'patterns',
  'cycle',
  'moments',
  'steps',
  'support',
  'change',
  'helped',
  'protector',
  'origin',
  'plan',
  'pages',
  'questions',
] as const;
export type PagePart = (typeof pageParts)[number];

/** The views that the page is made of. */
export const pageViews = [
  'seek',
  'pattern',
  'questions',
  'cycle',
  'support',
  'receiving',
  'change',
  'helped',
  'help',
] as const;
export type PageViews = Pick<Views, (typeof pageViews)[number]>;

export interface Sources {
  views: PageViews;
  marked: Marked;
  seek: Chapters['seek'];
  helped: Chapters['journey']['helped'];
  /** The newest rating of each thing that may have helped. */
  ratings: readonly Bodies['helped'][];
}

/** The lines of each part; a part without any has nothing to say yet. */
export function linesOf(part: PagePart, { views, marked, seek, helped, ratings }: Sources): Line[] {
  switch (part) {
    case 'goals':
      return views.seek.goals.filter((goal) => !goal.done).flatMap((goal) => own(goal.id, '', goal.text));
    case 'check':
      return checkLines(views.seek.check);
    case 'patterns':
      return patternLines(views.pattern, views.questions);
    case 'cycle':
      return cycleLines(views.cycle);
    case 'moments':
      return momentLines(views.seek.moments);
    case 'steps':
      return stepLines(views.seek.steps);
    case 'support':
      return supportLines(views.support, views.receiving);
    case 'change':
      return changeLines(views.change);
    case 'helped':
      return helpedLines(views.helped, helped, ratings);
    case 'protector':
      return bodyLines(views.seek.protector, ['guards', 'request', 'reply']);
    case 'origin':
      return bodyLines(views.seek.origin, ['told', 'learned', 'text'], {
        learned: 'origin.learned',
        text: 'origin.text',
      });
    case 'plan':
      return planLines(views.help.plan);
    case 'pages':
      return views.seek.pages.flatMap((page) => own(page.id, fullDate(page.at), page.text));
    case 'questions':
      return questionLines(marked, seek);
  }
}

/** Own words, a line for each paragraph, so that one may go and another stay. The first carries the name. */
const own = (id: string, name: string, words: string): Line[] =>
  words
    .split('\n')
    .filter((paragraph) => paragraph.trim() !== '')
    .map((paragraph, i) => ({
      id: i === 0 ? id : `${id}-${i}`,
      name: i === 0 ? name : '',
      words: paragraph,
      own: true,
    }));

const fact = (id: string, name: string, words: string): Line => ({ id, name, words, own: false });

/** "3 of 7 times, likely between 16 and 75 in 100" */
function counted({ n, of, low, high }: Pick<Count, 'n' | 'of' | 'low' | 'high'>): string {
  const times = t('page.of_times', { n, of });
  return low === null || high === null ? times : joinedBy(times, likely({ low, high }));
}

/** Limits of a rate, 0 to 1, in words. */
const likely = ({ low, high }: Pick<Limits, 'low' | 'high'>): string =>
  t('page.interval', { low: Math.round(low * 100), high: Math.round(high * 100) });

const joinedBy = (...parts: string[]): string => parts.filter((part) => part !== '').join('; ');

/** "Rests on 9 notes, 5 January to 14 May." */
const rests = ({ n, from, to }: Pick<Finding, 'n' | 'from' | 'to'>): string =>
  from === null || to === null ? '' : t('page.rests', { n, from: fullDate(from), to: fullDate(to) });

/** What is missing before anything is said. */
const missing = ({ missing: lacks }: Pick<Finding, 'missing'>): string =>
  lacks.map(({ what, have, need }) => t(`patterns.missing.${what}`, { have, need })).join(' ');

/** A finding as a line: what it says, or that it is too early and what is missing, and how much it rests on. */
const found = (id: string, name: string, finding: Finding, more = ''): Line =>
  fact(
    id,
    name,
    [say(finding.sentence), more, missing(finding), rests(finding)].filter((part) => part !== '').join(' '),
  );

function checkLines(check: PageViews['seek']['check']): Line[] {
  if (check === null) return [];
  const { items, scale } = statements();
  const label = (value: number) => scale.find((one) => one.value === value)?.label ?? String(value);
  return (Object.keys(check.body.answers) as Context[]).flatMap((context) => {
    const answers = check.body.answers[context] ?? {};
    const since = check.body.since?.[context];
    const head = fact(
      `${check.id}-${context}`,
      contextLabel(context),
      since === undefined ? fullDate(check.at) : `${sinceLabel(since)}, ${fullDate(check.at)}`,
    );
    const rows = items
      .filter((item) => answers[item.id] !== undefined)
      .map((item) => fact(`${check.id}-${context}-${item.id}`, item.short, label(answers[item.id] ?? 0)));
    return [head, ...rows];
  });
}

/** Is it a pattern, with whom, how sure; and the three questions with what holds after everything that was looked at. */
function patternLines({ relationships, general }: PageViews['pattern'], questions: PageViews['questions']): Line[] {
  if (relationships.length === 0 && questions.withdrawal.of === 0) return [];
  const usual = relationships.map((one) =>
    found(
      `pattern-${one.context}`,
      contextLabel(one.context),
      one,
      t('patterns.bricks', { past: one.past, of: one.bricks.length, latest: -1 }),
    ),
  );
  const all = relationships.length === 0 ? [] : [...usual, found('pattern-general', '', general)];
  if (questions.withdrawal.of === 0) return all;
  const { withdrawal } = questions;
  const what = t('patterns.withdrawal', { n: withdrawal.n, of: withdrawal.of, urge: withdrawal.urge });
  return [
    ...all,
    fact('questions-withdrawal', '', what),
    ...(['situations', 'when', 'feelings'] as const).flatMap((name) => askedLines(name, questions[name])),
    fact('questions-together', '', t('page.together')),
  ];
}

function askedLines(name: string, asked: Asked): Line[] {
  const question = t(`patterns.ask.${name}`);
  if (asked.claims.length === 0) return [found(`questions-${name}`, question, asked)];
  return asked.claims.map((claim, i) => claimLine(`questions-${name}-${i}`, i === 0 ? question : '', claim));
}

/** Its sentence has both counts; beside it how far the rate may lie from what was counted. */
const claimLine = (id: string, name: string, claim: Claim): Line =>
  fact(id, name, [say(claim.sentence), sentenceOf(likely(claim.pooled)), rests(claim)].join(' '));

const sentenceOf = (words: string): string => `${words.charAt(0).toLocaleUpperCase()}${words.slice(1)}.`;

function cycleLines(cycle: PageViews['cycle']): Line[] {
  const exit = cycle.own_way_out === null ? [] : own('cycle-exit', t('cycle.place.exit'), cycle.own_way_out);
  if (cycle.example) return exit;
  const nodes = cycle.nodes.flatMap((node) =>
    nodeLines(node, cycle.arrows.find(({ to }) => to === node.place) ?? null),
  );
  const ways = cycle.ways_out.map((way) =>
    fact(
      `cycle-way-${way.token}`,
      t('cycle.ways_out'),
      joinedBy(wordLabel('did', way.token), t('page.of_times', { n: way.n, of: way.of })),
    ),
  );
  return [found('cycle', '', cycle), ...nodes, ...exit, ...ways];
}

/** What stands at a place of the loop, and how often it followed. */
function nodeLines(node: CycleNode, arrow: Count | null): Line[] {
  const name = t(`cycle.place.${node.place}`);
  const id = `cycle-${node.place}`;
  const times = arrow === null || node.place === 'trigger' ? '' : counted(arrow);
  const said = node.own ?? node.quote?.text ?? null;
  if (said !== null) return own(id, joinedBy(name, times), said);
  if (node.tokens.length > 0)
    return [fact(id, joinedBy(name, times), joined(node.tokens.map((token) => wordLabel(vocabularyOf(node), token))))];
  return [];
}

const used = (words: readonly Used[], label: (id: string) => string): string =>
  words.map(({ token, n }) => t('page.used', { word: label(token), n })).join('; ');

function momentLines(moments: PageViews['seek']['moments']): Line[] {
  if (moments.n === 0 || moments.from === null || moments.to === null) return [];
  const rows: [string, string, string][] = [
    ['urge', t('moment.urge'), moments.urge === null ? '' : t('page.urge', { n: moments.urge })],
    ['situations', t('moment.situations'), used(moments.situations, (id) => wordLabel('situations', id))],
    ['did', t('moment.did'), used(moments.did, (id) => wordLabel('did', id))],
    ['needed', t('moment.needed'), used(moments.needed, (id) => wordLabel('needs', id))],
  ];
  return [
    ...rows.filter(([, , words]) => words !== '').map(([id, name, words]) => fact(`moments-${id}`, name, words)),
    fact('moments-rests', '', rests(moments)),
  ];
}

function stepLines(steps: PageViews['seek']['steps']): Line[] {
  if (steps.n === 0) return [];
  const gap =
    steps.belief === null || steps.belief_after === null
      ? []
      : [
          fact(
            'steps-gap',
            '',
            t('page.gap', {
              n: steps.both,
              before: Math.round(steps.belief),
              after: Math.round(steps.belief_after),
            }),
          ),
        ];
  const rows = steps.newest.flatMap((step) => {
    const pair =
      step.belief === null || step.belief_after === null
        ? ''
        : t('step.pair', { before: step.belief, after: step.belief_after });
    return [
      fact(step.id, stepShort(step), pair),
      ...(step.feared === null ? [] : own(`${step.id}-feared`, t('record.field.feared'), step.feared)),
      ...(step.learned === null ? [] : own(`${step.id}-learned`, t('record.field.learned'), step.learned)),
    ];
  });
  return [...gap, ...rows];
}

/** Kind words that the page has room for. */
const wordsMost = 5;

function supportLines(support: PageViews['support'], receiving: PageViews['receiving']): Line[] {
  if (support.counts.received + support.counts.gave === 0) return [];
  const easier = (['urge', 'absorbed'] as const).map((name) =>
    found(`support-${name}`, t(`patterns.receiving.${name}`), receiving[name]),
  );
  const words = support.received
    .filter((row) => row.words !== null)
    .slice(0, wordsMost)
    .flatMap((row) => own(row.id, `${t(`people.what.${row.what}`)}, ${fullDate(row.at)}`, row.words ?? ''));
  return [found('support-balance', '', receiving.balance), ...easier, ...words];
}

function changeLines({ series }: PageViews['change']): Line[] {
  return series
    .filter((one) => one.phases !== null || one.status === 'claim')
    .map((one) =>
      found(
        `change-${one.what}`,
        t(`patterns.series.${one.what}`),
        one,
        one.phases === null ? '' : phasesWords(one.what, one.phases),
      ),
    );
}

function helpedLines(
  { practices }: PageViews['helped'],
  words: Sources['helped'],
  ratings: Sources['ratings'],
): Line[] {
  const label = (what: string) => words.items.find(({ id }) => id === what)?.label ?? what;
  const rated = ratings.map(({ what, rating }) =>
    fact(`rated-${what}`, label(what), words.scale.find(({ value }) => value === rating)?.label ?? number(rating)),
  );
  const noted = practices
    .filter(({ status }) => status !== 'too_early')
    .map((one) => {
      const { closeness } = one;
      const much =
        closeness === null
          ? ''
          : t('patterns.closer_by', {
              ...between(closeness.difference, closeness.low, closeness.high),
              n: closeness.uses,
            });
      return fact(
        `helped-${one.what}`,
        '',
        [say(one.sentence), sentenceOf(much)].filter((part) => part !== '.').join(' '),
      );
    });
  return [...rated, ...noted];
}

function bodyLines(
  newest: PageViews['seek']['protector'] | PageViews['seek']['origin'],
  fields: readonly string[],
  names: Record<string, string> = {},
): Line[] {
  if (newest === null) return [];
  const body = newest.body as Record<string, unknown>;
  return fields.flatMap((field) => {
    const words = body[field];
    if (typeof words !== 'string' || words === '') return [];
    return own(`${newest.id}-${field}`, t(names[field] ?? `record.field.${field}`), words);
  });
}

function planLines(plan: PageViews['help']['plan']): Line[] {
  if (plan === null) return [];
  const contacts = plan.contacts ?? [];
  return [
    ...plan.items.flatMap((item, i) => own(`plan-${i}`, '', item)),
    ...contacts.flatMap((contact, i) => own(`plan-contact-${i}`, t('page.contact'), contact)),
  ];
}

function questionLines(marked: Marked, { ask, first }: Chapters['seek']): Line[] {
  const all = [
    ...ask.items.map((item) => ({ id: `ask.${item.id}`, text: item.text })),
    ...first.items.map((item) => ({ id: `first.${item.id}`, text: item.text })),
  ];
  const lines = all.filter(({ id }) => marked.ids.includes(id)).flatMap(({ id, text }) => own(id, '', text));
  return [...lines, ...own('ask.own', '', marked.own)];
}

export type Naming = 'initials' | 'none' | 'full';

/** The names of people in any text, as the person wants them on paper: `aliases` longest first. */
export function namedAs(text: string, aliases: readonly string[], naming: Naming, someone: string): string {
  if (naming === 'full') return text;
  return aliases.reduce((said, alias) => {
    const initials = alias
      .split(/[\s-]+/u)
      .filter((part) => part !== '')
      .map((part) => `${Array.from(part)[0]!.toLocaleUpperCase()}.`)
      .join(' ');
    const whole = new RegExp(`(?<![\\p{L}\\p{N}])${escaped(alias)}(?![\\p{L}\\p{N}])`, 'giu');
    return said.replace(whole, naming === 'none' ? someone : initials);
  }, text);
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
