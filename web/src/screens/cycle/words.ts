// Which words of the vocabulary stand at a place of the loop.
import type { CycleNode } from '../../app/findings';

export const vocabularyOf = ({ place }: CycleNode) =>
  place === 'trigger' ? ('situations' as const) : place === 'did' ? ('did' as const) : ('emotions' as const);
