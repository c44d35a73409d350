// Afterwards: what happened, held against what was expected. Done, partly, skipped and rested are keys of one size.
import { useState } from 'preact/hooks';
import { go, href } from '../../app/router';
import { life, now, t } from '../../app/life';
import type { Bodies, Id } from '../../app/records';
import { stepWords } from '../../parts/content';
import { useDraft } from '../../parts/draft';
import { Field, OwnLines } from '../../parts/field';
import { useKeeping } from '../../parts/keep';
import { Key, Keys } from '../../parts/keys';
import { Ruler } from '../../parts/ruler';
import { Segs } from '../../parts/segs';
import { Trouble } from '../../parts/state';
import { offerUndo } from '../../parts/undo';

type Step = Bodies['step'];
type Outcome = Pick<
  Step,
  'outcome' | 'belief_after' | 'peak_distress' | 'surprise' | 'response' | 'response_words' | 'learned'
>;

interface SettleDraft {
  status: Exclude<Step['status'], 'planned'> | null;
  outcome: Outcome;
}

const statuses = ['done', 'partly', 'skipped', 'rested'] as const;
const responses = ['warm', 'neutral', 'cool', 'none'] as const;

export function Settle({ id, step, alias }: { id: Id; step: Step; alias: string | null }) {
  const start: SettleDraft = {
    status: step.status === 'planned' ? null : step.status,
    outcome: pickOutcome(step),
  };
  const draft = useDraft<SettleDraft>(`settle-${id}`, start);
  const keeping = useKeeping();
  const [removing, setRemoving] = useState(false);
  const value = draft.value;
  if (value === null) return null;
  const change = (part: Partial<Outcome>) => draft.change({ outcome: { ...value.outcome, ...part } });
  const took = value.status === 'done' || value.status === 'partly';

  const keep = () =>
    keeping.run(async () => {
      if (value.status === null) return;
      const outcome = took ? value.outcome : pick(value.outcome, ['outcome', 'learned']);
      const said = Object.fromEntries(Object.entries(outcome).filter(([, part]) => part !== undefined && part !== ''));
      const body: Step = {
        ...withoutOutcome(step),
        ...said,
        status: value.status,
        settled_at: step.settled_at ?? now(),
      };
      await life.put({ kind: 'step', id, body });
      await draft.clear();
      go(took ? href('step', [id]) : href('today'), { replace: true });
    });
  const remove = () =>
    keeping.run(async () => {
      setRemoving(true);
      const { undo } = await life.remove(id);
      offerUndo(t('parts.removed'), undo);
      go(href('steps'));
    });

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (value.status !== null) keep();
      }}
    >
      <Planned step={step} alias={alias} />
      <Segs
        legend={t('step.how_did_it_go')}
        name="status"
        options={statuses.map((status) => ({ value: status, label: t(`step.status.${status}`) }))}
        value={value.status}
        onChange={(status) => draft.change({ status })}
      />
      {took && <Happened step={step} outcome={value.outcome} change={change} />}
      {value.status !== null && !took && <p class="text">{t(`step.${value.status}.words`)}</p>}
      <div class="acts stay">
        {keeping.failure !== null && <Trouble failure={keeping.failure} onAgain={keep} />}
        <Keys>
          <Key onPress={remove} disabled={removing || keeping.busy} name="drop">
            {t('step.drop')}
          </Key>
          <Key main submit disabled={value.status === null || keeping.busy} name="keep">
            {t('parts.keep')}
          </Key>
        </Keys>
      </div>
    </form>
  );
}

const planWords = (step: Step): string =>
  stepWords({ ladder: step.ladder ?? null, own: step.own ?? null, person: null }).words;

/** The plan, in the person's words. */
export function Planned({ step, alias }: { step: Step; alias: string | null }) {
  return (
    <div class="stack planned">
      <p class="own plan-words">
        {step.if !== undefined && step.then !== undefined
          ? t('step.if_then', { if: step.if, then: step.then })
          : (step.then ?? planWords(step))}
      </p>
      {step.feared !== undefined && (
        <div>
          <p class="note">{alias === null ? t('step.expected') : t('step.expected_of', { person: alias })}</p>
          <p class="own">{step.feared}</p>
        </div>
      )}
    </div>
  );
}

function Happened({ step, outcome, change }: { step: Step; outcome: Outcome; change(part: Partial<Outcome>): void }) {
  return (
    <>
      <Field
        own
        lines
        most={4000}
        label={t('step.outcome')}
        value={outcome.outcome ?? ''}
        onInput={(words) => change({ outcome: words })}
      />
      <Ruler
        label={step.belief === undefined ? t('step.belief_after') : t('step.belief_after_was', { value: step.belief })}
        max={100}
        step={5}
        value={outcome.belief_after ?? null}
        onChange={(belief_after) => change({ belief_after })}
        low={t('step.belief.low')}
        high={t('step.belief.high')}
      />
      <Segs
        legend={t('step.response')}
        name="response"
        options={responses.map((value) => ({ value, label: t(`step.response.${value}`) }))}
        value={outcome.response ?? null}
        onChange={(response) => change({ response })}
      />
      <details class="fold">
        <summary class="label">{t('step.more')}</summary>
        <div class="stack loose">
          <OwnLines
            most={2000}
            label={t('step.response_words')}
            value={outcome.response_words ?? ''}
            onInput={(words) => change({ response_words: words })}
          />
          <Ruler
            label={t('step.peak_distress')}
            max={10}
            value={outcome.peak_distress ?? null}
            onChange={(peak_distress) => change({ peak_distress })}
            low={t('step.distress.low')}
            high={t('step.distress.high')}
          />
          <Ruler
            label={t('step.surprise')}
            max={10}
            value={outcome.surprise ?? null}
            onChange={(surprise) => change({ surprise })}
            low={t('step.surprise.low')}
            high={t('step.surprise.high')}
          />
          <OwnLines
            most={2000}
            label={t('step.learned')}
            value={outcome.learned ?? ''}
            onInput={(words) => change({ learned: words })}
          />
        </div>
      </details>
    </>
  );
}

const fields = [
  'outcome',
  'belief_after',
  'peak_distress',
  'surprise',
  'response',
  'response_words',
  'learned',
] as const satisfies readonly (keyof Outcome)[];

function pick(outcome: Outcome, wanted: readonly (keyof Outcome)[]): Outcome {
  return Object.fromEntries(wanted.filter((field) => field in outcome).map((field) => [field, outcome[field]]));
}

const pickOutcome = (step: Step): Outcome => pick(step, fields);

/** The plan with nothing of an earlier outcome, so that what is taken back is gone. Fields of a newer version stay. */
function withoutOutcome(step: Step): Step {
  return Object.fromEntries(
    Object.entries(step).filter(([name]) => !(fields as readonly string[]).includes(name)),
  ) as unknown as Step;
}
