// Finding a therapist: where to look, what to ask, what a first hour is for.
import { href } from '../../app/router';
import { t } from '../../app/words';
import { Key, Keys } from '../../parts/keys';
import { Screen } from '../../parts/screen';

const sections = { where: 4, say: 3, ask: 5, first: 3 } as const;

export function Therapist() {
  return (
    <Screen where={t('help.therapist')} back={href('help')} class="help-therapist">
      <div class="stack loose">
        <p class="text">{t('help.therapist_lead')}</p>
        {Object.entries(sections).map(([section, count]) => (
          <section key={section} class="stack">
            <h2 class="label">{t(`help.${section}`)}</h2>
            <ul class="stack points">
              {Array.from({ length: count }, (_, i) => (
                <li key={i} class="text">
                  {t(`help.${section}_${i + 1}`)}
                </li>
              ))}
            </ul>
          </section>
        ))}
        <Keys>
          <Key icon="print" onPress={() => print()}>
            {t('help.print')}
          </Key>
        </Keys>
      </div>
    </Screen>
  );
}
