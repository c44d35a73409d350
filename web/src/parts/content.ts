// The content as screens read it: statements, words, steps and prompts by id, with their labels.
import { content, t } from '../app/life';
import type { Context, Domain, Relation, Since, Token } from '../app/records';
import type { StepOffer } from '../app/views';
import { shownName } from '../app/settings';
import { hasMessage } from '../app/words';

interface Labelled {
  id: Token;
  label: string;
}

export interface Emotion extends Labelled {
  /** Both −100…100. */
  pleasant: number;
  activated: number;
}

export interface Statement {
  id: Token;
  /** One text for all, or one for each context. */
  text: string | Record<Context, string>;
  short: string;
}

export interface LadderStep {
  id: Token;
  relation: Relation;
  domain: Domain;
  difficulty: number;
  /** It waits for an occasion that someone else makes. */
  waits: boolean;
  lead: { named: string; anyone: string };
  /** What could be said, in the person's own voice; a step without words is done. */
  words?: string | null;
  short?: string;
  hint: string;
  instruction: string;
  if: string;
  then: string;
  smaller: string;
}

interface Parts {
  statements: {
    version: number;
    contexts: Context[];
    items: Statement[];
    scale: { value: number; label: string }[];
    since: { id: Since; label: string }[];
  };
  vocabulary: {
    emotions: Emotion[];
    situations: Labelled[];
    did: (Labelled & { deactivating: boolean })[];
    needs: Labelled[];
    body: Labelled[];
    relations: { id: Relation; label: string }[];
    rings: { id: number; label: string }[];
  };
  ladder: LadderStep[];
  prompts: { id: Token; question: boolean; text: string }[];
  unsafe: {
    question: string;
    why: string;
    signs: { id: string; text: string }[];
    answers: { id: 'safe' | 'unsafe' | 'unsure'; label: string }[];
    before_step: string;
    unsure: string;
    distance: string;
    advocates: string;
    device: string;
    repair: string;
  };
  practice: {
    ask_safety_from: number;
    newcomer: { difficulty: number };
    write: { minutes: number; suggest_closing_minutes: number };
    debrief: { surprise_middle: number; surprise_high: number; belief_change: number };
    series: { days: number; minutes: number; landing_minutes: number; pause_days: number; look_back_days: number };
    [rule: string]: unknown;
  };
}

const parts = (): Parts => content as unknown as Parts;

export const statements = () => parts().statements;
export const vocabulary = () => parts().vocabulary;
export const ladder = () => parts().ladder;
export const prompts = () => parts().prompts;
export const unsafeWords = () => parts().unsafe;
export const practice = () => parts().practice;

/** A statement as it is said about the people of `context`; an id no longer in the content is shown as it is. */
export function statementText(id: Token, context: Context): string {
  const found = statements().items.find((item) => item.id === id);
  if (found === undefined) return id;
  return typeof found.text === 'string' ? found.text : found.text[context];
}

export const ladderStep = (id: Token | null | undefined): LadderStep | null =>
  ladder().find((step) => step.id === id) ?? null;

export const promptText = (id: Token): string => prompts().find((prompt) => prompt.id === id)?.text ?? id;

type Words = 'emotions' | 'situations' | 'did' | 'needs' | 'body';

/** The label of a word of the vocabulary; an id that this version does not know is shown as it is. */
export function wordLabel(words: Words, id: Token): string {
  return vocabulary()[words].find((word) => word.id === id)?.label ?? id;
}

/** Words as the options of a choice. */
export const wordOptions = (words: Words) => vocabulary()[words].map(({ id, label }) => ({ value: id, label }));

export const relationLabel = (id: string): string => vocabulary().relations.find((one) => one.id === id)?.label ?? id;

export const ringLabel = (ring: number): string =>
  vocabulary().rings.find((one) => Number(one.id) === ring)?.label ?? String(ring);

export const contextLabel = (context: Context): string => t(`check.context.${context}`);

export const sinceLabel = (since: Since): string => statements().since.find((one) => one.id === since)?.label ?? since;

/** The name of a kind of record; a kind of a newer version is shown as it is. */
export const kindLabel = (kind: string): string => (hasMessage(`kind.${kind}`) ? t(`kind.${kind}`) : kind);

/** A list as the language joins one. */
export const joined = (items: readonly string[]): string =>
  new Intl.ListFormat(content.language, { type: 'conjunction' }).format(items);

/** A step in three lines: what leads in, what is said or done, and what may help. */
export function stepWords(step: { ladder: Token | null; own: string | null; person: StepOffer['person'] }): {
  lead: string;
  words: string;
  hint: string;
  /** The words could be spoken as they are. */
  spoken: boolean;
} {
  const known = ladderStep(step.ladder);
  if (known === null)
    return { lead: t('step.own_lead'), words: step.own ?? step.ladder ?? '', hint: '', spoken: false };
  const lead =
    step.person === null ? known.lead.anyone : known.lead.named.replace('{person}', shownName(step.person.alias));
  const spoken = typeof known.words === 'string' && known.words !== '';
  return { lead, words: spoken ? (known.words as string) : known.instruction, hint: known.hint, spoken };
}

/** A step in a line, for lists. */
export const stepShort = (step: { ladder?: Token | null | undefined; own?: string | null | undefined }): string => {
  const known = ladderStep(step.ladder);
  return known?.short ?? known?.instruction ?? step.own ?? step.ladder ?? '';
};

/** The own words of a record, for a line in a list: the first that were written, else its words of the vocabulary. */
export function ownWords(kind: string, body: Record<string, unknown>): string {
  const text = (...fields: string[]): string | null => {
    for (const field of fields) {
      const value = body[field];
      if (typeof value === 'string' && value.trim() !== '') return value;
    }
    return null;
  };
  const found = text(
    'text',
    'trigger',
    'note',
    'then',
    'words',
    'own',
    'feared',
    'alias',
    'meant',
    'told',
    'learned',
    'guards',
    'request',
  );
  if (found !== null) return found;
  const list = (field: string): string[] => (Array.isArray(body[field]) ? (body[field] as string[]) : []);
  if (kind === 'moment') {
    const named = [
      ...list('situations').map((id) => wordLabel('situations', id)),
      ...list('emotions').map((id) => wordLabel('emotions', id)),
      ...list('did').map((id) => wordLabel('did', id)),
    ];
    if (named.length > 0) return joined(named);
  }
  if (kind === 'step') return stepShort(body as { ladder?: string; own?: string });
  return kindLabel(kind);
}
