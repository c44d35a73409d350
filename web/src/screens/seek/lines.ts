// What the page for a therapist says, line by line, so that each can be left out or blacked out.
import { t } from '../../app/life';
import type { Context } from '../../app/records';
import type { Used, Views } from '../../app/views';
import { contextLabel, sinceLabel, statements, stepShort, wordLabel } from '../../parts/content';
import { fullDate } from '../../parts/dates';
import type { Chapters } from '../../parts/library';
import type { Marked } from './questions';

export interface Line {
  id: string;
  /** What stands before it, in Ajar's voice; '' for none. */
  name: string;
  words: string;
  /** The person's own words. */
  own: boolean;
}

export const pageParts = ['goals', 'check', 'moments', 'steps', 'protector', 'origin', 'pages', 'questions'] as const;
export type PagePart = (typeof pageParts)[number];

type Seek = Views['seek'];

/** The lines of each part; a part without any has nothing to say yet. */
export function linesOf(part: PagePart, view: Seek, marked: Marked, chapter: Chapters['seek']): Line[] {
  switch (part) {
    case 'goals':
      return view.goals.filter((goal) => !goal.done).map((goal) => own(goal.id, '', goal.text));
    case 'check':
      return checkLines(view.check);
    case 'moments':
      return momentLines(view.moments);
    case 'steps':
      return stepLines(view.steps);
    case 'protector':
      return bodyLines(view.protector, ['guards', 'request', 'reply']);
    case 'origin':
      return bodyLines(view.origin, ['told', 'learned', 'text'], { learned: 'origin.learned', text: 'origin.text' });
    case 'pages':
      return view.pages.map((page) => own(page.id, fullDate(page.at), page.text));
    case 'questions':
      return questionLines(marked, chapter);
  }
}

const own = (id: string, name: string, words: string): Line => ({ id, name, words, own: true });
const fact = (id: string, name: string, words: string): Line => ({ id, name, words, own: false });

function checkLines(check: Seek['check']): Line[] {
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

const used = (words: readonly Used[], label: (id: string) => string): string =>
  words.map(({ token, n }) => t('page.used', { word: label(token), n })).join('; ');

function momentLines(moments: Seek['moments']): Line[] {
  if (moments.n === 0 || moments.from === null || moments.to === null) return [];
  const rests = t('page.rests', { n: moments.n, from: fullDate(moments.from), to: fullDate(moments.to) });
  const rows: [string, string, string][] = [
    ['urge', t('moment.urge'), moments.urge === null ? '' : t('page.urge', { n: moments.urge })],
    ['situations', t('moment.situations'), used(moments.situations, (id) => wordLabel('situations', id))],
    ['did', t('moment.did'), used(moments.did, (id) => wordLabel('did', id))],
    ['needed', t('moment.needed'), used(moments.needed, (id) => wordLabel('needs', id))],
  ];
  return [
    ...rows.filter(([, , words]) => words !== '').map(([id, name, words]) => fact(`moments-${id}`, name, words)),
    fact('moments-rests', '', rests),
  ];
}

function stepLines(steps: Seek['steps']): Line[] {
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
    const name = stepShort(step);
    const pair =
      step.belief === null || step.belief_after === null
        ? ''
        : t('step.pair', { before: step.belief, after: step.belief_after });
    const lines = [fact(step.id, name, pair)];
    if (step.feared !== null) lines.push(own(`${step.id}-feared`, t('record.field.feared'), step.feared));
    if (step.learned !== null) lines.push(own(`${step.id}-learned`, t('record.field.learned'), step.learned));
    return lines;
  });
  return [...gap, ...rows];
}

function bodyLines(
  newest: Seek['protector'] | Seek['origin'],
  fields: readonly string[],
  names: Record<string, string> = {},
): Line[] {
  if (newest === null) return [];
  const body = newest.body as Record<string, unknown>;
  return fields.flatMap((field) => {
    const words = body[field];
    if (typeof words !== 'string' || words === '') return [];
    return [own(`${newest.id}-${field}`, t(names[field] ?? `record.field.${field}`), words)];
  });
}

function questionLines(marked: Marked, { ask, first }: Chapters['seek']): Line[] {
  const all = [
    ...ask.items.map((item) => ({ id: `ask.${item.id}`, text: item.text })),
    ...first.items.map((item) => ({ id: `first.${item.id}`, text: item.text })),
  ];
  const lines = all.filter(({ id }) => marked.ids.includes(id)).map(({ id, text }) => own(id, '', text));
  return marked.own.trim() === '' ? lines : [...lines, own('ask.own', '', marked.own.trim())];
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
