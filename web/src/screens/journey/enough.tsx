// Needing this less: said and meant.
import { href } from '../../app/router';
import { t } from '../../app/life';
import { useChapter } from '../../parts/chapter';
import { fullDate } from '../../parts/dates';
import { Key, Keys } from '../../parts/keys';
import { paragraphs, type Chapters } from '../../parts/library';
import { Screen } from '../../parts/screen';
import { When } from '../../parts/state';
import { useView } from '../../parts/view';

export function Enough() {
  const chapter = useChapter<Chapters['journey']>('journey');
  const shown = useView('journey', { limit: 1 });
  return (
    <Screen where={t('leaving.title')} back={href('journey')} class="journey enough">
      <When shown={chapter}>
        {({ graduation }) => (
          <>
            <article class="prose">
              <h2 class="lead">{graduation.title}</h2>
              {paragraphs(graduation.text).map((text) => (
                <p class="text" key={text}>
                  {text}
                </p>
              ))}
            </article>
            <ul class="signs">
              {graduation.items.map((item) => (
                <li class="text" key={item.id}>
                  {item.text}
                </li>
              ))}
            </ul>
            {shown.data?.first != null && (
              <p class="note">{t('journey.since', { date: fullDate(shown.data.first) })}</p>
            )}
            <p class="note">{graduation.note}</p>
            <div class="acts">
              <Keys>
                <Key to={href('settings', ['export'])} name="export">
                  {t('leaving.export')}
                </Key>
                <Key to={href('journey')} name="stay">
                  {t('leaving.stay')}
                </Key>
              </Keys>
            </div>
          </>
        )}
      </When>
    </Screen>
  );
}
