// A safe memory: one scene with someone who was easy to be near, kept so that it can be looked at again.
import { go, href } from '../../app/router';
import { life, t, today } from '../../app/life';
import { useChapter } from '../../parts/chapter';
import { shortDate } from '../../parts/dates';
import { useDraft } from '../../parts/draft';
import { Field } from '../../parts/field';
import { useKeeping } from '../../parts/keep';
import { Key, Keys } from '../../parts/keys';
import type { Chapters, Guided } from '../../parts/library';
import { Screen } from '../../parts/screen';
import { Trouble, When } from '../../parts/state';
import { offerUndo } from '../../parts/undo';
import { useView } from '../../parts/view';
import { Hints } from './letter';

export function Remembered() {
  const chapter = useChapter<Chapters['protector']>('protector');
  const shown = useView('protector', {});
  return (
    <Screen where={t('protector.memory')} back={href('protector')} class="protector edit">
      <When shown={shown}>
        {({ remembered }) => (
          <>
            {remembered.length > 0 && (
              <ul class="rows memories">
                {remembered.map((one) => (
                  <li key={one.id}>
                    <a href={href('record', [one.id])}>
                      <span class="note">{shortDate(one.at, today())}</span>
                      <span class="own as-written">{one.text}</span>
                    </a>
                  </li>
                ))}
              </ul>
            )}
            <When shown={chapter}>{({ remembered: guided }) => <Form guided={guided} />}</When>
          </>
        )}
      </When>
    </Screen>
  );
}

function Form({ guided }: { guided: Guided }) {
  const draft = useDraft<{ text: string }>('remembered', { text: '' });
  const keeping = useKeeping();
  const value = draft.value;
  if (value === null) return null;
  const empty = value.text.trim() === '';
  const keep = () =>
    keeping.run(async () => {
      const { id } = await life.put({ kind: 'entry', body: { mode: 'free', prompt: 'remembered', text: value.text } });
      await draft.clear();
      draft.change({ text: '' });
      offerUndo(t('memory.kept'), async () => {
        await life.remove(id);
        life.draft.save('remembered', value);
        go(href('protector'), { replace: true });
      });
      go(href('protector'), { replace: true });
    });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!empty) keep();
      }}
    >
      <p class="text soft">{guided.lead}</p>
      <Hints guided={guided} />
      <Field
        own
        lines
        most={4000}
        label={t('memory.words')}
        value={value.text}
        onInput={(text) => draft.change({ text })}
      />
      <p class="note">{guided.note}</p>
      <div class="acts stay">
        {keeping.failure !== null && <Trouble failure={keeping.failure} onAgain={keep} />}
        <Keys>
          <Key to={href('protector')} onPress={() => void draft.clear()} name="drop">
            {t('memory.stop')}
          </Key>
          <Key main submit disabled={empty || keeping.busy} name="keep">
            {t('parts.keep')}
          </Key>
        </Keys>
      </div>
    </form>
  );
}
