// The three questions, answered from one's own moments: only what holds after everything that was looked at.
import type { Asked, Claim } from '../../app/findings';
import { t } from '../../app/life';
import { Finding, markWords, sayNamed } from '../../parts/finding';
import { When } from '../../parts/state';
import { useView } from '../../parts/view';
import { Rates } from '../../pictures/estimate';

const asked = ['situations', 'when', 'feelings'] as const;

export function Questions() {
  const shown = useView('questions', {});
  return (
    <When shown={shown}>
      {(view) => (
        <>
          {view.withdrawal.of > 0 && (
            <p class="note">
              {t('patterns.withdrawal', { n: view.withdrawal.n, of: view.withdrawal.of, urge: view.withdrawal.urge })}
            </p>
          )}
          {asked.map((name) => (
            <Question key={name} name={name} answer={view[name]} />
          ))}
          {view.kept_apart > 0 && <p class="note">{t('patterns.kept_apart', { n: view.kept_apart })}</p>}
          <p class="note">{t('patterns.together')}</p>
        </>
      )}
    </When>
  );
}

function Question({ name, answer }: { name: (typeof asked)[number]; answer: Asked }) {
  return (
    <section class="with">
      <h2 class="lead">{t(`patterns.ask.${name}`)}</h2>
      {answer.claims.length === 0 ? (
        <Finding finding={answer} />
      ) : (
        <>
          {answer.claims.map((claim) => (
            <Answered key={`${claim.mark.kind} ${claim.mark.id} ${claim.within?.id ?? ''}`} claim={claim} name={name} />
          ))}
        </>
      )}
      <Others answer={answer} />
    </section>
  );
}

function Answered({ claim, name }: { claim: Claim; name: string }) {
  const words = markWords(claim.mark);
  return (
    <Finding finding={claim} yes={claim.with.n}>
      <Rates
        label={sayNamed(claim.sentence)}
        rows={[
          { name: t('patterns.rate_with', { what: words, n: claim.with.n, of: claim.with.of }), ...claim.with },
          {
            name: t(name === 'feelings' ? 'patterns.rate_rest' : 'patterns.rate_without', {
              n: claim.without.n,
              of: claim.without.of,
            }),
            ...claim.without,
          },
        ]}
      />
    </Finding>
  );
}

/** What was looked at and does not stand out: a table, so that nothing is hidden and nothing is claimed. */
function Others({ answer }: { answer: Asked }) {
  if (answer.others.length === 0) return null;
  return (
    <details class="fold">
      <summary class="label">{t('patterns.others', { n: answer.others.length })}</summary>
      <div class="scrolls">
        <table class="plain">
          <thead>
            <tr>
              <th scope="col">{t('patterns.looked_at')}</th>
              <th scope="col">{t('patterns.then')}</th>
              <th scope="col">{t('patterns.otherwise')}</th>
            </tr>
          </thead>
          <tbody>
            {answer.others.map((one) => (
              <tr key={`${one.mark.kind} ${one.mark.id}`}>
                <th scope="row">{markWords(one.mark)}</th>
                <td>{t('patterns.times', { n: one.with.n, of: one.with.of })}</td>
                <td>{t('patterns.times', { n: one.without.n, of: one.without.of })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
