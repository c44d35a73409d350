// What every part of the page means by an id and by a time.

export type Id = string;
/** Local time with its offset, `YYYY-MM-DDTHH:MM:SS±HH:MM`. */
export type LocalTime = string;
