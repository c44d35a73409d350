// Changing a record: the same forms it was made with, kept as a new revision of it.
import { useState } from 'preact/hooks';
import { go, href } from '../../app/router';
import { life, t } from '../../app/life';
import type { Bodies, Id, Kind } from '../../app/records';
import { useDraft } from '../../parts/draft';
import { Field } from '../../parts/field';
import { saidOnly, useKeeping } from '../../parts/keep';
import { Key, Keys } from '../../parts/keys';
import { Empty, Trouble } from '../../parts/state';
import { offerUndo } from '../../parts/undo';
import { Settle } from '../step/settle';
import { formOf } from './fields';

type Body = Record<string, unknown>;
type Form = ReturnType<typeof formOf>;

/** Steps and people have their own way; the rest is changed by the fields it was made with. */
export const canChange = (kind: string): boolean => kind === 'step' || kind === 'person' || formOf(kind) !== null;

/** Where a record of this kind is changed. */
export const changeAddress = (kind: string, id: Id): string =>
  kind === 'person' ? href('people', [id, 'change']) : href('record', [id, 'change']);

export function Change({ id, kind, body }: { id: Id; kind: string; body: Body }) {
  if (kind === 'step') return <ChangeStep id={id} body={body as unknown as Bodies['step']} />;
  const form = formOf(kind);
  if (form === null) return <Empty said={t('record.no_form')} />;
  return <ChangeForm id={id} kind={kind as Kind} body={body} form={form} />;
}

function ChangeForm({ id, kind, body, form }: { id: Id; kind: Kind; body: Body; form: NonNullable<Form> }) {
  const draft = useDraft<{ body: Body }>(`change-${id}`, { body });
  const keeping = useKeeping();
  if (draft.value === null) return null;
  const value = draft.value.body;
  const { Fields } = form;
  const kept = form.kept(value);

  const keep = () =>
    keeping.run(async () => {
      if (kept === null) return;
      await life.put({ kind, id, body: kept as never });
      await draft.clear();
      offerUndo(t('record.changed'), async () => {
        await life.put({ kind, id, body: body as never });
      });
      go(href('record', [id]), { replace: true });
    });

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        keep();
      }}
    >
      <Fields value={value} change={(part) => draft.change({ body: { ...value, ...part } })} />
      <div class="acts stay">
        {keeping.failure !== null && <Trouble failure={keeping.failure} onAgain={keep} />}
        <Keys>
          <Key to={href('record', [id])} onPress={() => void draft.clear()} name="leave">
            {t('parts.cancel')}
          </Key>
          <Key main submit disabled={kept === null || keeping.busy} name="keep">
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
