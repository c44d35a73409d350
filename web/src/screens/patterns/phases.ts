// Four weeks beside the four before, in a sentence.
import type { Series } from '../../app/findings';
import { t } from '../../app/life';
import { number } from '../../parts/numbers';

export const phasesWords = (what: string, { before, after, low, high }: NonNullable<Series['phases']>): string =>
  t('patterns.phases', {
    before: figure(what, before.median),
    before_n: before.n,
    after: figure(what, after.median),
    after_n: after.n,
    clear: low > 0 || high < 0 ? 'yes' : 'no',
  });

/** A share is said of a hundred moments. */
const figure = (what: string, value: number): string =>
  what === 'withdrawal' ? t('patterns.of_hundred', { n: Math.round(value * 100) }) : number(value, 2);
