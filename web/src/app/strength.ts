// How much guessing a passphrase stands, in three steps. An estimate from its form alone: no list of known ones is kept.

export const leastCharacters = 8;

export type GuessWork = 'weak' | 'fair' | 'strong';

/** Bits below which a determined guesser with the sealed file gets through, at a second a guess and many machines. */
const fairBits = 36;
const strongBits = 52;
/** A plain word of a common list. */
const bitsPerWord = 11;
/** The entropy of running English is between one and one and a half bits a letter (Shannon 1951). */
const bitsPerLetter = 1.5;

export function guessWork(passphrase: string): GuessWork {
  const bits = estimateBits(passphrase);
  if (bits < fairBits) return 'weak';
  return bits < strongBits ? 'fair' : 'strong';
}

/** The lesser of what its words and what its characters are worth; runs and repeats count once. */
export function estimateBits(passphrase: string): number {
  const words = new Set(
    passphrase
      .toLowerCase()
      .split(/[\s\-_.,]+/)
      .filter((word) => word.length > 2),
  );
  const characters = distinctSteps(Array.from(passphrase));
  const alphabet =
    (/[a-z]/.test(passphrase) ? 26 : 0) +
    (/[A-Z]/.test(passphrase) ? 26 : 0) +
    (/\d/.test(passphrase) ? 10 : 0) +
    (/[^a-zA-Z\d]/.test(passphrase) ? 20 : 0);
  const byCharacter = characters * Math.log2(Math.max(alphabet, 2));
  // To a guesser letters are words. Of one or two nobody can tell where they begin, so length counts for something.
  const isWords = /^[\p{L}\s\-_.,']+$/u.test(passphrase);
  const worth =
    words.size > 2 ? words.size * bitsPerWord : Math.max(words.size * bitsPerWord, characters * bitsPerLetter);
  const byWord = isWords ? worth : Infinity;
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
