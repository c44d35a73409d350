// A step as it is offered: what leads in, the words that could be said, and what may help.
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
