// What leaves in a capsule (spec/capsule.md §1): for each record the chosen fields, as text and as JSON, both saying the same.
import { t } from '../../app/life';
import type { LocalTime } from '../../app/records';
import { kindLabel } from '../../parts/content';
import { fullDate } from '../../parts/dates';
import { factsOf, type Fact } from '../record/read';

type Body = Record<string, unknown>;

/** Kinds that can be let out here; the words of others stand in records that are shared with them. */
const kinds = [
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

export const canShare = (kind: string): boolean => kinds.includes(kind);

/** How something was kept says nothing to who reads it. */
const notOfIt: Record<string, string[]> = {
  entry: ['mode', 'seconds', 'outward', 'distress_before', 'distress_after'],
};

/** The fields that may leave, with their words. */
export const fieldsOf = (kind: string, body: Body): Fact[] =>
  factsOf(kind, body).filter(([, , , field]) => !(notOfIt[kind] ?? []).includes(field));

export interface Snapshot {
  text: string;
  records: string[];
}

export function snapshotOf(
  kind: string,
  at: LocalTime,
  body: Body,
  chosen: readonly string[],
  now: LocalTime,
): Snapshot {
  const facts = fieldsOf(kind, body).filter(([, , , field]) => chosen.includes(field));
  const kept = Object.fromEntries(facts.map(([, , , field]) => [field, body[field]]));
  const title = t('capsule.text.title', { date: fullDate(now) });
  const name = t('capsule.text.record', { kind: kindLabel(kind), date: fullDate(at) });
  return {
    text: `${title}\n\n${name}\n\n${facts.map((fact) => words(kind, fact)).join('')}`,
    records: [JSON.stringify({ kind, at, body: kept })],
  };
}

/** One field: what was written stands by itself, a fact in one line. */
function words(kind: string, [label, said, own, field]: Fact): string {
  if (field === 'text' && (kind === 'entry' || kind === 'letter')) return `${said}\n\n`;
  return own ? `${label}\n${said}\n\n` : `${label}: ${said}\n`;
}
