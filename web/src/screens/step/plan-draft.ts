// A plan before it is kept: what was offered, what the person made of it.
import { life } from '../../app/life';
import { href } from '../../app/router';
import type { StepOffer } from '../../app/views';
import { addDays } from '../../parts/dates';
import { ladderStep } from '../../parts/content';
import type { Safety } from '../../parts/safety';
import type { Bodies, LocalDate } from '../../app/records';

type Step = Bodies['step'];

export interface PlanDraft {
  /** The address that this plan began at; another address begins another plan. */
  from: string;
  body: Omit<Step, 'status'>;
  /** What was answered to "is it safe?", of nobody in particular; of a person it is kept with them. */
  safety: Safety | null;
}

/**
 * A plan as it begins: the words of the ladder, or one's own. The words themselves are never in the address, which the
 * browser remembers in the clear.
 */
export function beginPlan(from: string, query: URLSearchParams, own = ''): PlanDraft {
  const known = ladderStep(query.get('ladder'));
  const person = query.get('person');
  const repeat = query.get('repeat');
  const tests = query.get('tests');
  const body: PlanDraft['body'] = {
    ...(known === null
      ? { own }
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
    ...(tests === null ? {} : { tests }),
  };
  return { from, body, safety: null };
}

/** Where the plan of an offer begins, as a key leads there; one's own words go along in the sealed draft. */
export function planOf(offer: Pick<StepOffer, 'ladder' | 'own' | 'person'>): { to: string; onPress: () => void } {
  const query = {
    ...(offer.ladder === null ? {} : { ladder: offer.ladder }),
    ...(offer.person === null ? {} : { person: offer.person.id }),
  };
  const asked = new URLSearchParams(query);
  const onPress = () => {
    if (offer.own !== null) life.draft.save('step', beginPlan(asked.toString(), asked, offer.own));
  };
  return { to: href('step', ['new'], query), onPress };
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
