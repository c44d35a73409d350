// Where a text's facts were published, as addresses that can be looked up; nothing is loaded from there.
import { t } from '../../app/life';
import { useChapter } from '../../parts/chapter';
import type { Source } from '../../parts/library';

export function SourceList({ ids }: { ids: readonly string[] }) {
  const all = useChapter<Source[]>('sources');
  const found = ids.flatMap((id) => all.data?.find((one) => one.id === id) ?? []);
  if (found.length === 0) return null;
  return (
    <details class="fold">
      <summary class="label">{t('learn.sources')}</summary>
      <div class="stack">
        <ul class="signs">
          {found.map((source) => (
            <li class="note" key={source.id}>
              <SourceLine source={source} />
            </li>
          ))}
        </ul>
        <p class="note">{t('learn.sources_note')}</p>
      </div>
    </details>
  );
}

export function SourceLine({ source }: { source: Source }) {
  const { by, year, called, doi, pubmed, pmc, isbn } = source;
  const known =
    by !== undefined && year !== undefined && called !== undefined
      ? t('learn.source', { by, year: String(year), called })
      : year === undefined
        ? ''
        : t('learn.source_year', { year: String(year) });
  const address =
    doi !== undefined
      ? t('learn.doi', { id: doi })
      : pubmed !== undefined
        ? t('learn.pubmed', { id: pubmed })
        : pmc !== undefined
          ? t('learn.pmc', { id: pmc })
          : isbn !== undefined
            ? t('learn.isbn', { id: isbn })
            : '';
  return (
    <>
      {/* Titles stay in the language that they were published in. */}
      <span lang={called === undefined ? undefined : 'en'}>{known}</span> <span class="nowrap">{address}</span>
    </>
  );
}
