// What helped: what went together with a practice, drawn with its doubt, and one's own ratings beside it.
import type { Difference, Practice } from '../../app/findings';
import { t } from '../../app/life';
import { hasMessage } from '../../app/words';
import { Finding } from '../../parts/finding';
import { number } from '../../parts/numbers';
import { Empty, When } from '../../parts/state';
import { useView } from '../../parts/view';
import { between, Estimate } from '../../pictures/estimate';

export function Helped() {
  const shown = useView('helped', {});
  return (
    <When shown={shown}>
      {(view) =>
        view.practices.length === 0 ? (
          <Empty said={t('patterns.helped_empty')} />
        ) : (
          <>
            {view.practices.map((practice) => (
              <One key={practice.what} practice={practice} />
            ))}
            <p class="note">{t('patterns.together')}</p>
          </>
        )
      }
    </When>
  );
}

/** A practice by name; one that this version has no name for is shown as it is. */
const named = (what: string): string => (hasMessage(`patterns.what.${what}`) ? t(`patterns.what.${what}`) : what);

function One({ practice }: { practice: Practice }) {
  const { closeness, own } = practice;
  const back = practice.return;
  return (
    <section class="with">
      <h2 class="label">{named(practice.what)}</h2>
      <Finding finding={practice}>
        {closeness !== null && (
          <Effect
            difference={closeness}
            reach={4}
            less={t('patterns.further')}
            more={t('patterns.closer')}
            label={t('patterns.closer_by', {
              ...between(closeness.difference, closeness.low, closeness.high),
              n: closeness.uses,
            })}
          />
        )}
        {back !== null && (
          <Effect
            difference={back}
            reach={24}
            less={t('patterns.sooner')}
            more={t('patterns.later')}
            label={t('patterns.back_by', { ...between(back.difference, back.low, back.high), n: back.uses })}
          />
        )}
        {own !== null && <p class="note">{t('patterns.own_rating', { n: own.n, mean: number(own.mean) })}</p>}
      </Finding>
    </section>
  );
}

interface EffectProps {
  difference: Difference;
  /** The line covers this far to both sides of no difference, or as far as the limits reach. */
  reach: number;
  less: string;
  more: string;
  label: string;
}

function Effect({ difference, reach, less, more, label }: EffectProps) {
  const wide = Math.max(reach, Math.abs(difference.low), Math.abs(difference.high));
  return (
    <>
      <Estimate
        value={difference.difference}
        low={difference.low}
        high={difference.high}
        from={-wide}
        to={wide}
        none={0}
        less={less}
        more={more}
        label={label}
      />
      <p class="note">{label}</p>
    </>
  );
}
