// What is being answered in a check, and where one stands in it.
import type { Answer, Bodies, Context, Id, Since, Token } from '../../app/records';

export interface CheckDraft {
  /** The relationship on one's mind; null until it is chosen. */
  context: Context | null;
  answers: Record<Token, Answer>;
  since: Since | null;
  /** The check that these answers are added to: the same sitting, another relationship. */
  of: Id | null;
}

export const blankCheck: CheckDraft = { context: null, answers: {}, since: null, of: null };

/** The draft's slot, shared with the mirror, which may begin the next relationship. */
export const checkSlot = 'check';

/** The body to keep: what was answered to this version of the statements, over what an earlier relationship of the same sitting has. */
export function checkBody(draft: CheckDraft, before: Bodies['check'] | null, version: number): Bodies['check'] {
  const context = draft.context;
  const earlier = before ?? { version, answers: {} };
  if (context === null) return earlier;
  return {
    ...earlier,
    answers: { ...earlier.answers, [context]: draft.answers },
    ...(draft.since === null ? {} : { since: { ...earlier.since, [context]: draft.since } }),
  };
}

/** The answers without one of them. */
export function without(answers: Record<Token, Answer>, id: Token): Record<Token, Answer> {
  const rest = { ...answers };
  delete rest[id];
  return rest;
}
