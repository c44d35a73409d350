// How much guessing a passphrase stands, in three steps. An estimate from its form alone: no list of known ones is kept.

export const leastCharacters = 8;

export type GuessWork = 'weak' | 'fair' | 'strong';

/** Bits below which a determined guesser with the sealed file gets through, at a second a guess and many machines. */
const fairBits = 36;
const strongBits = 52;
/** A plain word of a common list. */
const bitsPerWord = 11;

export function guessWork(passphrase: string): GuessWork {
  const bits = estimateBits(passphrase);
  if (bits < fairBits) return 'weak';
  return bits < strongBits ? 'fair' : 'strong';
}

/** The lesser of what its words and what its characters are worth; runs and repeats count once. */
export function estimateBits(passphrase: string): number {
  const words = new Set(passphrase.toLowerCase().split(/[\s\-_.,]+/).filter((word) => word.length > 2));
  const characters = distinctSteps(Array.from(passphrase));
  const alphabet =
    (/[a-z]/.test(passphrase) ? 26 : 0) +
    (/[A-Z]/.test(passphrase) ? 26 : 0) +
    (/\d/.test(passphrase) ? 10 : 0) +
    (/[^a-zA-Z\d]/.test(passphrase) ? 20 : 0);
  const byCharacter = characters * Math.log2(Math.max(alphabet, 2));
  // Letters in a row are a word to a guesser: about two bits a letter, so a single long word is worth little.
  const isWords = /^[\p{L}\s\-_.,']+$/u.test(passphrase);
  const byWord = isWords ? Math.max(words.size * bitsPerWord, characters * 2) : Infinity;
  return Math.min(byCharacter, byWord);
}

/** Characters that are not the same as, or next to, the one before: "aaaa" and "1234" are one each. */
function distinctSteps(characters: string[]): number {
  return characters.filter((character, i) => {
    const before = characters[i - 1];
    if (before === undefined) return true;
    return Math.abs(character.codePointAt(0)! - before.codePointAt(0)!) > 1;
  }).length;
}
