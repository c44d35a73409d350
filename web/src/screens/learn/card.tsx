// One card: its text, what is not certain, one's own notes that touch on it, steps that try it out, and its sources.
import { href } from '../../app/router';
import { t } from '../../app/life';
import { ladderStep, stepShort } from '../../parts/content';
import { useChapter } from '../../parts/chapter';
import { Evidence } from '../../parts/evidence';
import { Key, Keys } from '../../parts/keys';
import { paragraphs, type Card as CardText, type Chapters } from '../../parts/library';
import { Screen } from '../../parts/screen';
import { Empty, When } from '../../parts/state';
import { useView } from '../../parts/view';
import { SourceList } from './sources';

export function Card({ id }: { id: string }) {
  const cards = useChapter<Chapters['learn']>('learn');
  const card = cards.data?.cards.find((one) => one.id === id);
  return (
    <Screen where={t('room.learn')} back={href('learn')} class="learn card">
      <When shown={cards}>
        {({ cards: all }) =>
          card === undefined ? (
            <Empty said={t('learn.not_found')}>
              <Keys few>
                <Key to={href('learn')}>{t('learn.all')}</Key>
              </Keys>
            </Empty>
          ) : (
            <Shown card={card} next={all[(all.indexOf(card) + 1) % all.length]!} />
          )
        }
      </When>
    </Screen>
  );
}

function Shown({ card, next }: { card: CardText; next: CardText }) {
  return (
    <>
      <article class="prose">
        <h2 class="lead">{card.title}</h2>
        {paragraphs(card.text).map((text) => (
          <p class="text" key={text}>
            {text}
          </p>
        ))}
      </article>
      {card.yours !== undefined && <Own id={card.yours} />}
      <section class="stack">
        <h3 class="label">{t('learn.unsure')}</h3>
        <p class="text soft">{card.unsure}</p>
      </section>
      {(card.steps ?? []).length > 0 && <Steps ids={card.steps ?? []} />}
      <SourceList ids={card.sources} />
      <div class="acts">
        <Keys>
          <Key to={href('learn')} name="all">
            {t('learn.all')}
          </Key>
          <Key main to={href('learn', [next.id])} name="next">
            {t('learn.next')}
          </Key>
        </Keys>
      </div>
    </>
  );
}

/** One's own notes that touch on it, one tap away. */
function Own({ id }: { id: string }) {
  const yours = useChapter<Chapters['yours']>('yours');
  const set = yours.data?.find((one) => one.id === id);
  const shown = useView('yours', set === undefined ? null : { sets: [{ id, any: set.any }] });
  const found = shown.data?.sets[0];
  if (set === undefined || found === undefined) return null;
  if (found.n === 0) return <p class="note">{t('learn.yours_none')}</p>;
  return <Evidence records={found.records} said={t('learn.yours', { n: found.n, what: set.label })} />;
}

/** Steps that try it out; one that may not be offered now is left out. */
export function Steps({ ids, query = {} }: { ids: readonly string[]; query?: Record<string, string> }) {
  const all = useView('steps', {});
  const allowed = new Set((all.data?.ladder ?? []).filter((one) => one.allowed).map((one) => one.ladder));
  const steps = ids.filter((id) => allowed.has(id) && ladderStep(id) !== null);
  if (steps.length === 0) return null;
  return (
    <section class="stack">
      <h3 class="label">{t('learn.try')}</h3>
      <ul class="rows">
        {steps.map((id) => (
          <li key={id}>
            <a href={href('step', ['new'], { ladder: id, ...query })}>
              <span class="text">{ladderStep(id)?.instruction ?? stepShort({ ladder: id })}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
