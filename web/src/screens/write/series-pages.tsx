// The pages of the guided days, with how heavy each began and ended.
import { href } from '../../app/router';
import { t } from '../../app/life';
import type { Views } from '../../app/views';
import { fullDate } from '../../parts/dates';

type Current = NonNullable<Views['series']['current']>;

export function Pages({ current }: { current: Current }) {
  return (
    <ul class="rows">
      {current.pages.map((page) => (
        <li key={page.id}>
          <a href={href('record', [page.id])}>
            <span class="text">{t('series.page', { n: page.day, date: fullDate(page.at) })}</span>
            {page.before !== null && page.after !== null && (
              <span class="note">{t('series.weight', { before: page.before, after: page.after })}</span>
            )}
          </a>
        </li>
      ))}
    </ul>
  );
}
