// Is closeness getting easier, and does it go both ways: the urge after receiving, giving beside receiving, one person or several.
import type { FindingViews, Receiving as Line } from '../../app/findings';
import { t } from '../../app/life';
import { monthName } from '../../parts/dates';
import { Finding, sayNamed } from '../../parts/finding';
import { number } from '../../parts/numbers';
import { When } from '../../parts/state';
import { useView } from '../../parts/view';
import { Both } from '../../pictures/both';
import { Trend } from '../../pictures/trend';
import { PointsTable } from './points';

export function Receiving() {
  const shown = useView('receiving', {});
  return (
    <When shown={shown}>
      {(view) => (
        <>
          <Easier line={view.urge} name="urge" />
          <Easier line={view.absorbed} name="absorbed" />
          <Balance balance={view.balance} />
          <section class="with">
            <h2 class="label">{t('patterns.one_person')}</h2>
            <Finding finding={view.one_person} yes={view.one_person.share.n} />
          </section>
        </>
      )}
    </When>
  );
}

function Easier({ line, name }: { line: Line; name: 'urge' | 'absorbed' }) {
  return (
    <section class="with">
      <h2 class="label">{t(`patterns.receiving.${name}`)}</h2>
      <Finding finding={line}>
        {line.points.length > 1 && (
          <Trend
            points={line.points}
            from={0}
            to={10}
            slope={line.status === 'claim' ? line.slope : null}
            limits={line.limits}
            turn={null}
            label={sayNamed(line.sentence)}
          />
        )}
        {line.early.median !== null && line.late.median !== null && (
          <p class="note">
            {t('patterns.halves', {
              early: number(line.early.median),
              early_n: line.early.n,
              late: number(line.late.median),
              late_n: line.late.n,
            })}
          </p>
        )}
      </Finding>
      <PointsTable points={line.points} value={t(`patterns.receiving.${name}`)} />
    </section>
  );
}

function Balance({ balance }: { balance: FindingViews['receiving']['balance'] }) {
  return (
    <section class="with">
      <h2 class="label">{t('patterns.balance')}</h2>
      <Finding finding={balance}>
        {balance.n > 0 && (
          <Both
            rows={balance.months.map(({ month, gave, received }) => ({
              name: monthName(`${month}-01`),
              gave,
              received,
            }))}
          />
        )}
      </Finding>
    </section>
  );
}
