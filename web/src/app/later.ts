// What is not needed until the first statement can be answered, and when it may come: a slow line is the first screen's
// alone. From then on all of it loads by itself, and each screen waits for what it says.
import { chapterOf, restOfWords } from '../engine/assets';
import { addContent, content, type Content } from './words';

let begin: () => void;
/** Settles when the first statement was answered, or is not what this visit is about. */
export const firstIsOver = new Promise<void>((settle) => (begin = settle));
export const endFirst = (): void => begin();

let words: Promise<void> | undefined;

/** All words but the library's are there. Rejects with `app/not_loaded`, and may be asked again. */
export function allWords(): Promise<void> {
  words ??= restOfWords<Content>(content.language).then(addContent, (thrown) => {
    words = undefined;
    throw thrown;
  });
  return words;
}

const chapters = new Map<string, unknown>();

/** A chapter that was loaded before. */
export const loadedChapter = <T>(name: string): T | null => (chapters.get(name) as T | undefined) ?? null;

/** A chapter of the library (content/en/library/NAME.yaml). Rejects with `app/not_loaded`, and may be asked again. */
export async function chapter<T>(name: string): Promise<T> {
  const found = await chapterOf<T>(content.language, name);
  chapters.set(name, found);
  return found;
}
