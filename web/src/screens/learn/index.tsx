// Learn: what can be seen and what may go on behind it, short cards tied to one's own notes, beliefs to test, the origin.
import type { ScreenProps } from '../../app/rooms';
import { href } from '../../app/router';
import { t } from '../../app/life';
import type { Views } from '../../app/views';
import { useChapter } from '../../parts/chapter';
import type { Card as CardText, Chapters, Yours } from '../../parts/library';
import { Screen } from '../../parts/screen';
import { When } from '../../parts/state';
import { useView } from '../../parts/view';
import { Calm } from '../../pictures/calm';
import { Belief, Beliefs } from './beliefs';
import { Card } from './card';
import { Origin } from './origin';

export default function Learn({ place }: ScreenProps) {
  const [what, which] = place.rest;
  if (what === 'beliefs') return which === undefined ? <Beliefs /> : <Belief id={which} />;
  if (what === 'origin') return <Origin />;
  if (what !== undefined) return <Card id={what} />;
  return <Shelf />;
}

const parts: readonly CardText['part'][] = ['idea', 'cycle', 'steps', 'others', 'not'];

function Shelf() {
  const cards = useChapter<Chapters['learn']>('learn');
  const recognise = useChapter<Chapters['recognise']>('recognise');
  const yours = useChapter<Chapters['yours']>('yours');
  const own = useView('yours', yours.data === null ? null : { sets: yours.data.map(({ id, any }) => ({ id, any })) });
  return (
    <Screen where={t('room.learn')} foot class="learn">
      <When shown={cards}>
        {({ cards: all }) => (
          <>
            <Calm />
            {recognise.data !== null && <Pairs calm={recognise.data.calm} />}
            <ul class="ways-in">
              <li>
                <a class="linked" href={href('learn', ['beliefs'])}>
                  {t('beliefs.title')}
                </a>
              </li>
              <li>
                <a class="linked" href={href('learn', ['origin'])}>
                  {t('origin.title')}
                </a>
              </li>
              <li>
                <a class="linked" href={href('seek', ['reading'])}>
                  {t('seek.reading')}
                </a>
              </li>
            </ul>
            <p class="text soft">{t('learn.lead')}</p>
            {parts.map((part) => (
              <section class="stack" key={part}>
                <h2 class="label">{t(`learn.part.${part}`)}</h2>
                <ul class="rows">
                  {all
                    .filter((card) => card.part === part)
                    .map((card) => (
                      <li key={card.id}>
                        <a href={href('learn', [card.id])}>
                          <span class="text">{card.title}</span>
                          <OwnNote card={card} yours={yours.data} own={own.data} />
                        </a>
                      </li>
                    ))}
                </ul>
              </section>
            ))}
          </>
        )}
      </When>
    </Screen>
  );
}

/** "3 of your notes: went quiet, or said “I’m fine”" */
function OwnNote({ card, yours, own }: { card: CardText; yours: Yours[] | null; own: Views['yours'] | null }) {
  const set = own?.sets.find(({ id }) => id === card.yours);
  const what = yours?.find(({ id }) => id === card.yours)?.label;
  if (set === undefined || what === undefined || set.n === 0) return null;
  return <span class="note">{t('learn.yours', { n: set.n, what })}</span>;
}

/** What can be seen beside what may go on, with how often one noted the first. */
function Pairs({ calm }: { calm: Chapters['recognise']['calm'] }) {
  const own = useView('yours', {
    sets: calm.items.map(({ id }) => ({ id, any: [{ kind: 'moment', field: 'did', in: [id] }] })),
  });
  return (
    <details class="fold">
      <summary class="label">{t('learn.calm')}</summary>
      <div class="stack">
        <p class="text soft">{calm.lead}</p>
        <table class="plain pairs">
          <thead>
            <tr>
              <th scope="col">{t('learn.calm.outside')}</th>
              <th scope="col">{t('learn.calm.inside')}</th>
            </tr>
          </thead>
          <tbody>
            {calm.items.map((pair) => {
              const n = own.data?.sets.find(({ id }) => id === pair.id)?.n ?? 0;
              return (
                <tr key={pair.id}>
                  <td>
                    {pair.outside}
                    {n > 0 && <span class="note">{t('learn.calm.yours', { n })}</span>}
                  </td>
                  <td>{pair.inside}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
        <p class="note">{calm.note}</p>
      </div>
    </details>
  );
}
