// Beside a page that someone writes on: the question about one marked phrase, and the gentle one where there is reason to ask.
import { useEffect, useState } from 'preact/hooks';
import { life } from '../app/life';
import { href } from '../app/router';
import { set, settings } from '../app/settings';
import { t } from '../app/words';
import { CrisisQuestion } from './crisis';
import { answerPage, guessesOf, reader, type Cue, type Reader } from '../app/reading';

interface CuesProps {
  /** The finished sentences, each where it stands in `value`. */
  finished: string;
  value: string;
  caret: number;
  onMarks(marks: readonly Cue[]): void;
  /** The gentle question is gone, and the focus with it. */
  onAnswered(): void;
}

export default function Cues({ finished, value, caret, onMarks, onAnswered }: CuesProps) {
  const [using, setUsing] = useState<Reader | null>(null);
  const [marks, setMarks] = useState<Cue[]>([]);
  const [asks, setAsks] = useState(false);
  const cues = settings.value?.cues;
  const off = JSON.stringify(cues ?? {});

  useEffect(() => {
    let here = true;
    // Without its rules the page is written on all the same; what fails to load is tried again with the next page.
    reader(JSON.parse(off) as Record<string, boolean>).then(
      (made) => here && setUsing(made),
      () => {},
    );
    return () => {
      here = false;
    };
  }, [off]);

  useEffect(() => {
    if (using === null) return;
    const read = using.read(finished);
    setMarks(read.cues);
    onMarks(read.cues);
    if (read.asks) setAsks(true);
  }, [using, finished]);

  const answered = () => {
    setAsks(false);
    using?.answer(value);
    void answerPage(value);
    onAnswered();
  };
  const at = marks.find(({ start, length }) => caret >= start && caret <= start + length) ?? marks.at(-1);
  return (
    <>
      <div class="cue" role="status">
        {at !== undefined && <Question cue={at} value={value} />}
      </div>
      {at !== undefined && life.state.value === 'open' && <Off cue={at} cues={cues ?? {}} />}
      {asks && (
        <section class="stack asks" role="status">
          <CrisisQuestion onGone={answered} />
        </section>
      )}
    </>
  );
}

function Question({ cue, value }: { cue: Cue; value: string }) {
  return (
    <>
      <span class="vh">{t('cues.marked')}</span>
      <p class="own">{t('cues.phrase', { words: value.slice(cue.start, cue.start + cue.length) })}</p>
      <p class="note">{t(cue.question.id)}</p>
    </>
  );
}

/** Away with this phrase, or with all guesses of its kind where a guess is all that marked it; or a look at all of them. */
function Off({ cue, cues }: { cue: Cue; cues: Record<string, boolean> }) {
  return (
    <p class="cue-off">
      <button
        class="quiet-link"
        type="button"
        data-key="cue-off"
        onClick={() => void set('cues', { ...cues, [cue.rule]: false }).catch(() => {})}
      >
        {cue.rule === guessesOf(cue.id)
          ? t('cues.leave_out_guesses', { kind: t(`cue.${cue.id}`) })
          : t('cues.leave_out')}
      </button>
      <a class="quiet-link" href={href('settings', ['cues'])}>
        {t('cues.all')}
      </a>
    </p>
  );
}
