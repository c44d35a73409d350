// The talk: how tight it holds, six turns that may each be left out, how tight it holds now. Warm, or as plain facts.
import { go, href } from '../../app/router';
import { life, t } from '../../app/life';
import type { Bodies } from '../../app/records';
import { useChapter } from '../../parts/chapter';
import { useDraft, type Draft } from '../../parts/draft';
import { Field } from '../../parts/field';
import { saidOnly, useKeeping } from '../../parts/keep';
import { Key, Keys } from '../../parts/keys';
import type { Chapters, ProtectorField } from '../../parts/library';
import { Ruler } from '../../parts/ruler';
import { Screen } from '../../parts/screen';
import { Starts } from '../../parts/starts';
import { Trouble, When } from '../../parts/state';
import { offerUndo } from '../../parts/undo';
import { useVersion } from './version';

type Body = Bodies['protector'];
interface TalkDraft {
  body: Body;
}
type Words = Chapters['protector'];

const order: readonly ProtectorField[] = ['guards', 'thanks', 'reassurance', 'reminder', 'request', 'reply'];
const isTurn = (at: string): at is ProtectorField => (order as readonly string[]).includes(at);

const toTurn = (at: string) => href('protector', ['talk', at]);

export function Talk({ at }: { at: string }) {
  const draft = useDraft<TalkDraft>('protector', { body: {} });
  const chapter = useChapter<Words>('protector');
  const number = isTurn(at) ? order.indexOf(at) + 1 : null;
  const before = number === null ? (at === 'after' ? order.at(-1)! : null) : (order[number - 2] ?? 'before');
  return (
    <Screen
      where={t('room.protector')}
      aside={number === null ? undefined : t('protector.turn', { n: number, of: order.length })}
      back={before === null ? href('protector') : toTurn(before)}
      class="protector talk edit"
    >
      {draft.value !== null && (
        <When shown={chapter}>
          {(words) =>
            isTurn(at) ? (
              <Turn at={at} words={words} draft={draft} body={draft.value!.body} />
            ) : at === 'after' ? (
              <After draft={draft} body={draft.value!.body} />
            ) : (
              <Before words={words} draft={draft} body={draft.value!.body} />
            )
          }
        </When>
      )}
    </Screen>
  );
}

interface PartProps {
  draft: Draft<TalkDraft>;
  body: Body;
}

/** Which of the two versions; and how tight it holds before anything is said. */
function Before({ words, draft, body }: PartProps & { words: Words }) {
  const { cool, turn } = useVersion();
  return (
    <>
      <p class="lead">{cool ? words.cool : words.warm}</p>
      <button class="linked" type="button" onClick={turn}>
        {t(cool ? 'protector.to_warm' : 'protector.to_cool')}
      </button>
      <Grip
        label={t('protector.grip_before')}
        value={body.softness_before}
        onChange={(softness_before) => draft.change({ body: { ...body, softness_before } })}
      />
      <div class="acts">
        <Keys>
          <Key to={href('protector')} name="not-now">
            {t('people.not_now')}
          </Key>
          <Key main to={toTurn('guards')} name="next">
            {t('protector.go_on')}
          </Key>
        </Keys>
      </div>
    </>
  );
}

function Turn({ at, words, draft, body }: PartProps & { at: ProtectorField; words: Words }) {
  const { cool } = useVersion();
  const turn = words.turns.find(({ id }) => id === at)?.[cool ? 'cool' : 'warm'];
  const next = order[order.indexOf(at) + 1] ?? 'after';
  const value = body[at] ?? '';
  const say = (said: string) => draft.change({ body: { ...body, [at]: said } });
  if (turn === undefined) return null;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        go(toTurn(next));
      }}
    >
      <div class="stack">
        <p class="lead">{turn.title}</p>
        <p class="text soft">{turn.lead}</p>
      </div>
      <div class="stack with-starts">
        <Field own lines most={4000} label={t('protector.words')} value={value} onInput={say} />
        <Starts starts={turn.starts} value={value} onInput={say} />
      </div>
      <div class="acts stay">
        <Keys>
          <Key
            to={toTurn(next)}
            onPress={() => {
              if (value !== '') say('');
            }}
            name="leave-out"
          >
            {t('protector.leave_out')}
          </Key>
          <Key main submit name="next">
            {t('protector.go_on')}
          </Key>
        </Keys>
      </div>
    </form>
  );
}

/** How tight it holds now; then it is kept. */
function After({ draft, body }: PartProps) {
  const { cool } = useVersion();
  const keeping = useKeeping();
  const said = order.filter((field) => (body[field] ?? '').trim() !== '');
  const keep = () =>
    keeping.run(async () => {
      const kept = { ...saidOnly(body), ...(cool ? { cool: true } : {}) };
      const { id } = await life.put({ kind: 'protector', body: kept });
      await draft.clear();
      offerUndo(t('protector.kept'), async () => {
        await life.remove(id);
        life.draft.save('protector', { body });
        go(toTurn('after'));
      });
      go(href('protector'), { replace: true });
    });
  return (
    <>
      <p class="lead">{t('protector.done')}</p>
      {said.map((field) => (
        <div key={field}>
          <p class="note">{t(`record.field.${field}`)}</p>
          <p class="own as-written">{body[field]}</p>
        </div>
      ))}
      <Grip
        label={t('protector.grip_after')}
        value={body.softness_after}
        onChange={(softness_after) => draft.change({ body: { ...body, softness_after } })}
      />
      <div class="acts">
        {keeping.failure !== null && <Trouble failure={keeping.failure} onAgain={keep} />}
        <Keys>
          <Key to={href('protector')} onPress={() => void draft.clear()} name="drop">
            {t('protector.drop')}
          </Key>
          <Key main disabled={said.length === 0 || keeping.busy} onPress={keep} name="keep">
            {t('parts.keep')}
          </Key>
        </Keys>
      </div>
    </>
  );
}

interface GripProps {
  label: string;
  value: number | undefined;
  onChange(value: number): void;
}

const Grip = ({ label, value, onChange }: GripProps) => (
  <Ruler
    label={label}
    max={10}
    value={value ?? null}
    onChange={onChange}
    low={t('protector.grip.low')}
    high={t('protector.grip.high')}
  />
);

/** A talk that was kept, all of it on one page, to be changed. */
export function TalkFields({ body, change }: { body: Body; change(part: Body): void }) {
  return (
    <>
      <Grip
        label={t('record.field.softness_before')}
        value={body.softness_before}
        onChange={(softness_before) => change({ softness_before })}
      />
      {order.map((field) => (
        <Field
          key={field}
          own
          lines
          short
          most={4000}
          label={t(`record.field.${field}`)}
          value={body[field] ?? ''}
          onInput={(words) => change({ [field]: words })}
        />
      ))}
      <Grip
        label={t('record.field.softness_after')}
        value={body.softness_after}
        onChange={(softness_after) => change({ softness_after })}
      />
    </>
  );
}
