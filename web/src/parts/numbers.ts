// Numbers as the person's language writes them.
import { locale } from '../app/words';

/** At most `digits` decimals. */
export const number = (value: number, digits = 1): string =>
  new Intl.NumberFormat(locale(), { maximumFractionDigits: digits }).format(value);
