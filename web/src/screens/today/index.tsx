// Today: the door, one small step in words that can be said, why this one, and rest of equal size.
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { ScreenProps } from '../../app/rooms';
import { go, href } from '../../app/router';
import { shownName } from '../../app/settings';
import { life, t, today } from '../../app/life';
import type { Token } from '../../app/records';
import type { OpenStep, StepOffer, Views } from '../../app/views';
import { hasMessage, say } from '../../app/words';
import { classes } from '../../parts/class';
import { stepWords } from '../../parts/content';
import { longDate, weekday } from '../../parts/dates';
import { useDraft } from '../../parts/draft';
import { Evidence } from '../../parts/evidence';
import { useKeeping } from '../../parts/keep';
import { Key, Keys } from '../../parts/keys';
import { Screen } from '../../parts/screen';
import { Trouble, When } from '../../parts/state';
import { offerUndo } from '../../parts/undo';
import { useView } from '../../parts/view';
import { Doorway, Shaft } from '../../pictures/door';
import { planOf } from '../step/plan-draft';

type TodayView = Views['today'];

/** Steps turned down today, and whether one was asked for although none was offered. */
interface Turned {
  date: string;
  swaps: Token[];
  ask: boolean;
}

export default function Today(_: ScreenProps) {
  const date = today();
  const turned = useDraft<Turned>('today', { date, swaps: [], ask: false });
  const mine = turned.value !== null && turned.value.date === date ? turned.value : { date, swaps: [], ask: false };
  const shown = useView(
    'today',
    turned.value === null ? null : { swaps: mine.swaps, ...(mine.ask ? { ask: true } : {}) },
  );
  const newcomer = shown.data !== null && isNew(shown.data);
  useEffect(() => {
    if (newcomer) go(href('check'), { replace: true });
  }, [newcomer]);
  return (
    <Screen where={t('room.today')} aside={longDate(date)} foot class="today">
      <When shown={shown}>
        {(view) =>
          newcomer ? null : (
            <Scene view={view} turn={(change) => turned.change({ ...mine, ...change, date })} swaps={mine.swaps} />
          )
        }
      </When>
    </Screen>
  );
}

/** Nothing was said yet: the seven statements come first. */
const isNew = ({ newcomer, counts }: TodayView): boolean =>
  newcomer && counts.moments + counts.entries + counts.steps === 0;

interface SceneProps {
  view: TodayView;
  swaps: Token[];
  turn(change: Partial<Turned>): void;
}

function Scene({ view, swaps, turn }: SceneProps) {
  const [swapped, setSwapped] = useState<StepOffer | null>(null);
  const keeping = useKeeping();
  const offer = swapped ?? view.step;

  const rest = () =>
    keeping.run(async () => {
      const { id } = await life.put({ kind: 'rest', body: { reason: 'no' } });
      turn({ ask: false });
      setSwapped(null);
      offerUndo(t('today.rested'), async () => {
        await life.remove(id);
      });
    });
  const easier = () => {
    if (view.easier === null) return;
    setSwapped(view.easier);
    if (offer?.ladder != null) turn({ swaps: [...swaps, offer.ladder] });
  };
  const ask = () => turn({ ask: true });
  const trouble = keeping.failure === null ? null : <Trouble failure={keeping.failure} onAgain={rest} />;

  if (view.state === 'step' && offer !== null) {
    return (
      <Room words={<Offered offer={offer} />}>
        {swapped === null ? <Because view={view} /> : <p class="text">{t('today.why_easier')}</p>}
        {trouble}
        <Keys tall>
          <Key main icon="up" {...planOf(offer)} name="plan">
            {t('today.plan')}
          </Key>
          <Key icon="down" disabled={view.easier === null || same(view.easier, offer)} onPress={easier} name="easier">
            {t('today.easier')}
          </Key>
          <Key icon="rest" disabled={keeping.busy} onPress={rest} name="rest">
            {t('today.rest')}
          </Key>
        </Keys>
      </Room>
    );
  }
  const first = view.open[0];
  if (view.state === 'open' && first !== undefined) {
    return (
      <Room words={<Waiting step={first} />}>
        <Outward view={view} />
        <OtherOpen steps={view.open.slice(1)} />
        {trouble}
        <Keys tall>
          <Key main icon="write" to={href('step', [first.id])} name="settle">
            {t('today.settle')}
          </Key>
          <Key icon="door" onPress={ask} name="another">
            {t('today.another')}
          </Key>
          <Key icon="rest" disabled={keeping.busy} onPress={rest} name="rest">
            {t('today.rest')}
          </Key>
        </Keys>
      </Room>
    );
  }
  return <Still view={view} ask={ask} trouble={trouble} />;
}

/** Nothing is asked: resting, quiet, or no step that fits. The same room, the same size of words. */
function Still({ view, ask, trouble }: { view: TodayView; ask: () => void; trouble: ComponentChildren }) {
  const kind = view.state === 'resting' || view.state === 'quiet' ? view.state : view.newcomer ? 'newcomer' : 'none';
  return (
    <Room
      words={
        <Said
          lead={t(`today.${kind}.lead`)}
          words={t(`today.${kind}.words`)}
          hint={t(`today.${kind}.hint`)}
          spoken={false}
        />
      }
    >
      {kind === 'resting' && view.rest !== null && view.rest.until !== null && view.rest.until !== view.date && (
        <p class="text">{t('today.rest_until', { date: longDate(view.rest.until) })}</p>
      )}
      {kind !== 'newcomer' && <Because view={view} />}
      {trouble}
      <Keys tall>
        {kind === 'newcomer' && (
          <Key main icon="door" to={href('check')} name="check">
            {t('room.check')}
          </Key>
        )}
        {(kind === 'resting' || kind === 'quiet') && (
          <Key icon="up" onPress={ask} name="ask">
            {t('today.after_all')}
          </Key>
        )}
        {kind === 'none' && (
          <Key icon="up" to={href('steps')} name="steps">
            {t('today.look_at_steps')}
          </Key>
        )}
        <Key icon="write" to={href('write')} name="write">
          {t('room.write')}
        </Key>
      </Keys>
    </Room>
  );
}

const same = (a: StepOffer, b: StepOffer): boolean => a.ladder === b.ladder && a.own === b.own;

/** Why this one, and what that rests on. */
function Because({ view }: { view: TodayView }) {
  return (
    <div class="because">
      {view.why != null && hasMessage(view.why.id) && <p class="text">{say(view.why)}</p>}
      {/* One's own choice to rest needs no evidence. */}
      {view.rest?.reason !== 'no' && <Evidence records={view.records} />}
      <Outward view={view} />
    </div>
  );
}

/** Whoever comes back after a while sees today, and that nothing was counted; else the offer to share a sentence. */
const Outward = ({ view }: { view: TodayView }) =>
  view.away !== null ? (
    <p class="text">{t('today.back')}</p>
  ) : view.outward === null ? null : (
    <p class="text">{say(view.outward)}</p>
  );

function Offered({ offer }: { offer: StepOffer }) {
  return <Said {...stepWords(offer)} />;
}

/** A planned step that waits for its outcome. */
function Waiting({ step }: { step: OpenStep }) {
  const { words } = stepWords(step);
  const lead =
    step.planned_for === null ? t('today.planned') : t('today.planned_for', { day: weekday(step.planned_for) });
  return (
    <Said
      lead={step.person === null ? lead : t('today.planned_with', { lead, person: shownName(step.person.alias) })}
      words={step.then ?? words}
      hint={step.if === null ? '' : t('today.if', { words: step.if })}
      spoken
    />
  );
}

function OtherOpen({ steps }: { steps: readonly OpenStep[] }) {
  if (steps.length === 0) return null;
  return (
    <ul class="others-open">
      {steps.slice(0, 3).map((step) => (
        <li key={step.id}>
          <a class="linked" href={href('step', [step.id])}>
            {step.then ?? stepWords(step).words}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** Sentences longer than this are set smaller, so that the door stays beside them. */
const longWords = 34;

function Said({ lead, words, hint, spoken }: { lead: string; words: string; hint: string; spoken: boolean }) {
  return (
    <>
      {lead !== '' && <p class="text soft">{lead}</p>}
      <p class={classes('door-words', words.length > longWords && 'long', !spoken && 'done')}>{words}</p>
      {hint !== '' && <p class="note">{hint}</p>}
    </>
  );
}

/** The wall with its words and its door, and the floor with its acts. */
function Room({ words, children }: { words: ComponentChildren; children: ComponentChildren }) {
  const clock = new Date();
  const hour = clock.getHours() + clock.getMinutes() / 60;
  return (
    <>
      <section class="wall">
        <Doorway hour={hour} />
        <div class="words-on-wall" aria-live="polite">
          {words}
        </div>
      </section>
      <section class="floor">
        <Shaft hour={hour} />
        <div class="acts">{children}</div>
      </section>
    </>
  );
}
