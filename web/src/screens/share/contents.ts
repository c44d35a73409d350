// What leaves in a capsule (spec/capsule.md §1): for each record the chosen fields, as text and as JSON, both saying the same.
import type { Held } from '../../app/links';
import { t } from '../../app/life';
import type { LocalTime } from '../../app/records';
import { kindLabel } from '../../parts/content';
import { fullDate } from '../../parts/dates';
import { factsOf, type Fact } from '../record/read';

type Body = Record<string, unknown>;

/** Kinds that can be let out here; the words of others stand in records that are shared with them. */
export const shareable = [
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
  'plan',
  'rest',
];

export const canShare = (kind: string): boolean => shareable.includes(kind);

/** How something was kept says nothing to who reads it. */
const notOfIt: Record<string, string[]> = {
  entry: ['mode', 'seconds', 'outward', 'distress_before', 'distress_after'],
};

/** The fields that may leave, with their words. */
export const fieldsOf = (kind: string, body: Body): Fact[] =>
  factsOf(kind, body).filter(([, , , field]) => !(notOfIt[kind] ?? []).includes(field));

/** One record, or one part of a page: its name in Ajar's voice, its words, and the same for programs. */
export interface Part {
  name: string;
  words: string;
  record: { kind: string; at: LocalTime; body: Body };
}

export interface Snapshot {
  title: string;
  parts: Part[];
  text: string;
  records: string[];
  held: Held[];
}

/** The chosen fields of one record; null where nothing of it is left. */
export function partOf(kind: string, at: LocalTime, body: Body, chosen: readonly string[]): Part | null {
  const facts = fieldsOf(kind, body).filter(([, , , field]) => chosen.includes(field));
  if (facts.length === 0) return null;
  return {
    name: t('capsule.text.record', { kind: kindLabel(kind), date: fullDate(at) }),
    words: facts.map((fact) => wordsOf(kind, fact)).join(''),
    record: { kind, at, body: Object.fromEntries(facts.map(([, , , field]) => [field, body[field]])) },
  };
}

export function snapshotOf(parts: readonly Part[], now: LocalTime): Snapshot {
  const title = t('capsule.text.title', { date: fullDate(now) });
  return {
    title,
    parts: [...parts],
    text: `${title}\n${parts.map(({ name, words }) => `\n${name}\n\n${words}`).join('')}`,
    records: parts.map(({ record }) => JSON.stringify(record)),
    held: parts.map(({ record: { kind, at } }) => ({ kind, at })),
  };
}

/** One field: what was written stands by itself, a fact in one line. */
function wordsOf(kind: string, [label, said, own, field]: Fact): string {
  if (field === 'text' && (kind === 'entry' || kind === 'letter')) return `${said}\n\n`;
  return own ? `${label}\n${said}\n\n` : `${label}: ${said}\n`;
}
