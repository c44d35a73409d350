// The card: a few own words for a strong urge, written while it is calm; and how it comes back.
import { go, href } from '../../app/router';
import { set, settings } from '../../app/settings';
import { life, t } from '../../app/life';
import { fixedId } from '../../app/records';
import { useChapter } from '../../parts/chapter';
import { useDraft } from '../../parts/draft';
import { Field } from '../../parts/field';
import { useKeeping } from '../../parts/keep';
import { Key, Keys } from '../../parts/keys';
import type { Chapters } from '../../parts/library';
import { Screen } from '../../parts/screen';
import { Starts } from '../../parts/starts';
import { Empty, Trouble, Waiting, When } from '../../parts/state';
import { offerUndo } from '../../parts/undo';
import { useView } from '../../parts/view';

export function EditCard() {
  const chapter = useChapter<Chapters['protector']>('protector');
  const known = settings.value;
  return (
    <Screen where={t('card.title')} back={href('protector')} class="protector edit">
      {known === null ? (
        <Waiting />
      ) : (
        <When shown={chapter}>{({ card }) => <Form card={card} before={known.card ?? ''} />}</When>
      )}
    </Screen>
  );
}

function Form({ card, before }: { card: Chapters['protector']['card']; before: string }) {
  const draft = useDraft<{ text: string | null }>('card', { text: null });
  const keeping = useKeeping();
  if (draft.value === null) return null;
  const text = draft.value.text ?? before;
  const say = (words: string) => draft.change({ text: words });
  const keep = () =>
    keeping.run(async () => {
      await set('card', text.trim());
      await draft.clear();
      offerUndo(t('card.kept'), async () => {
        if (before === '') await life.remove(fixedId.card);
        else await set('card', before);
        life.draft.save('card', { text });
      });
      go(href('protector'), { replace: true });
    });
  const away = () =>
    keeping.run(async () => {
      const { undo } = await life.remove(fixedId.card);
      await draft.clear();
      offerUndo(t('card.put_away'), undo);
      go(href('protector'), { replace: true });
    });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '') keep();
      }}
    >
      <p class="text soft">{card.lead}</p>
      <div class="stack with-starts">
        <Field own lines most={2000} label={t('card.words')} value={text} onInput={say} />
        <Starts starts={card.starts} value={text} onInput={say} />
      </div>
      <p class="note">{card.note}</p>
      <div class="acts stay">
        {keeping.failure !== null && <Trouble failure={keeping.failure} onAgain={keep} />}
        <Keys>
          {before === '' ? (
            <Key to={href('protector')} onPress={() => void draft.clear()} name="not-now">
              {t('people.not_now')}
            </Key>
          ) : (
            <Key onPress={away} disabled={keeping.busy} name="away">
              {t('card.away')}
            </Key>
          )}
          <Key main submit disabled={text.trim() === '' || keeping.busy} name="keep">
            {t('parts.keep')}
          </Key>
        </Keys>
      </div>
    </form>
  );
}

/** The card as it comes back. It bars no way: both keys are of one size, and Help stands above as everywhere. */
export function CardNow() {
  const shown = useView('protector', {});
  return (
    <Screen where={t('card.title')} back={href('today')} class="protector now">
      <When shown={shown}>
        {({ card }) =>
          card === null ? (
            <Empty said={t('card.empty')}>
              <Keys few>
                <Key to={href('protector', ['card'])}>{t('card.make')}</Key>
              </Keys>
            </Empty>
          ) : (
            <>
              <p class="note">{t('card.shown')}</p>
              <blockquote class="card-words say-small">{card.text}</blockquote>
              <div class="acts">
                <p class="note">{t('card.why')}</p>
                <Keys>
                  <Key to={href('space')} name="space">
                    {t('card.space')}
                  </Key>
                  <Key to={href('today')} name="enough">
                    {t('card.read')}
                  </Key>
                </Keys>
              </div>
            </>
          )
        }
      </When>
    </Screen>
  );
}
