// Pattern or one-off: in words, one relationship at a time, and where the usual answer may lie, drawn as wide as it is unsure.
import type { FindingViews, Usual } from '../../app/findings';
import { t, today } from '../../app/life';
import { contextLabel, statements, statementText } from '../../parts/content';
import { shortDate } from '../../parts/dates';
import { Evidence } from '../../parts/evidence';
import { Finding, sayNamed } from '../../parts/finding';
import { Bricks } from '../../pictures/bricks';

type View = FindingViews['pattern'];

export function General({ general }: { general: View['general'] }) {
  return <Finding finding={general} lead />;
}

export function WithOne({ one, view }: { one: Usual; view: View }) {
  const scale = statements().scale;
  const from = one.from === null ? null : shortDate(one.from, today());
  return (
    <section class="with">
      <h2 class="label">{contextLabel(one.context)}</h2>
      <p class="text">{sayNamed(one.sentence)}</p>
      <Bricks
        bricks={one.bricks}
        past={one.past}
        threshold={view.threshold}
        scale={view.scale}
        latest={one.latest}
        few={one.status === 'too_early'}
        low={scale[0]?.label ?? ''}
        high={scale.at(-1)?.label ?? ''}
        middle={t('patterns.mostly')}
      />
      <p class="note">{t('patterns.past', { past: one.past, of: one.bricks.length, high: one.high, n: one.n })}</p>
      <Missing one={one} />
      <Evidence
        records={one.records}
        yes={one.high}
        said={
          from === null
            ? t('patterns.times', { n: one.high, of: one.n })
            : t('patterns.times_since', { n: one.high, of: one.n, date: from })
        }
      />
      {one.moments.of > 0 && <p class="note">{t('patterns.moments', { n: one.moments.n, of: one.moments.of })}</p>}
      <Statements one={one} />
    </section>
  );
}

function Missing({ one }: { one: Usual }) {
  if (one.missing.length === 0) return null;
  return (
    <p class="note">
      {one.missing.map(({ what, have, need }) => t(`patterns.missing.${what}`, { have, need })).join(' ')}
    </p>
  );
}

/** The table behind the bricks: each statement, and how often it came close. */
function Statements({ one }: { one: Usual }) {
  return (
    <details class="fold">
      <summary class="label">{t('patterns.statements')}</summary>
      <ul class="facts-list">
        {one.statements.map(({ statement, high, n }) => (
          <li key={statement}>
            <span class="own">{statementText(statement, one.context)}</span>
            <span class="note">{t('patterns.times', { n: high, of: n })}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
