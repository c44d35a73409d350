// A person: what to call them, how one knows them, how near, and whether it is safe to be close to them.
import { useEffect, useRef, useState } from 'preact/hooks';
import { go, href } from '../../app/router';
import { life, t } from '../../app/life';
import type { Bodies, Id } from '../../app/records';
import { classes } from '../../parts/class';
import { unsafeWords, vocabulary } from '../../parts/content';
import { useDraft } from '../../parts/draft';
import { Field, OwnLines } from '../../parts/field';
import { useKeeping } from '../../parts/keep';
import { Key, Keys } from '../../parts/keys';
import { SafetyQuestion, UnsafeWords, UnsureWords } from '../../parts/safety';
import { Screen } from '../../parts/screen';
import { Segs } from '../../parts/segs';
import { Trouble, When } from '../../parts/state';
import { offerUndo } from '../../parts/undo';
import { useView } from '../../parts/view';

type Person = Bodies['person'];
interface PersonDraft {
  body: Partial<Person>;
}

/** `from`: the address that somebody new was asked for at, and to which one goes back. */
export function PersonEdit({ id, from }: { id: Id | null; from: string | null }) {
  const origin = from !== null && from.startsWith('#/') ? from : null;
  const record = useView('record', id === null ? null : { id });
  return (
    <Screen where={t(id === null ? 'people.new' : 'people.edit')} back={origin ?? href('people')} class="people edit">
      {id === null ? (
        <Form id={null} before={null} origin={origin} />
      ) : (
        <When shown={record}>{({ current }) => <Form id={id} before={current as Person | null} origin={null} />}</When>
      )}
    </Screen>
  );
}

function Form({ id, before, origin }: { id: Id | null; before: Person | null; origin: string | null }) {
  const draft = useDraft<PersonDraft>(id === null ? 'person' : `person-${id}`, { body: before ?? {} });
  const [tries, setTries] = useState(0);
  const form = useRef<HTMLFormElement>(null);
  // What is missing may stand above what is seen: it is gone to.
  useEffect(() => {
    if (tries > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"], .missing input')?.focus();
  }, [tries]);
  const keeping = useKeeping();
  if (draft.value === null) return null;
  const { body } = draft.value;
  const change = (part: Partial<Person>) => draft.change({ body: { ...body, ...part } });
  const alias = (body.alias ?? '').trim();
  const whole = alias !== '' && body.relation !== undefined;

  const keep = () => {
    if (!whole) {
      setTries(tries + 1);
      return;
    }
    keeping.run(async () => {
      const said = Object.fromEntries(Object.entries(body).filter(([, part]) => part !== undefined && part !== ''));
      const kept = await life.put({
        kind: 'person',
        body: { ...said, alias, relation: body.relation ?? 'other' },
        ...(id === null ? {} : { id }),
      });
      await draft.clear();
      go(origin ?? href('people', [kept.id]), { replace: true });
    });
  };

  return (
    <form
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        keep();
      }}
    >
      <Questions body={body} change={change} tried={tries > 0} known={id !== null} />
      <div class="acts stay">
        {keeping.failure !== null && <Trouble failure={keeping.failure} onAgain={keep} />}
        <Keys>
          {id === null ? (
            <Key to={origin ?? href('people')} onPress={() => void draft.clear()}>
              {t('people.not_now')}
            </Key>
          ) : (
            <Key disabled={keeping.busy} onPress={() => keeping.run(() => removePerson(id))} name="delete">
              {t('people.delete')}
            </Key>
          )}
          <Key main submit disabled={keeping.busy} name="keep">
            {t('parts.keep')}
          </Key>
        </Keys>
      </div>
    </form>
  );
}

interface QuestionsProps {
  body: Partial<Person>;
  change(part: Partial<Person>): void;
  /** It was tried to keep them: what is missing is said. */
  tried: boolean;
  /** They are there already, and may be hidden. */
  known: boolean;
}

function Questions({ body, change, tried, known }: QuestionsProps) {
  return (
    <>
      <Field
        own
        label={t('people.alias')}
        note={t('people.alias_note')}
        most={60}
        value={body.alias ?? ''}
        wrong={tried && (body.alias ?? '').trim() === '' ? t('people.alias_missing') : undefined}
        onInput={(words) => change({ alias: words })}
      />
      <div class={classes('stack', tried && body.relation === undefined && 'missing')}>
        <Segs
          legend={t('people.relation')}
          name="person-relation"
          options={vocabulary().relations.map((one) => ({ value: one.id, label: one.label }))}
          value={body.relation ?? null}
          onChange={(relation) => change({ relation })}
        />
        {tried && body.relation === undefined && (
          <p class="text" role="alert">
            {t('people.relation_missing')}
          </p>
        )}
      </div>
      <Segs
        legend={t('people.ring')}
        name="person-ring"
        options={vocabulary().rings.map((one) => ({ value: String(one.id), label: one.label }))}
        value={body.ring === undefined ? null : String(body.ring)}
        onChange={(ring) => change({ ring: Number(ring) as 1 | 2 | 3 | 4 })}
      />
      <SafetyQuestion
        question={unsafeWords().question}
        name="person-safety"
        value={body.safety ?? null}
        onChange={(safety) => change({ safety })}
      />
      {body.safety === 'unsafe' && <UnsafeWords />}
      {body.safety === 'unsure' && <UnsureWords />}
      <OwnLines label={t('people.note')} most={2000} value={body.note ?? ''} onInput={(note) => change({ note })} />
      {known && (
        <Segs
          legend={t('people.hidden')}
          name="person-hidden"
          options={[
            { value: 'no', label: t('people.hidden_no') },
            { value: 'yes', label: t('people.hidden_yes') },
          ]}
          value={body.hidden === true ? 'yes' : 'no'}
          onChange={(hidden) => change({ hidden: hidden === 'yes' })}
        />
      )}
    </>
  );
}

async function removePerson(id: Id): Promise<void> {
  const { undo } = await life.remove(id);
  offerUndo(t('parts.removed'), undo);
  go(href('people'), { replace: true });
}
