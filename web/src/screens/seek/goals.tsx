// Goals: what would be different on an ordinary day; added, put aside, opened again.
import type { ComponentChildren } from 'preact';
import { href } from '../../app/router';
import { life, t, today } from '../../app/life';
import type { Bodies, Id } from '../../app/records';
import type { Views } from '../../app/views';
import { useChapter } from '../../parts/chapter';
import { shortDate } from '../../parts/dates';
import { useDraft } from '../../parts/draft';
import { OwnLines } from '../../parts/field';
import { useKeeping } from '../../parts/keep';
import { Key, Keys } from '../../parts/keys';
import type { Chapters } from '../../parts/library';
import { Screen } from '../../parts/screen';
import { Segs } from '../../parts/segs';
import { Trouble, When } from '../../parts/state';
import { offerUndo } from '../../parts/undo';
import { useView } from '../../parts/view';

type Goal = Views['seek']['goals'][number];
type With = NonNullable<Bodies['goal']['with']>;
const withs: readonly With[] = ['self', 'person', 'therapist'];

export function Goals() {
  const shown = useView('seek', {});
  return (
    <Screen where={t('seek.goals')} back={href('seek')} class="seek edit">
      <When shown={shown}>
        {({ goals }) => (
          <>
            {goals.length === 0 ? (
              <p class="text soft">{t('goal.empty')}</p>
            ) : (
              <ul class="rows goals">
                {[...goals]
                  .sort((a, b) => Number(a.done) - Number(b.done))
                  .map((goal) => (
                    <Row key={goal.id} goal={goal} />
                  ))}
              </ul>
            )}
            <Add />
          </>
        )}
      </When>
    </Screen>
  );
}

function Row({ goal }: { goal: Goal }) {
  const keeping = useKeeping();
  const turn = () => keeping.run(() => mark(goal.id, !goal.done));
  return (
    <li>
      <a href={href('record', [goal.id])}>
        <span class="note">
          {shortDate(goal.at, today())}
          {goal.with !== null && <> {t(`goal.with.${goal.with}`)}</>}
          {goal.done && <> {t('goal.done')}</>}
        </span>
        <span class={goal.done ? 'own soft' : 'own'}>{goal.text}</span>
      </a>
      <button class="linked" type="button" disabled={keeping.busy} aria-pressed={goal.done} onClick={turn}>
        {t(goal.done ? 'goal.open' : 'goal.done')}
        <span class="vh"> {goal.text}</span>
      </button>
      {keeping.failure !== null && <Trouble failure={keeping.failure} onAgain={turn} />}
    </li>
  );
}

async function mark(id: Id, done: boolean): Promise<void> {
  const before = (await life.view('record', { id })).current as unknown as Bodies['goal'];
  await life.put({ kind: 'goal', id, body: { ...before, done } });
  offerUndo(t('goal.kept'), async () => {
    await life.put({ kind: 'goal', id, body: before });
  });
}

interface GoalWords {
  text: string;
  with: With | null;
}

function Add() {
  const chapter = useChapter<Chapters['seek']>('seek');
  const draft = useDraft<GoalWords>('goal', { text: '', with: null });
  const keeping = useKeeping();
  const value = draft.value;
  if (value === null) return null;
  const empty = value.text.trim() === '';
  const keep = () =>
    keeping.run(async () => {
      const body = { text: value.text.trim(), ...(value.with === null ? {} : { with: value.with }) };
      const { id } = await life.put({ kind: 'goal', body });
      draft.change({ text: '', with: null });
      await draft.clear();
      offerUndo(t('goal.kept'), async () => {
        await life.remove(id);
      });
    });
  const goals = chapter.data?.goals;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!empty) keep();
      }}
    >
      {goals !== undefined && <p class="text soft">{goals.lead}</p>}
      <GoalFields value={value} change={draft.change}>
        {goals !== undefined && (
          <details class="fold">
            <summary class="label">{t('goal.examples')}</summary>
            <ul class="signs">
              {goals.items.map((item) => (
                <li class="own" key={item.id}>
                  {item.text}
                </li>
              ))}
            </ul>
          </details>
        )}
      </GoalFields>
      <div class="acts stay">
        {keeping.failure !== null && <Trouble failure={keeping.failure} onAgain={keep} />}
        <Keys>
          <Key main submit disabled={empty || keeping.busy} name="keep">
            {t('goal.add')}
          </Key>
        </Keys>
      </div>
    </form>
  );
}

interface GoalFieldsProps {
  value: GoalWords;
  change(part: Partial<GoalWords>): void;
  children?: ComponentChildren;
}

/** What would be different, and with whom: where it is written and where it is changed. */
export function GoalFields({ value, change, children }: GoalFieldsProps) {
  return (
    <>
      <OwnLines most={2000} label={t('goal.text')} value={value.text} onInput={(text) => change({ text })} />
      {children}
      <Segs
        legend={t('goal.with')}
        name="goal-with"
        options={withs.map((one) => ({ value: one, label: t(`goal.with.${one}`) }))}
        value={value.with}
        onChange={(one) => change({ with: one })}
      />
    </>
  );
}
