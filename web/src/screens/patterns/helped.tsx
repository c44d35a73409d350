// What helped: what went together with a practice, drawn with its doubt, and beside it how it was by one's own word, which is
// asked once for each and changed at any time.
import type { Difference, Practice } from '../../app/findings';
import { life, t } from '../../app/life';
import type { Token } from '../../app/records';
import { useChapter } from '../../parts/chapter';
import { Finding } from '../../parts/finding';
import { useKeeping } from '../../parts/keep';
import type { Chapters } from '../../parts/library';
import { number } from '../../parts/numbers';
import { Trouble, When } from '../../parts/state';
import { offerUndo } from '../../parts/undo';
import { useView } from '../../parts/view';
import { between, Estimate } from '../../pictures/estimate';
import { Scale, useRatings, type Rating } from '../journey/rating';

type Words = Chapters['journey']['helped'];
type Said = NonNullable<ReturnType<typeof useRatings>>;

export function Helped() {
  const chapter = useChapter<Chapters['journey']>('journey');
  const shown = useView('helped', {});
  const said = useRatings() ?? new Map();
  return (
    <When shown={chapter}>
      {({ helped }) => (
        <When shown={shown}>{({ practices }) => <All words={helped} practices={practices} said={said} />}</When>
      )}
    </When>
  );
}

function All({ words, practices, said }: { words: Words; practices: readonly Practice[]; said: Said }) {
  const noted = practices.filter((one) => one.status !== 'too_early');
  const rest = words.items.filter((item) => !noted.some((one) => one.what === item.id));
  return (
    <>
      {noted.length === 0 && <p class="text">{t('patterns.helped_empty')}</p>}
      {noted.map((practice) => (
        <section class="with" key={practice.what}>
          <h2 class="label capital">{words.items.find(({ id }) => id === practice.what)?.label ?? practice.what}</h2>
          <Noted practice={practice} />
          <Folded label={t('helped.by_word')} what={practice.what} words={words} said={said} />
        </section>
      ))}
      {noted.length > 0 && <p class="note">{t('patterns.together')}</p>}
      <section class="with">
        <p class="text soft">{words.lead}</p>
        <ul class="rows">
          {rest.map((item) => (
            <li key={item.id}>
              <Folded label={item.label} what={item.id} words={words} said={said} />
            </li>
          ))}
        </ul>
        <p class="note">{words.note}</p>
      </section>
    </>
  );
}

const ratingLabel = (words: Words, rating: Rating | undefined): string =>
  words.scale.find(({ value }) => value === rating)?.label ?? '';

interface RateProps {
  what: Token;
  words: Words;
  said: Said;
}

/** The scale, folded, with what was said on it beside its name. */
const Folded = ({ label, ...rate }: RateProps & { label: string }) => (
  <details class="fold rated">
    <summary>
      <span class="label capital">{label}</span>
      <span class="chosen note">{ratingLabel(rate.words, rate.said.get(rate.what)?.rating)}</span>
    </summary>
    <Rate {...rate} />
  </details>
);

/** What the notes say of it. */
function Noted({ practice }: { practice: Practice }) {
  const { closeness, own } = practice;
  const back = practice.return;
  return (
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
      {/* The terminal keeps a rating each time; here there is one, which can be changed. */}
      {own !== null && own.n > 1 && (
        <p class="note">{t('patterns.own_rating', { n: own.n, mean: number(own.mean) })}</p>
      )}
    </Finding>
  );
}

/** How it was, by one's own word. */
function Rate({ what, words, said }: RateProps) {
  const keeping = useKeeping();
  const before = said.get(what) ?? null;
  const keep = (rating: Rating) =>
    keeping.run(async () => {
      const body = { what, rating };
      const { id } = await life.put({ kind: 'helped', body, ...(before === null ? {} : { id: before.id }) });
      offerUndo(t('helped.kept'), async () => {
        if (before === null) await life.remove(id);
        else await life.put({ kind: 'helped', id, body: { what, rating: before.rating } });
      });
    });
  return (
    <>
      <Scale what={what} words={words} value={before?.rating ?? null} onChange={keep} />
      {keeping.failure !== null && <Trouble failure={keeping.failure} />}
    </>
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
