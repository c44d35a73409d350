// A safe memory: one scene with someone who was easy to be near, kept so that it can be looked at again.
import { href } from '../../app/router';
import { t } from '../../app/life';
import { useChapter } from '../../parts/chapter';
import { Field } from '../../parts/field';
import type { Chapters } from '../../parts/library';
import { Screen } from '../../parts/screen';
import { When } from '../../parts/state';
import { useView } from '../../parts/view';
import { GuidedPage, Kept } from './guided';

export function Remembered() {
  const chapter = useChapter<Chapters['protector']>('protector');
  const shown = useView('protector', {});
  return (
    <Screen where={t('protector.memory')} back={href('protector')} class="protector edit">
      <When shown={shown}>
        {({ remembered }) => (
          <>
            {remembered.length > 0 && (
              <Kept whole items={remembered.map(({ id, at, text }) => ({ id, at, words: text }))} />
            )}
            <When shown={chapter}>
              {({ remembered: guided }) => (
                <GuidedPage
                  guided={guided}
                  page="memory"
                  kind="entry"
                  start={{ text: '' }}
                  bodyOf={({ text }) => ({ mode: 'free', prompt: 'remembered', text })}
                  kept={t('memory.kept')}
                  leave={t('memory.stop')}
                >
                  {(value, change) => (
                    <Field
                      own
                      lines
                      most={4000}
                      label={t('memory.words')}
                      value={value.text}
                      onInput={(text) => change({ text })}
                    />
                  )}
                </GuidedPage>
              )}
            </When>
          </>
        )}
      </When>
    </Screen>
  );
}
