// Names where there is little room.
import { shownName } from '../app/settings';

/** The name as it is shown, at most `most` letters long. */
export function shortName(alias: string, most = 14): string {
  const letters = Array.from(shownName(alias));
  return letters.length > most ? `${letters.slice(0, most - 1).join('')}…` : letters.join('');
}
