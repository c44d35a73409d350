// The kind letter: to oneself, then or now, or to the one at the door. It stays here.
import { href } from '../../app/router';
import { t } from '../../app/life';
import { useChapter } from '../../parts/chapter';
import { Field } from '../../parts/field';
import type { Chapters } from '../../parts/library';
import { Screen } from '../../parts/screen';
import { When } from '../../parts/state';
import { useView } from '../../parts/view';
import { entryMost, Writer } from '../../parts/writer';
import { GuidedPage, Kept } from './guided';

export interface LetterWords {
  to: string;
  text: string;
}

export function Letter() {
  const chapter = useChapter<Chapters['protector']>('protector');
  return (
    <Screen where={t('protector.letter')} back={href('protector')} class="protector edit letter">
      <When shown={chapter}>
        {({ letter }) => (
          <>
            <GuidedPage
              guided={letter}
              page="letter"
              kind="letter"
              start={{ to: '', text: '' } as LetterWords}
              bodyOf={({ to, text }) => ({ ...(to.trim() === '' ? {} : { to: to.trim() }), text })}
              kept={t('letter.kept')}
              leave={t('protector.drop')}
            >
              {(value, change) => <LetterFields value={value} change={change} />}
            </GuidedPage>
            <Earlier />
          </>
        )}
      </When>
    </Screen>
  );
}

/** To whom, and the letter: where it is written and where it is changed. */
export function LetterFields({ value, change }: { value: LetterWords; change(part: Partial<LetterWords>): void }) {
  return (
    <>
      <Field own most={200} label={t('letter.to')} value={value.to} onInput={(to) => change({ to })} />
      <Writer
        label={t('letter.text')}
        value={value.text}
        onInput={(text) => change({ text })}
        placeholder={t('letter.begin')}
        most={entryMost}
      />
    </>
  );
}

function Earlier() {
  const shown = useView('protector', {});
  const letters = shown.data?.letters ?? [];
  if (letters.length === 0) return null;
  return (
    <section class="stack">
      <h2 class="label">{t('letter.earlier')}</h2>
      <Kept items={letters.map(({ id, at, to, excerpt }) => ({ id, at, words: to ?? excerpt }))} />
    </section>
  );
}
