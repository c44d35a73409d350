// What can be counted, and what is known of each, each figure with how well it is known.
import { href } from '../../app/router';
import { t } from '../../app/life';
import type { Instrument } from '../../app/questionnaires';
import { say } from '../../app/words';
import { Screen } from '../../parts/screen';
import { When } from '../../parts/state';
import { useView } from '../../parts/view';
import { knownWords, noteOf, scaleName, steadinessWords } from './figures';

export function KeysOf() {
  const shown = useView('questionnaires', {});
  return (
    <Screen where={t('questionnaire.keys')} back={href('questionnaires')} class="questionnaires">
      <p class="text">{t('questionnaire.where_from')}</p>
      <p class="note">{t('questionnaire.known_means')}</p>
      <When shown={shown}>
        {({ instruments }) => (
          <>
            {instruments.map((one) => (
              <One key={one.instrument} one={one} />
            ))}
          </>
        )}
      </When>
    </Screen>
  );
}

function One({ one }: { one: Instrument }) {
  const note = noteOf(one.instrument);
  return (
    <section class="with">
      <h2 class="label">{one.called}</h2>
      <p class="text">
        {one.full}. {one.from}
      </p>
      {note !== null && <p class="text">{note}</p>}
      <p class="text">{t('questionnaire.shape', { count: one.count, low: one.low, high: one.high })}</p>
      <details class="fold">
        <summary class="label">{t('questionnaire.figures')}</summary>
        <ul class="facts-list">
          <li class="note">{t('questionnaire.key_known', { known: knownWords(one.key) })}</li>
          {one.steadiness.map((each, n) => (
            <li key={n} class="note">
              {steadinessWords(each)} {knownWords(each)}.
            </li>
          ))}
          {one.norms.map((each) => (
            <li key={each.scale} class="note">
              {scaleName(each.scale)}: {say(each.sentence)} {knownWords(each)}.
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}
