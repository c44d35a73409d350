// Which help lines are shown, and how old what is known of them is.
import type { HelpLine } from '../../app/words';

const order: HelpLine['about'][] = ['emergency', 'crisis', 'abuse', 'finder'];

/** Lines of the country, then those for everywhere; emergency first. */
export function linesFor(lines: HelpLine[], country: string): HelpLine[] {
  return lines
    .filter((line) => line.country === country || line.country === '*')
    .sort((a, b) => order.indexOf(a.about) - order.indexOf(b.about));
}

export const countriesOf = (lines: HelpLine[]): string[] =>
  [...new Set(lines.map(({ country }) => country))].filter((country) => country !== '*').sort();

/** A date as it was read may be a day, a month or a year; what it may mean at the latest counts. */
export function isStale(checked: string, nowMs: number, days: number): boolean {
  const [year = 0, month = 12, day] = checked.split('-').map(Number);
  const latest = Date.UTC(year, day === undefined ? month : month - 1, day ?? 0);
  return nowMs - latest > days * 86_400_000;
}

/** "19 July 2022", "July 2022" or "2022", in the language. */
export function checkedWords(checked: string, language: string): string {
  const [year = 0, month, day] = checked.split('-').map(Number);
  const date = new Date(Date.UTC(year, (month ?? 1) - 1, day ?? 1));
  const parts: Intl.DateTimeFormatOptions = { timeZone: 'UTC', year: 'numeric' };
  if (month !== undefined) parts.month = 'long';
  if (day !== undefined) parts.day = 'numeric';
  return new Intl.DateTimeFormat(language, parts).format(date);
}
