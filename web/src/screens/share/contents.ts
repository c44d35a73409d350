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

/** An entry holds no more (spec/records.md §3), and a line of a page may be long by itself. */
const mostOfPart = 50_000;

/** The page for a therapist: a part of it for each section, and first what it is and what it is not. */
export function pageSnapshot(sections: readonly { label: string; lines: string[] }[], now: LocalTime): Snapshot {
  const part = (name: string, words: string): Part => ({
    name,
    words: `${words}\n`,
    record: { kind: 'entry', at: now, body: { text: `${name}\n\n${words}` } },
  });
  const parts = sections.flatMap(({ label, lines }) => pieces(lines).map((piece) => part(label, piece)));
  const page = snapshotOf([part(t('page.heading'), t('page.limits')), ...parts], now);
  return { ...page, held: [{ kind: 'page', at: now }] };
}

/** The lines joined, in as many pieces as the bound wants. */
function pieces(lines: readonly string[]): string[] {
  return lines.reduce<string[]>((all, line) => {
    const last = all.at(-1);
    if (last === undefined || last.length + line.length >= mostOfPart) return [...all, line];
    return [...all.slice(0, -1), `${last}\n${line}`];
  }, []);
}
