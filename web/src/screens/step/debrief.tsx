// After a step: what its outcome does and does not say, in the content's words; and where the same could be done again.
import { t } from '../../app/life';
import type { Bodies } from '../../app/records';
import { useChapter } from '../../parts/chapter';
import { practice } from '../../parts/content';
import type { Chapters } from '../../parts/library';

type Step = Bodies['step'];
type Words = Chapters['practise']['debrief'];

type Bands = ReturnType<typeof practice>['debrief'];

/** The sentences that fit the outcome, in the order in which it is looked at; only for what was said. */
export function sentencesOf(step: Step, words: Words, bands: Bands): string[] {
  const find = (list: keyof Words, id: string | undefined) => words[list].find((one) => one.id === id)?.text;
  const took = step.status === 'done' || step.status === 'partly';
  const felt =
    step.surprise === undefined
      ? undefined
      : step.surprise >= bands.surprise_high
        ? 'high'
        : step.surprise >= bands.surprise_middle
          ? 'middle'
          : 'low';
  const change =
    step.belief === undefined || step.belief_after === undefined ? undefined : step.belief_after - step.belief;
  const belief =
    change === undefined
      ? undefined
      : change <= -bands.belief_change
        ? 'lower'
        : change >= bands.belief_change
          ? 'higher'
          : 'same';
  const found = [
    find('status', step.status),
    ...(took ? [find('response', step.response), find('belief', belief), find('surprise', felt)] : []),
  ];
  return found.filter((text): text is string => text !== undefined);
}

export function Debrief({ step }: { step: Step }) {
  const chapter = useChapter<Chapters['practise']>('practise');
  if (chapter.data === null) return null;
  const { debrief, elsewhere } = chapter.data;
  return (
    <section class="stack debrief">
      {sentencesOf(step, debrief, practice().debrief).map((text) => (
        <p class="text soft" key={text}>
          {text}
        </p>
      ))}
      <details class="fold">
        <summary class="label">{t('elsewhere.title')}</summary>
        <div class="stack">
          <p class="text soft">{elsewhere.lead}</p>
          <dl class="terms">
            {elsewhere.items.map((item) => (
              <div key={item.id}>
                <dt class="label">{item.label}</dt>
                <dd class="text">{item.text}</dd>
              </div>
            ))}
          </dl>
        </div>
      </details>
    </section>
  );
}

/** How to ask for one whole thing, where that is what the step does. */
export function Asking() {
  const chapter = useChapter<Chapters['practise']>('practise');
  if (chapter.data === null) return null;
  const { asking } = chapter.data;
  return (
    <details class="fold">
      <summary class="label">{t('asking.title')}</summary>
      <div class="stack loose">
        <p class="text soft">{asking.lead}</p>
        <dl class="terms">
          {asking.parts.map((part) => (
            <div key={part.id}>
              <dt class="label">{part.label}</dt>
              <dd class="text">{part.text}</dd>
            </div>
          ))}
        </dl>
        {asking.examples.slice(0, 3).map((example) => (
          <div key={example.id}>
            <p class="note">{t('asking.vague')}</p>
            <p class="own soft">{example.vague}</p>
            <p class="note">{t('asking.whole')}</p>
            <p class="own">{example.whole}</p>
          </div>
        ))}
        <p class="note">{asking.note}</p>
      </div>
    </details>
  );
}
