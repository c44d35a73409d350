// Labelled sentences as their files hold them, and how alike two of them are.
import { readFileSync } from 'node:fs';

/** The rows of a file of JSON lines. */
export const rowsOf = (file) =>
  readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

/** The different words of a text in lower case, without apostrophes and accents, so that typing alone makes no sentence a new one. */
export const bagOf = (text) =>
  new Set(
    text
      .toLowerCase()
      .normalize('NFD')
      .replace(/['’\p{M}]/gu, '')
      .match(/[\p{L}\p{N}]+/gu) ?? [],
  );

/** From this on two sentences count as nearly the same: shared words of all words of both. */
const nearlySame = 0.8;

/** Holds bags of words, and finds those that are nearly the same as another. */
export class Bags {
  #bags = [];
  #byWord = new Map();

  add(bag, name) {
    const at = this.#bags.push({ size: bag.size, name }) - 1;
    for (const word of bag) {
      if (!this.#byWord.has(word)) this.#byWord.set(word, []);
      this.#byWord.get(word).push(at);
    }
  }

  /** The name of one that `bag` is nearly the same as; undefined where there is none. */
  like(bag) {
    const shared = new Map();
    for (const word of bag) for (const at of this.#byWord.get(word) ?? []) shared.set(at, (shared.get(at) ?? 0) + 1);
    for (const [at, count] of shared) {
      const { size, name } = this.#bags[at];
      if (count / (bag.size + size - count) >= nearlySame) return name;
    }
    return undefined;
  }
}
