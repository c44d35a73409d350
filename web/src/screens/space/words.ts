// The words of a note that asks for space, with its time put in.
import type { LocalTime } from '../../app/records';

/** The wording with `time` (HH:MM) in its place; where there is none yet, dots stand there. */
export const noteWith = (said: string, time: string): string =>
  time === '' ? said.replace(/\{time\}[.]?/u, '…') : said.replace('{time}', time);

/** The clock `hours` after `at`, on the next quarter: 14:52 and one hour is 16:00. */
export function hourFrom(at: LocalTime, hours: number): string {
  const [hour = 0, minute = 0] = at.slice(11, 16).split(':').map(Number);
  const quarters = Math.ceil((hour * 60 + minute) / 15) + hours * 4;
  const minutes = (quarters * 15) % (24 * 60);
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
