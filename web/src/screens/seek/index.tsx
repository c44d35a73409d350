// Seek: what one wants from it, what to ask, finding someone, the page to bring along, what the work is, and reading.
import type { ScreenProps } from '../../app/rooms';
import { href } from '../../app/router';
import { t } from '../../app/life';
import { useChapter } from '../../parts/chapter';
import { paragraphs, type Chapters, type Source } from '../../parts/library';
import { Screen } from '../../parts/screen';
import { Empty, When } from '../../parts/state';
import { SourceLine } from '../learn/sources';
import { Goals } from './goals';
import { Page } from './page';
import { Questions } from './questions';

export default function Seek({ place }: ScreenProps) {
  switch (place.rest[0]) {
    case 'goals':
      return <Goals />;
    case 'ask':
      return <Questions list="ask" />;
    case 'first':
      return <Questions list="first" />;
    case 'page':
      return <Page />;
    case 'finding':
      return <Finding />;
    case 'work':
      return <Work />;
    case 'reading':
      return <Reading />;
    default:
      return <Ways />;
  }
}

const ways = ['goals', 'ask', 'first', 'page', 'finding', 'work', 'reading'] as const;

function Ways() {
  return (
    <Screen where={t('room.seek')} foot class="seek">
      <p class="text soft">{t('seek.lead')}</p>
      <ul class="rows">
        {ways.map((way) => (
          <li key={way}>
            <a href={href('seek', [way])}>
              <span class="label">{t(`seek.${way}`)}</span>
            </a>
          </li>
        ))}
      </ul>
    </Screen>
  );
}

function Finding() {
  const chapter = useChapter<Chapters['seek']>('seek');
  return (
    <Screen where={t('seek.finding')} back={href('seek')} class="seek">
      <When shown={chapter}>
        {({ finding }) => (
          <>
            <p class="lead">{finding.lead}</p>
            <ol class="signs">
              {finding.items.map((item) => (
                <li class="text" key={item.id}>
                  {item.text}
                </li>
              ))}
            </ol>
            {finding.note !== undefined && <p class="note">{finding.note}</p>}
            <a class="linked" href={href('help', ['therapist'])}>
              {t('help.therapist')}
            </a>
          </>
        )}
      </When>
    </Screen>
  );
}

function Work() {
  const chapter = useChapter<Chapters['seek']>('seek');
  return (
    <Screen where={t('seek.work')} back={href('seek')} class="seek">
      <When shown={chapter}>
        {({ work }) => (
          <>
            <article class="prose">
              <h2 class="lead">{work.title}</h2>
              {paragraphs(work.text).map((text) => (
                <p class="text" key={text}>
                  {text}
                </p>
              ))}
            </article>
            <dl class="terms">
              {work.items.map((item) => (
                <div key={item.id}>
                  <dt class="label">{item.label}</dt>
                  <dd class="text">{item.text}</dd>
                </div>
              ))}
            </dl>
            <p class="note">{work.note}</p>
          </>
        )}
      </When>
    </Screen>
  );
}

function Reading() {
  const chapter = useChapter<Chapters['seek']>('seek');
  const sources = useChapter<Source[]>('sources');
  return (
    <Screen where={t('seek.reading')} back={href('seek')} class="seek">
      <When shown={chapter}>
        {({ reading }) => (
          <When shown={sources}>
            {(all) => (
              <>
                <p class="text soft">{reading.lead}</p>
                {reading.items.length === 0 && <Empty said={t('learn.not_found')} />}
                <ul class="rows books">
                  {reading.items.map((item) => {
                    const source = all.find((one) => one.id === item.source);
                    return (
                      <li key={item.id}>
                        {source?.called !== undefined && (
                          <p class="own title" lang="en">
                            {source.called}
                          </p>
                        )}
                        <p class="text">{item.why}</p>
                        {source !== undefined && (
                          <p class="note">
                            <SourceLine source={source} />
                          </p>
                        )}
                      </li>
                    );
                  })}
                </ul>
              </>
            )}
          </When>
        )}
      </When>
    </Screen>
  );
}
