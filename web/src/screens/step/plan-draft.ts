// A plan before it is kept: what was offered, what the person made of it.
import { addDays } from '../../parts/dates';
import { ladderStep } from '../../parts/content';
import type { Bodies, LocalDate } from '../../app/records';

type Step = Bodies['step'];

export interface PlanDraft {
  /** The address that this plan began at; another address begins another plan. */
  from: string;
  body: Omit<Step, 'status'>;
  /** It was said that this is safe, of nobody in particular. */
  safe: boolean;
}

/** A plan as it begins: the words of the ladder, or an empty page for one's own. */
export function beginPlan(from: string, query: URLSearchParams): PlanDraft {
  const known = ladderStep(query.get('ladder'));
  const person = query.get('person');
  const repeat = query.get('repeat');
  const body: PlanDraft['body'] = {
    ...(known === null
      ? { own: query.get('own') ?? '' }
      : {
          ladder: known.id,
          relation: known.relation,
          domain: known.domain,
          difficulty: known.difficulty,
          if: known.if,
          then: known.then,
        }),
    ...(person === null ? {} : { person }),
    ...(repeat === null ? {} : { repeat_of: repeat }),
  };
  return { from, body, safe: false };
}

/** Fields without words say nothing, and are left out. */
export function planBody(body: PlanDraft['body'], status: Step['status']): Step {
  const said = Object.entries(body).filter(([, part]) => part !== undefined && part !== null && part !== '');
  return { ...(Object.fromEntries(said) as PlanDraft['body']), status };
}

export type When = 'today' | 'tomorrow' | 'week' | 'date';

/** The days that a plan is most often for. */
export function dayOf(when: When, today: LocalDate): LocalDate {
  return when === 'today' ? today : addDays(today, when === 'tomorrow' ? 1 : 7);
}
