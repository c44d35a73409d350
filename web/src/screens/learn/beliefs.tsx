// Beliefs behind independence as guesses: say how sure, try one with a step, and see before beside after, step by step.
import { href } from '../../app/router';
import { shownName } from '../../app/settings';
import { life, t, today } from '../../app/life';
import type { Views } from '../../app/views';
import { ladderStep, stepShort } from '../../parts/content';
import { useChapter } from '../../parts/chapter';
import { shortDate } from '../../parts/dates';
import { useDraft } from '../../parts/draft';
import type { Belief as BeliefText, Chapters } from '../../parts/library';
import { Ruler } from '../../parts/ruler';
import { Screen } from '../../parts/screen';
import { Empty, When } from '../../parts/state';
import { useView } from '../../parts/view';
import { SmallBell } from '../../pictures/dumbbell';
import { beginPlan } from '../step/plan-draft';
import { SourceList } from './sources';

type Tried = Views['beliefs']['beliefs'][number]['steps'][number];

const settled = (step: Tried): boolean => step.status !== 'planned';
const hasBoth = (step: Tried): step is Tried & { belief: number; belief_after: number } =>
  step.belief !== null && step.belief_after !== null;

export function Beliefs() {
  const chapter = useChapter<Chapters['recognise']>('recognise');
  const tried = useView('beliefs', {});
  return (
    <Screen where={t('beliefs.title')} back={href('learn')} class="learn beliefs">
      <When shown={chapter}>
        {({ beliefs }) => (
          <>
            <p class="text soft">{beliefs.lead}</p>
            <ul class="rows bells">
              {beliefs.items.map((belief) => {
                const steps = tried.data?.beliefs.find((one) => one.belief === belief.id)?.steps ?? [];
                const last = steps.filter(settled).findLast(hasBoth);
                return (
                  <li key={belief.id}>
                    <a class={last === undefined ? 'in-lines' : undefined} href={href('learn', ['beliefs', belief.id])}>
                      <span class="own">{belief.text}</span>
                      {last === undefined ? (
                        <span class="note">{t('beliefs.tried', { n: steps.filter(settled).length })}</span>
                      ) : (
                        <SmallBell before={last.belief} after={last.belief_after} />
                      )}
                    </a>
                  </li>
                );
              })}
            </ul>
            <p class="note">{beliefs.note}</p>
            <p class="note">{t('beliefs.unsafe')}</p>
          </>
        )}
      </When>
    </Screen>
  );
}

export function Belief({ id }: { id: string }) {
  const chapter = useChapter<Chapters['recognise']>('recognise');
  return (
    <Screen where={t('beliefs.title')} back={href('learn', ['beliefs'])} class="learn belief">
      <When shown={chapter}>
        {({ beliefs }) => {
          const belief = beliefs.items.find((one) => one.id === id);
          return belief === undefined ? <Empty said={t('learn.not_found')} /> : <One belief={belief} />;
        }}
      </When>
    </Screen>
  );
}

function One({ belief }: { belief: BeliefText }) {
  const draft = useDraft<{ sure: number | null }>(`belief-${belief.id}`, { sure: null });
  const all = useView('steps', {});
  const tried = useView('beliefs', {});
  const steps = tried.data?.beliefs.find((one) => one.belief === belief.id)?.steps ?? [];
  const allowed = new Set((all.data?.ladder ?? []).filter((one) => one.allowed).map((one) => one.ladder));
  const offered = belief.steps.filter((step) => allowed.has(step));
  const rows: [string, string][] = [
    [t('beliefs.once'), belief.once],
    [t('beliefs.expect'), belief.expect],
    [t('beliefs.test'), belief.test],
  ];
  return (
    <>
      <p class="say-small">{belief.text}</p>
      {rows.map(([name, words]) => (
        <div key={name}>
          <p class="note">{name}</p>
          <p class="text">{words}</p>
        </div>
      ))}
      <Ruler
        label={t('beliefs.how_sure')}
        max={100}
        step={5}
        value={draft.value?.sure ?? null}
        onChange={(sure) => draft.change({ sure })}
        low={t('step.belief.low')}
        high={t('step.belief.high')}
      />
      <section class="stack">
        <h2 class="label">{t('beliefs.steps')}</h2>
        {all.data !== null && offered.length === 0 && <p class="text">{t('beliefs.no_steps')}</p>}
        <ul class="rows">
          {offered.map((step) => (
            <li key={step}>
              <PlanLink ladder={step} belief={belief} sure={draft.value?.sure ?? null} />
            </li>
          ))}
        </ul>
        <p class="note">{t('beliefs.unsafe')}</p>
      </section>
      {steps.length > 0 && <Tries steps={steps} />}
      <SourceList ids={belief.sources} />
    </>
  );
}

/** Begins a plan that tests it: what would be expected, and how sure one is, stand there already. */
function PlanLink({ ladder, belief, sure }: { ladder: string; belief: BeliefText; sure: number | null }) {
  const query = { ladder, tests: belief.id };
  const begin = () => {
    const asked = new URLSearchParams(query);
    const plan = beginPlan(asked.toString(), asked);
    const body = { ...plan.body, feared: belief.expect, ...(sure === null ? {} : { belief: sure }) };
    life.draft.save('step', { ...plan, body });
  };
  return (
    <a href={href('step', ['new'], query)} onClick={begin}>
      <span class="text">{ladderStep(ladder)?.instruction ?? ladder}</span>
    </a>
  );
}

/** Every step that tried it, newest first: before beside after. */
function Tries({ steps }: { steps: readonly Tried[] }) {
  return (
    <section class="stack">
      <h2 class="label">{t('beliefs.tried', { n: steps.filter(settled).length })}</h2>
      <ul class="rows bells">
        {[...steps].reverse().map((step) => (
          <li key={step.id}>
            <a href={href('step', [step.id])}>
              <span class="text">
                {step.person === null
                  ? stepShort(step)
                  : t('step.with_short', { person: shownName(step.person.alias), step: stepShort(step) })}
                <span class="note"> {shortDate(step.at, today())}</span>
              </span>
              {hasBoth(step) ? (
                <SmallBell before={step.belief} after={step.belief_after} />
              ) : (
                <span class="note">{t(`step.status.${step.status}`)}</span>
              )}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
