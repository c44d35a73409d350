// A step as it is offered: what leads in, the words that could be said, and what may help; and where its plan begins.
import { href } from '../app/router';
import type { StepOffer } from '../app/views';
import { stepWords } from './content';

export function OfferWords({ offer }: { offer: Pick<StepOffer, 'ladder' | 'own' | 'person'> }) {
  const { lead, words, hint, spoken } = stepWords(offer);
  return (
    <div class="offer">
      {spoken && <p class="text soft">{lead}</p>}
      <p class="own words">{words}</p>
      {hint !== '' && <p class="note">{hint}</p>}
    </div>
  );
}

/** The address of the plan of an offer. */
export function planOf(offer: Pick<StepOffer, 'ladder' | 'own' | 'person'>): string {
  return href('step', ['new'], {
    ...(offer.ladder === null ? {} : { ladder: offer.ladder }),
    ...(offer.own === null ? {} : { own: offer.own }),
    ...(offer.person === null ? {} : { person: offer.person.id }),
  });
}
