// Numbers as the person's language writes them.
import { locale } from '../app/words';

/** At most `digits` decimals, with a true minus sign. */
export const number = (value: number, digits = 1): string =>
  new Intl.NumberFormat(locale(), { maximumFractionDigits: digits }).format(value).replace('-', '−');
