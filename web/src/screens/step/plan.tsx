// Planning a step: what could be said, when, what is feared, how sure. The prediction is what the outcome is held against.
import type { ScreenProps } from '../../app/rooms';
import { go, href } from '../../app/router';
import { life, t, today } from '../../app/life';
import type { Bodies, Domain, Relation } from '../../app/records';
import type { PersonRow, ViewArgs, Views } from '../../app/views';
import { ladderStep, practice, stepWords, unsafeWords, vocabulary } from '../../parts/content';
import { addDays } from '../../parts/dates';
import { useDraft } from '../../parts/draft';
import { Field, OwnLines } from '../../parts/field';
import { useKeeping } from '../../parts/keep';
import { Key, Keys } from '../../parts/keys';
import { PersonPicker } from '../../parts/people-picker';
import { Ruler } from '../../parts/ruler';
import { SafetyQuestion, UnsafeWords, type Safety } from '../../parts/safety';
import { Screen } from '../../parts/screen';
import { Segs } from '../../parts/segs';
import { Trouble, When } from '../../parts/state';
import { offerUndo } from '../../parts/undo';
import { useView } from '../../parts/view';
import { Asking } from './debrief';
import { beginPlan, dayOf, planBody, type PlanDraft } from './plan-draft';

type Verdict = Views['may_plan'];

const domains: readonly Domain[] = ['ask', 'accept', 'disclose', 'stay', 'need', 'repair', 'care'];

export function Plan({ place }: ScreenProps) {
  const from = place.query.toString();
  const draft = useDraft<PlanDraft>('step', beginPlan(from, place.query));
  const people = useView('people', {});
  const mine = draft.value !== null && draft.value.from === from ? draft.value : beginPlan(from, place.query);
  const known = ladderStep(mine.body.ladder);
  const verdict = useView('may_plan', draft.value === null ? null : asked(mine.body, people.data?.people ?? []));
  const change = (part: Partial<PlanDraft['body']>) => draft.change({ ...mine, body: { ...mine.body, ...part } });

  return (
    <Screen
      where={t('room.step')}
      aside={t('step.plan')}
      back={href(place.query.has('repeat') ? 'steps' : 'today')}
      class="step plan"
    >
      {draft.value !== null && (
        <When shown={people}>
          {({ people: rows }) => (
            <PlanForm
              draft={mine}
              known={known !== null}
              people={rows}
              verdict={verdict.data}
              change={change}
              answer={(safety) => draft.change({ ...mine, safety })}
              forget={draft.clear}
            />
          )}
        </When>
      )}
    </Screen>
  );
}

/** What is asked before anything is planned: with whom, how hard, and in what words. */
function asked(body: PlanDraft['body'], people: readonly PersonRow[]): ViewArgs['may_plan'] {
  const relation = people.find((one) => one.id === body.person)?.relation ?? body.relation;
  const words = [body.own, body.if, body.then].filter((part) => part !== undefined && part !== '').join('\n');
  return {
    ...(relation === undefined ? {} : { relation }),
    ...(body.person === undefined || body.person === '' ? {} : { person: body.person }),
    ...(body.difficulty === undefined ? {} : { difficulty: body.difficulty }),
    ...(words === '' ? {} : { own: words }),
  };
}

interface PlanFormProps {
  draft: PlanDraft;
  known: boolean;
  people: readonly PersonRow[];
  verdict: Verdict | null;
  change(part: Partial<PlanDraft['body']>): void;
  answer(safety: Safety): void;
  forget(): Promise<void>;
}

function PlanForm({ draft, known, people, verdict, change, answer, forget }: PlanFormProps) {
  const keeping = useKeeping();
  const { body } = draft;
  const person = people.find((one) => one.id === body.person) ?? null;
  const reason = verdict?.reason ?? null;
  const hard = (body.difficulty ?? 1) >= practice().ask_safety_from;
  // Of a person the engine knows the answer; of nobody in particular it is asked here, each time.
  const waits =
    reason === 'ask_safety'
      ? !(draft.safety === 'safe' && person === null)
      : hard && person === null && draft.safety !== 'safe';
  const refused = reason === 'unsafe_person' || reason === 'guarded';
  const ready = verdict !== null && !waits && !refused && (known || (body.own ?? '').trim() !== '');

  const keep = () =>
    keeping.run(async () => {
      const { id } = await life.put({ kind: 'step', body: planBody(body, 'planned') });
      await forget();
      offerUndo(t('step.planned'), async () => {
        await life.remove(id);
        life.draft.save('step', draft);
        go(href('step', ['new'], Object.fromEntries(new URLSearchParams(draft.from))));
      });
      go(href('today'));
    });

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) keep();
      }}
    >
      <Words body={body} person={person} change={change} />
      <PersonPicker
        legend={t('parts.with')}
        name="step-person"
        people={fitting(people, body.relation, known)}
        value={body.person === '' ? null : (body.person ?? null)}
        onChange={(id) => change({ person: id ?? '' })}
      />
      {reason === 'unsafe_person' && <UnsafeWords repair={body.domain === 'repair'} />}
      {reason === 'guarded' && <p class="text">{t('step.guarded')}</p>}
      {waits && <AskSafety person={person} said={person === null ? draft.safety : person.safety} answer={answer} />}
      {!refused && !waits && (
        <>
          {body.domain === 'ask' && <Asking />}
          <IfThen body={body} change={change} />
          <Prediction body={body} change={change} />
        </>
      )}
      <div class="acts stay">
        {keeping.failure !== null && <Trouble failure={keeping.failure} onAgain={keep} />}
        <Keys>
          <Key to={href('today')} onPress={() => void forget()} name="not-now">
            {t('step.not_now')}
          </Key>
          <Key main submit disabled={!ready || keeping.busy} name="plan">
            {t('today.plan')}
          </Key>
        </Keys>
      </div>
    </form>
  );
}

/** People a step may be with: those of its relation first; nobody kept apart. */
function fitting(people: readonly PersonRow[], relation: Relation | undefined, known: boolean): PersonRow[] {
  const safe = people.filter((one) => one.safety !== 'unsafe');
  return known && relation !== undefined ? safe.filter((one) => one.relation === relation) : safe;
}

/** The step itself: the ladder's words with its if and then, or one's own. */
function Words({
  body,
  person,
  change,
}: {
  body: PlanDraft['body'];
  person: PersonRow | null;
  change: PlanFormProps['change'];
}) {
  const known = ladderStep(body.ladder);
  if (known === null) return <OwnStep body={body} change={change} />;
  const { lead, words, hint, spoken } = stepWords({ ladder: known.id, own: null, person });
  return (
    <>
      <div class="stack said">
        {spoken && <p class="text soft">{lead}</p>}
        <p class="say-small">{words}</p>
        {hint !== '' && <p class="note">{hint}</p>}
        <p class="note">{t('step.smaller', { words: known.smaller })}</p>
      </div>
    </>
  );
}

function IfThen({ body, change }: Pick<PlanFormProps, 'change'> & { body: PlanDraft['body'] }) {
  return (
    <div class="stack if-then">
      <OwnLines most={500} label={t('step.if')} value={body.if ?? ''} onInput={(words) => change({ if: words })} />
      <OwnLines
        most={500}
        label={t('step.then')}
        value={body.then ?? ''}
        onInput={(words) => change({ then: words })}
      />
    </div>
  );
}

function OwnStep({ body, change }: Pick<PlanFormProps, 'change'> & { body: PlanDraft['body'] }) {
  return (
    <>
      <OwnLines
        most={500}
        label={t('step.own')}
        note={t('step.own_note')}
        value={body.own ?? ''}
        onInput={(own) => change({ own })}
      />
      <Segs
        legend={t('step.relation')}
        name="relation"
        options={vocabulary().relations.map(({ id, label }) => ({ value: id, label }))}
        value={body.relation ?? null}
        onChange={(relation) => change({ relation })}
      />
      <Segs
        legend={t('step.domain')}
        name="domain"
        options={domains.map((value) => ({ value, label: t(`step.domain.${value}`) }))}
        value={body.domain ?? null}
        onChange={(domain) => change({ domain })}
      />
      <Ruler
        label={t('step.difficulty')}
        min={1}
        max={10}
        value={body.difficulty ?? null}
        onChange={(difficulty) => change({ difficulty })}
        low={t('step.difficulty.low')}
        high={t('step.difficulty.high')}
      />
    </>
  );
}

/** Before a harder step: is it safe with them? The answer is kept with the person. */
function AskSafety(props: { person: PersonRow | null; said: Safety | null; answer(safety: Safety): void }) {
  const { person, said, answer } = props;
  const keeping = useKeeping();
  const keep = (safety: Safety) => {
    if (person === null) {
      answer(safety);
      return;
    }
    keeping.run(async () => {
      const before = await life.view('record', { id: person.id });
      await life.put({ kind: 'person', id: person.id, body: { ...(before.current as Bodies['person']), safety } });
    });
  };
  return (
    <>
      <SafetyQuestion question={unsafeWords().before_step} name="step-safety" value={said} onChange={keep} />
      {said === 'unsure' && <p class="text">{t('step.unsure')}</p>}
      {said === 'unsafe' && <UnsafeWords />}
      {keeping.failure !== null && <Trouble failure={keeping.failure} />}
    </>
  );
}

/** What is feared, how sure it is, and what would usually be done against it. */
function Prediction({ body, change }: Pick<PlanFormProps, 'change'> & { body: PlanDraft['body'] }) {
  const date = today();
  const days = (['today', 'tomorrow', 'week'] as const).map((value) => ({ value, label: t(`step.when.${value}`) }));
  const chosen = days.find(({ value }) => dayOf(value, date) === body.planned_for)?.value ?? null;
  return (
    <>
      <OwnLines
        most={2000}
        label={t('step.feared')}
        value={body.feared ?? ''}
        onInput={(feared) => change({ feared })}
      />
      <Ruler
        label={t('step.belief')}
        max={100}
        step={5}
        value={body.belief ?? null}
        onChange={(belief) => change({ belief })}
        low={t('step.belief.low')}
        high={t('step.belief.high')}
      />
      <details class="fold">
        <summary class="label">{t('step.more')}</summary>
        <div class="stack loose">
          <Ruler
            label={t('step.expected_distress')}
            max={10}
            value={body.expected_distress ?? null}
            onChange={(expected_distress) => change({ expected_distress })}
            low={t('step.distress.low')}
            high={t('step.distress.high')}
          />
          <OwnLines
            most={2000}
            label={t('step.safety_behaviour')}
            note={t('step.safety_behaviour_note')}
            value={body.safety_behaviour ?? ''}
            onInput={(safety_behaviour) => change({ safety_behaviour })}
          />
          <Segs
            legend={t('step.when')}
            name="when"
            options={days}
            value={chosen}
            onChange={(when) => change({ planned_for: dayOf(when, date) })}
          />
          <Field
            label={t('step.on_a_day')}
            type="date"
            min={date}
            max={addDays(date, 365)}
            value={body.planned_for ?? ''}
            onInput={(planned_for) => change({ planned_for })}
          />
        </div>
      </details>
    </>
  );
}
