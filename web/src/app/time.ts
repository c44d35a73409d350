// The clock as records write it: local time with its offset.
import type { LocalDate, LocalTime } from './records';

const two = (n: number) => String(n).padStart(2, '0');

/** `date` (default: this second) as `YYYY-MM-DDTHH:MM:SS±HH:MM` in the device's time zone. */
export function now(date = new Date()): LocalTime {
  const east = -date.getTimezoneOffset();
  const offset = `${east < 0 ? '-' : '+'}${two(Math.floor(Math.abs(east) / 60))}:${two(Math.abs(east) % 60)}`;
  const clock = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  return `${today(date)}T${clock}${offset}`;
}

/** `date` (default: now) as `YYYY-MM-DD` in the device's time zone. */
export function today(date = new Date()): LocalDate {
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
