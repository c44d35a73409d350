// The mirror: what was just answered, in words first, in the order of closeness; then one thing that could be done today.
import { Fragment } from 'preact';
import { useState } from 'preact/hooks';
import type { ScreenProps } from '../../app/rooms';
import { go, href } from '../../app/router';
import { life, t } from '../../app/life';
import type { Answer, Bodies, Context, Id } from '../../app/records';
import type { Sentence, Views } from '../../app/views';
import { say } from '../../app/words';
import { contextLabel, statements, statementText } from '../../parts/content';
import { longDate } from '../../parts/dates';
import { useDraft } from '../../parts/draft';
import { Field } from '../../parts/field';
import { useKeeping } from '../../parts/keep';
import { Key, Keys } from '../../parts/keys';
import { OfferWords } from '../../parts/offer';
import { Screen } from '../../parts/screen';
import { Empty, Trouble, When } from '../../parts/state';
import { offerUndo } from '../../parts/undo';
import { useView } from '../../parts/view';
import { Closeness } from '../../pictures/closeness';
import { blankCheck, checkSlot } from '../check/answers';
import { planOf } from '../step/plan-draft';

type MirrorView = Views['mirror'];

export default function Mirror({ place }: ScreenProps) {
  const id = place.rest[0];
  const shown = useView('mirror', id === undefined ? null : { check: id });
  const record = useView('record', id === undefined ? null : { id });
  return (
    <Screen
      where={t('mirror.where')}
      aside={shown.data === null ? undefined : longDate(shown.data.at)}
      back={href('check')}
      class="mirror"
    >
      {id === undefined ? (
        <Empty said={t('mirror.none')}>
          <Keys few>
            <Key to={href('check')}>{t('room.check')}</Key>
          </Keys>
        </Empty>
      ) : (
        <When shown={shown}>
          {(mirror) => (
            <Reflection
              mirror={mirror}
              first={place.query.get('with') as Context | null}
              body={(record.data?.current ?? null) as Bodies['check'] | null}
            />
          )}
        </When>
      )}
    </Screen>
  );
}

function Reflection({
  mirror,
  first,
  body,
}: {
  mirror: MirrorView;
  first: Context | null;
  body: Bodies['check'] | null;
}) {
  const contexts = [...mirror.contexts].sort((a, b) => Number(b.context === first) - Number(a.context === first));
  const groups = bySubject(mirror.sentences, first);
  const others = statements().contexts.filter((one) => !mirror.contexts.some((had) => had.context === one));
  return (
    <>
      <div class="stack said">
        {groups.map(([lead, ...rest]) => (
          <Fragment key={lead === undefined ? '' : say(lead)}>
            {lead !== undefined && <p class={contextOf(lead) === null ? 'text' : 'lead'}>{say(lead)}</p>}
            {rest.map((sentence) => (
              <p class="text" key={say(sentence)}>
                {say(sentence)}
              </p>
            ))}
          </Fragment>
        ))}
      </div>
      {contexts.map((one) => (
        <Order key={one.context} context={one.context} order={one.order} named={contexts.length > 1} body={body} />
      ))}
      {mirror.step !== null && <OneThing offer={mirror.step} />}
      {body !== null && (
        <OwnWords
          id={mirror.check}
          body={body}
          tokens={contexts[0]?.closest ?? []}
          context={contexts[0]?.context ?? 'partner'}
        />
      )}
      {others.length > 0 && <Others others={others} of={mirror.check} />}
      <p class="note ours">{t('mirror.ours')}</p>
    </>
  );
}

/** The relationship that a sentence speaks of; null: none in particular. */
const contextOf = (sentence: Sentence): string | null => {
  const context = sentence.args?.['context'];
  return typeof context === 'string' ? context : null;
};

/** The sentences in groups, a relationship each, the one just answered first; what speaks of none comes last. */
function bySubject(sentences: readonly Sentence[], first: Context | null): Sentence[][] {
  const groups: Sentence[][] = [];
  for (const sentence of sentences) {
    const begins = contextOf(sentence) !== null && contextOf(sentence) !== contextOf(groups.at(-1)?.[0] ?? sentence);
    const closes = sentence.id === 'mirror.pattern';
    if (groups.length === 0 || begins || closes) groups.push([sentence]);
    else groups.at(-1)?.push(sentence);
  }
  const rank = (group: Sentence[]) => {
    const context = group[0] === undefined ? null : contextOf(group[0]);
    return context === null ? 2 : context === first ? 0 : 1;
  };
  return groups.sort((a, b) => rank(a) - rank(b));
}

interface OrderProps {
  context: Context;
  order: readonly string[];
  named: boolean;
  body: Bodies['check'] | null;
}

function Order({ context, order, named, body }: OrderProps) {
  const answers = body?.answers[context] ?? {};
  const scale = statements().scale;
  const rows = order.map((id) => {
    const answer: Answer = answers[id] ?? 0;
    const words = statements().items.find((item) => item.id === id)?.short ?? id;
    return { id, words, answer, said: scale[answer]?.label ?? String(answer) };
  });
  if (rows.length === 0 || body === null) return null;
  return (
    <section class="order">
      <h2 class="label">{named ? contextLabel(context) : t('mirror.order')}</h2>
      <Closeness rows={rows} label={t('mirror.order')} />
    </section>
  );
}

/** One step of little difficulty; the light falls on it, as on any way out. */
function OneThing({ offer }: { offer: NonNullable<MirrorView['step']> }) {
  const keeping = useKeeping();
  const rest = () =>
    keeping.run(async () => {
      const { id } = await life.put({ kind: 'rest', body: { reason: 'no' } });
      offerUndo(t('today.rested'), () => life.remove(id).then(() => undefined));
      go(href('today'));
    });
  return (
    <section class="one-thing">
      <h2 class="label">{t('mirror.one_thing')}</h2>
      <div class="exit">
        <OfferWords offer={offer} />
      </div>
      {keeping.failure !== null && <Trouble failure={keeping.failure} onAgain={rest} />}
      <Keys>
        <Key icon="rest" disabled={keeping.busy} onPress={rest} name="rest">
          {t('mirror.rest')}
        </Key>
        <Key icon="up" main {...planOf(offer)} name="plan">
          {t('today.plan')}
        </Key>
      </Keys>
    </section>
  );
}

/** An example each, in one's own words; nobody has to. */
function OwnWords({
  id,
  body,
  tokens,
  context,
}: {
  id: Id;
  body: Bodies['check'];
  tokens: readonly string[];
  context: Context;
}) {
  const draft = useDraft<{ examples: Record<string, string> }>(`examples-${id}`, { examples: body.examples ?? {} });
  const [kept, setKept] = useState(false);
  const keeping = useKeeping();
  if (tokens.length === 0 || draft.value === null) return null;
  const { examples } = draft.value;
  const keep = () =>
    keeping.run(async () => {
      const said = Object.fromEntries(Object.entries(examples).filter(([, words]) => words.trim() !== ''));
      await life.put({ kind: 'check', id, body: { ...body, examples: said } });
      await draft.clear();
      setKept(true);
    });
  return (
    <details class="fold" open={Object.keys(examples).length > 0}>
      <summary class="label">{t('mirror.examples')}</summary>
      <form
        class="stack loose"
        onSubmit={(event) => {
          event.preventDefault();
          keep();
        }}
      >
        {tokens.slice(0, 3).map((token) => (
          <Field
            key={token}
            own
            lines
            short
            most={2000}
            label={statementText(token, context)}
            value={examples[token] ?? ''}
            onInput={(words) => {
              setKept(false);
              draft.change({ examples: { ...examples, [token]: words } });
            }}
          />
        ))}
        {keeping.failure !== null && <Trouble failure={keeping.failure} />}
        <Keys few>
          <Key submit disabled={keeping.busy || kept}>
            {kept ? t('parts.kept') : t('parts.keep')}
          </Key>
        </Keys>
      </form>
    </details>
  );
}

/** The other relationships: offered, never required. */
function Others({ others, of }: { others: readonly Context[]; of: Id }) {
  const begin = (context: Context) => {
    life.draft.save(checkSlot, { ...blankCheck, context, of });
    go(href('check', ['1']));
  };
  return (
    <section class="stack others">
      <h2 class="label">{t('mirror.others')}</h2>
      <Keys>
        {others.map((context) => (
          <Key key={context} onPress={() => begin(context)}>
            {contextLabel(context)}
          </Key>
        ))}
        <Key to={href('today')} name="enough">
          {t('mirror.enough')}
        </Key>
      </Keys>
    </section>
  );
}
