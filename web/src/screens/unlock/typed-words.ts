// Recovery words as people type them: numbered, with commas, over many lines, in any case.

/** How many there are. */
export const wordCount = 24;

export const wordsOf = (typed: string): string[] => typed.toLowerCase().match(/[a-z]+/g) ?? [];
