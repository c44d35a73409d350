// Changing a record: the same forms it was made with, kept as a new revision of it.
import { useState } from 'preact/hooks';
import { go, href } from '../../app/router';
import { life, t } from '../../app/life';
import type { Bodies, Id, Kind } from '../../app/records';
import { useDraft } from '../../parts/draft';
import { Field } from '../../parts/field';
import { useKeeping } from '../../parts/keep';
import { Key, Keys } from '../../parts/keys';
import { Empty, Trouble } from '../../parts/state';
import { useView } from '../../parts/view';
import { entryMost, Writer } from '../../parts/writer';
import { momentBody, MomentForm, type MomentBody } from '../moment/form';
import { GaveForm, ReceivedForm, saidOnly } from '../people/support-form';
import { Settle } from '../step/settle';

type Body = Record<string, unknown>;

/** Kinds that have a form here or elsewhere. */
const forms = new Set(['moment', 'entry', 'step', 'received', 'gave', 'person']);

export const canChange = (kind: string): boolean => forms.has(kind);

/** Where a record of this kind is changed. */
export const changeAddress = (kind: string, id: Id): string =>
  kind === 'person' ? href('people', [id, 'change']) : href('record', [id, 'change']);

export function Change({ id, kind, body }: { id: Id; kind: string; body: Body }) {
  if (kind === 'step') return <ChangeStep id={id} body={body as unknown as Bodies['step']} />;
  if (!canChange(kind)) return <Empty said={t('record.no_form')} />;
  return <ChangeForm id={id} kind={kind as Kind} body={body} />;
}

function ChangeForm({ id, kind, body }: { id: Id; kind: Kind; body: Body }) {
  const draft = useDraft<{ body: Body }>(`change-${id}`, { body });
  const known = useView('moment', kind === 'moment' ? {} : null);
  const keeping = useKeeping();
  if (draft.value === null) return null;
  const value = draft.value.body;
  const change = (part: Body) => draft.change({ body: { ...value, ...part } });

  const keep = () =>
    keeping.run(async () => {
      const kept = kind === 'moment' ? momentBody(value as MomentBody) : saidOnly(value);
      await life.put({ kind, id, body: kept as never });
      await draft.clear();
      go(href('record', [id]), { replace: true });
    });

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        keep();
      }}
    >
      {kind === 'moment' && <MomentForm value={value as MomentBody} change={change as never} known={known.data} />}
      {kind === 'received' && <ReceivedForm value={value as Partial<Bodies['received']>} change={change as never} />}
      {kind === 'gave' && <GaveForm value={value as Partial<Bodies['gave']>} change={change as never} />}
      {kind === 'entry' && (
        <Writer
          label={t('write.label')}
          value={String(value['text'] ?? '')}
          onInput={(text) => change({ text })}
          placeholder={t('write.placeholder')}
          most={entryMost}
        />
      )}
      <div class="acts stay">
        {keeping.failure !== null && <Trouble failure={keeping.failure} onAgain={keep} />}
        <Keys>
          <Key to={href('record', [id])} onPress={() => void draft.clear()} name="leave">
            {t('parts.cancel')}
          </Key>
          <Key main submit disabled={keeping.busy} name="keep">
            {t('parts.keep')}
          </Key>
        </Keys>
      </div>
    </form>
  );
}

const planFields = ['own', 'if', 'then', 'feared', 'safety_behaviour'] as const;

/** A step has two halves: the plan's words, and the outcome by the form that settles it. */
function ChangeStep({ id, body }: { id: Id; body: Bodies['step'] }) {
  const draft = useDraft<{ plan: Bodies['step'] }>(`plan-${id}`, { plan: body });
  const [kept, setKept] = useState(true);
  const keeping = useKeeping();
  if (draft.value === null) return null;
  const { plan } = draft.value;
  const keep = () =>
    keeping.run(async () => {
      await life.put({ kind: 'step', id, body: saidOnly(plan) });
      await draft.clear();
      setKept(true);
    });
  return (
    <>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          keep();
        }}
      >
        {planFields
          .filter((name) => name !== 'own' || body.own !== undefined)
          .map((name) => (
            <Field
              key={name}
              own
              lines
              short
              most={name === 'feared' || name === 'safety_behaviour' ? 2000 : 500}
              label={t(name === 'safety_behaviour' ? 'step.safety_behaviour' : `step.${name}`)}
              value={plan[name] ?? ''}
              onInput={(words) => {
                setKept(false);
                draft.change({ plan: { ...plan, [name]: words } });
              }}
            />
          ))}
        {keeping.failure !== null && <Trouble failure={keeping.failure} onAgain={keep} />}
        <Keys few>
          <Key submit disabled={kept || keeping.busy} name="keep-plan">
            {t('record.keep_plan')}
          </Key>
        </Keys>
      </form>
      {body.status !== 'planned' && kept && <Settle id={id} step={plan} alias={null} />}
    </>
  );
}
