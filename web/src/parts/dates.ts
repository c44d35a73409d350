// Dates and times as the person's language writes them.
import { content } from '../app/words';
import type { LocalDate, LocalTime } from '../app/records';

/** A record's clock reading as a Date whose UTC fields are that reading: the wall clock, wherever it is read now. */
const wall = (at: string): Date => new Date(`${at.length > 10 ? at.slice(0, 19) : `${at}T00:00:00`}Z`);

/** The person's own region where it speaks the language of the content: en-GB and en-US write dates differently. */
const region = (): string => {
  const own = globalThis.navigator?.language ?? '';
  return own.split('-')[0] === content.language.split('-')[0] ? own : content.language;
};

const formats = new Map<string, Intl.DateTimeFormat>();

function format(at: string, options: Intl.DateTimeFormatOptions): string {
  const key = region() + JSON.stringify(options);
  let made = formats.get(key);
  if (made === undefined) {
    made = new Intl.DateTimeFormat(region(), { ...options, timeZone: 'UTC' });
    formats.set(key, made);
  }
  return made.format(wall(at));
}

/** Thursday 20 November */
export const longDate = (at: LocalDate | LocalTime): string =>
  format(at, { weekday: 'long', day: 'numeric', month: 'long' });

/** 20 November 2026 */
export const fullDate = (at: LocalDate | LocalTime): string =>
  format(at, { day: 'numeric', month: 'long', year: 'numeric' });

/** 20 Nov, or 20 Nov 2025 when it was another year than `now`. */
export const shortDate = (at: LocalDate | LocalTime, now: LocalDate): string =>
  format(at, {
    day: 'numeric',
    month: 'short',
    ...(at.slice(0, 4) === now.slice(0, 4) ? {} : { year: 'numeric' as const }),
  });

/** Tuesday */
export const weekday = (at: LocalDate | LocalTime): string => format(at, { weekday: 'long' });

/** November */
export const monthName = (at: LocalDate | LocalTime): string => format(at, { month: 'long' });

/** Nov */
export const shortMonth = (at: LocalDate | LocalTime): string => format(at, { month: 'short' });

/** 21:14 */
export const clock = (at: LocalTime): string => format(at, { hour: '2-digit', minute: '2-digit' });

/** Days from `a` to `b`. */
export const daysBetween = (a: LocalDate, b: LocalDate): number =>
  Math.round((wall(b).getTime() - wall(a).getTime()) / 86_400_000);

/** `date` moved by `days`. */
export function addDays(date: LocalDate, days: number): LocalDate {
  const moved = wall(date);
  moved.setUTCDate(moved.getUTCDate() + days);
  return moved.toISOString().slice(0, 10);
}
