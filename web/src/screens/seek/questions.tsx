// Questions for a therapist: those that are marked, and one's own, go onto the page that one brings along.
import { href } from '../../app/router';
import { t } from '../../app/life';
import { useChapter } from '../../parts/chapter';
import { useDraft, type Draft } from '../../parts/draft';
import { OwnLines } from '../../parts/field';
import { Key, Keys } from '../../parts/keys';
import type { Chapters } from '../../parts/library';
import { Screen } from '../../parts/screen';
import { When } from '../../parts/state';

export interface Marked {
  ids: string[];
  own: string;
}

/** What was marked: kept sealed on this device, until it is unmarked. */
export const useMarked = (): Draft<Marked> => useDraft<Marked>('questions', { ids: [], own: '' });

export function Questions({ list }: { list: 'ask' | 'first' }) {
  const chapter = useChapter<Chapters['seek']>('seek');
  const marked = useMarked();
  const value = marked.value;
  return (
    <Screen where={t(`seek.${list}`)} back={href('seek')} class="seek edit">
      <When shown={chapter}>
        {(seek) => {
          const { lead, items, note } = seek[list];
          if (value === null) return null;
          const toggle = (id: string) =>
            marked.change({
              ids: value.ids.includes(id) ? value.ids.filter((other) => other !== id) : [...value.ids, id],
            });
          return (
            <>
              <p class="text soft">{lead}</p>
              <fieldset class="choices marks">
                <legend class="vh">{t('ask.mark')}</legend>
                <div>
                  {items.map((item) => {
                    const id = `${list}.${item.id}`;
                    return (
                      <label key={id}>
                        <input
                          autocomplete="off"
                          type="checkbox"
                          checked={value.ids.includes(id)}
                          onChange={() => toggle(id)}
                        />
                        <span>{item.text}</span>
                      </label>
                    );
                  })}
                </div>
              </fieldset>
              {list === 'ask' && (
                <OwnLines
                  most={2000}
                  label={t('ask.own')}
                  value={value.own}
                  onInput={(own) => marked.change({ own })}
                />
              )}
              {note !== undefined && <p class="note">{note}</p>}
              <div class="acts">
                <p class="note" role="status">
                  {t('ask.marked', { n: value.ids.length })}
                </p>
                <Keys few>
                  <Key to={href('seek', ['page'])} name="page">
                    {t('seek.page')}
                  </Key>
                </Keys>
              </div>
            </>
          );
        }}
      </When>
    </Screen>
  );
}
