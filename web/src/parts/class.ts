// Class names from what is true at the moment.

/** Joins the names that are not false, null, undefined or empty. */
export const classes = (...names: (string | false | null | undefined)[]): string =>
  names.filter((name) => name !== false && name !== null && name !== undefined && name !== '').join(' ');
