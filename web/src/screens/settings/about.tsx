// What Ajar is not, what is not proven, and what it cannot protect.
import { t } from '../../app/words';

const said = ['adults', 'not_care', 'unproven', 'cause', 'local', 'lost', 'safer'] as const;

export function About() {
  return (
    <div class="stack loose">
      <p class="lead">{t('settings.about_lead')}</p>
      <ul class="stack">
        {said.map((part) => (
          <li key={part} class="text">
            {t(`settings.about_${part}`)}
          </li>
        ))}
      </ul>
      <p class="note">{t('settings.about_licence', { version: AJAR_VERSION })}</p>
    </div>
  );
}
