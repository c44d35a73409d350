// A settled step: what was expected and what came, beside all the earlier ones; and where to go from here.
import { go, href } from '../../app/router';
import { shownName } from '../../app/settings';
import { life, t } from '../../app/life';
import type { Bodies, Id } from '../../app/records';
import type { SettledStep, Views } from '../../app/views';
import { ladder, ladderStep, stepShort } from '../../parts/content';
import { fullDate } from '../../parts/dates';
import { useKeeping } from '../../parts/keep';
import { Key, Keys } from '../../parts/keys';
import { Trouble } from '../../parts/state';
import { offerUndo } from '../../parts/undo';
import { useView } from '../../parts/view';
import { Dumbbell, SmallBell } from '../../pictures/dumbbell';
import { Debrief } from './debrief';
import { beginPlan } from './plan-draft';
import { Planned } from './settle';

type Step = Bodies['step'];
type Both = SettledStep & { belief: number; belief_after: number };

const hasBoth = (step: SettledStep): step is Both => step.belief !== null && step.belief_after !== null;

/** Rows of earlier steps that stand there at once. */
const shownMost = 8;

export function Result({ id, step, alias }: { id: Id; step: Step; alias: string | null }) {
  const all = useView('steps', {});
  const others = (all.data?.settled ?? []).filter(hasBoth).filter((one) => one.id !== id);
  return (
    <>
      <Planned step={step} alias={alias} />
      {step.belief !== undefined && step.belief_after !== undefined && (
        <Dumbbell
          before={step.belief}
          after={step.belief_after}
          low={t('step.belief.low_mark')}
          high={t('step.belief.high_mark')}
        />
      )}
      <Outcome step={step} />
      <Debrief step={step} />
      {others.length > 0 && <Earlier steps={others} />}
      <Onward id={id} step={step} all={all.data} />
    </>
  );
}

function Outcome({ step }: { step: Step }) {
  const rows: [string, string | undefined][] = [
    [t('step.outcome'), step.outcome],
    [t('step.response_words'), step.response_words],
    [t('step.learned'), step.learned],
  ];
  const said = rows.filter((row): row is [string, string] => row[1] !== undefined && row[1] !== '');
  return (
    <div class="stack">
      <p class="text">
        {t(`step.status_is.${step.status}`, { date: step.settled_at === undefined ? '' : fullDate(step.settled_at) })}
        {step.response !== undefined && ` ${t(`step.response_is.${step.response}`)}`}
      </p>
      {said.map(([label, words]) => (
        <div key={label}>
          <p class="note">{label}</p>
          <p class="own">{words}</p>
        </div>
      ))}
    </div>
  );
}

/** All the earlier ones: rings and discs, and the same as a table. */
function Earlier({ steps }: { steps: readonly Both[] }) {
  return (
    <section class="stack">
      <h2 class="label">{t('step.earlier')}</h2>
      <ul class="rows bells">
        {steps.slice(0, shownMost).map((one) => (
          <li key={one.id}>
            <a href={href('step', [one.id])}>
              <span class="text">{line(one)}</span>
              <SmallBell before={one.belief} after={one.belief_after} />
            </a>
          </li>
        ))}
      </ul>
      <details class="fold">
        <summary class="label">{t('step.in_numbers', { n: steps.length })}</summary>
        <div class="scrolls">
          <table class="plain">
            <thead>
              <tr>
                <th scope="col">{t('kind.step')}</th>
                <th scope="col">{t('step.before_column')}</th>
                <th scope="col">{t('step.after_column')}</th>
              </tr>
            </thead>
            <tbody>
              {steps.map((one) => (
                <tr key={one.id}>
                  <td>{line(one)}</td>
                  <td>{one.belief}</td>
                  <td>{one.belief_after}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </section>
  );
}

const line = (one: SettledStep): string =>
  one.person === null
    ? stepShort(one)
    : t('step.with_short', { person: shownName(one.person.alias), step: stepShort(one) });

/** Elsewhere, harder, easier, rest. */
function Onward({ id, step, all }: { id: Id; step: Step; all: Views['steps'] | null }) {
  const keeping = useKeeping();
  const rest = () =>
    keeping.run(async () => {
      const made = await life.put({ kind: 'rest', body: { reason: 'no' } });
      offerUndo(t('today.rested'), async () => {
        await life.remove(made.id);
      });
      go(href('today'));
    });
  const again = (ladderId: string | undefined, more: Record<string, string>) =>
    href('step', ['new'], { ...(ladderId === undefined ? {} : { ladder: ladderId }), ...more });
  // One's own words go along in the sealed draft that the plan begins from.
  const repeat = new URLSearchParams({ ...(step.ladder === undefined ? {} : { ladder: step.ladder }), repeat: id });
  const takeAlong = () => {
    if (step.own !== undefined) life.draft.save('step', beginPlan(repeat.toString(), repeat, step.own));
  };
  const harder = neighbour(step, all, 1);
  const easier = neighbour(step, all, -1);
  return (
    <div class="acts">
      {keeping.failure !== null && <Trouble failure={keeping.failure} onAgain={rest} />}
      <Keys tall four>
        <Key main icon="again" to={again(step.ladder, { repeat: id })} onPress={takeAlong} name="elsewhere">
          {t('step.elsewhere')}
        </Key>
        {harder !== null && (
          <Key icon="up" to={again(harder, {})} name="harder">
            {t('step.harder')}
          </Key>
        )}
        {easier !== null && (
          <Key icon="down" to={again(easier, {})} name="easier">
            {t('step.easier')}
          </Key>
        )}
        <Key icon="rest" onPress={rest} disabled={keeping.busy} name="rest">
          {t('step.rest')}
        </Key>
      </Keys>
    </div>
  );
}

/** The next step up or down in the same relation, of the same kind where there is one, among those that are offered. */
function neighbour(step: Step, all: Views['steps'] | null, way: 1 | -1): string | null {
  const from = ladderStep(step.ladder)?.difficulty ?? step.difficulty ?? 1;
  const allowed = new Set((all?.ladder ?? []).filter((one) => one.allowed).map((one) => one.ladder));
  const fits = ladder()
    .filter((one) => one.relation === step.relation && allowed.has(one.id) && (one.difficulty - from) * way > 0)
    .sort(
      (a, b) =>
        Number(b.domain === step.domain) - Number(a.domain === step.domain) || (a.difficulty - b.difficulty) * way,
    );
  return fits[0]?.id ?? null;
}
