// Noting what came in, its exact words first, or what was given.
import { go, href } from '../../app/router';
import { life, t } from '../../app/life';
import type { Chapters, Labelled } from '../../parts/library';
import { useChapter } from '../../parts/chapter';
import { useDraft } from '../../parts/draft';
import { Field } from '../../parts/field';
import { useKeeping } from '../../parts/keep';
import { Key, Keys } from '../../parts/keys';
import { PersonPicker } from '../../parts/people-picker';
import { Ruler } from '../../parts/ruler';
import { Screen } from '../../parts/screen';
import { Segs } from '../../parts/segs';
import { Trouble, Waiting, When } from '../../parts/state';
import { offerUndo } from '../../parts/undo';
import { useView } from '../../parts/view';
import { gaveKinds, receivedKinds, saidOnly, type Gave, type Received } from '../people/support-form';

type Way = 'received' | 'gave';
type Body = Omit<Partial<Received>, 'what'> & { what?: Gave['what'] };

export function NoteSupport({ way }: { way: Way }) {
  const draft = useDraft<{ body: Body }>(way, { body: {} });
  const people = useView('moment', {});
  const chapter = useChapter<Chapters['notice']>('notice');
  const keeping = useKeeping();
  const body = draft.value?.body ?? {};
  const change = (part: Body) => draft.change({ body: { ...body, ...part } });

  const keep = () =>
    keeping.run(async () => {
      const { id } = await life.put({ kind: way, body: saidOnly(body) as never });
      await draft.clear();
      offerUndo(t('support.kept'), async () => {
        await life.remove(id);
        // Taken back is not thrown away: what was filled in stands there again.
        life.draft.save(way, { body });
        go(href('support', [way]));
      });
      go(href('support'), { replace: true });
    });

  return (
    <Screen where={t(`support.where.${way}`)} back={href('support')} class="support edit">
      {draft.value === null ? (
        <Waiting />
      ) : (
        <When shown={chapter}>
          {(notice) => (
            <form
              onSubmit={(event) => {
                event.preventDefault();
                if (body.what !== undefined) keep();
              }}
            >
              <p class="text soft">{way === 'received' ? notice.received.lead : notice.gave.lead}</p>
              {way === 'received' ? (
                <ReceivedFields body={body} change={change} words={notice.received} />
              ) : (
                <GaveFields body={body} change={change} hints={notice.gave.items.map((item) => item.text)} />
              )}
              <PersonPicker
                legend={t(way === 'received' ? 'support.by' : 'support.to')}
                name="support-person"
                people={people.data?.people ?? []}
                value={body.person === undefined || body.person === '' ? null : body.person}
                onChange={(person) => change({ person: person ?? '' })}
              />
              <p class="note">{way === 'received' ? notice.received.note : notice.gave.note}</p>
              <div class="acts stay">
                {keeping.failure !== null && <Trouble failure={keeping.failure} onAgain={keep} />}
                <Keys>
                  <Key to={href('support')} onPress={() => void draft.clear()} name="not-now">
                    {t('people.not_now')}
                  </Key>
                  <Key main submit disabled={body.what === undefined || keeping.busy} name="keep">
                    {t('parts.keep')}
                  </Key>
                </Keys>
              </div>
            </form>
          )}
        </When>
      )}
    </Screen>
  );
}

interface FieldsProps {
  body: Body;
  change(part: Body): void;
}

function What({ kinds, way, body, change }: FieldsProps & { kinds: readonly Gave['what'][]; way: Way }) {
  return (
    <Segs
      legend={t('people.what')}
      name={`${way}-what`}
      options={kinds.map((what) => ({ value: what, label: t(`people.what.${what}`) }))}
      value={body.what ?? null}
      onChange={(what) => change({ what })}
    />
  );
}

/** The order in which it happens: the words, the impulse, what was done with them, how much stayed. */
function ReceivedFields({ body, change, words }: FieldsProps & { words: Chapters['notice']['received'] }) {
  return (
    <>
      <What kinds={receivedKinds} way="received" body={body} change={change} />
      <Field
        own
        lines
        short
        most={2000}
        label={t('people.words')}
        note={t('people.words_note')}
        value={body.words ?? ''}
        onInput={(said) => change({ words: said })}
      />
      <Told
        label={t('people.impulse')}
        offered={words.impulses}
        value={body.impulse ?? ''}
        onInput={(impulse) => change({ impulse })}
      />
      <Told
        label={t('people.response')}
        offered={words.responses}
        value={body.response ?? ''}
        onInput={(response) => change({ response })}
      />
      <Ruler
        label={t('moment.urge')}
        max={10}
        value={body.urge ?? null}
        onChange={(urge) => change({ urge })}
        low={t('moment.urge.low')}
        high={t('moment.urge.high')}
      />
      <div class="stack">
        <Ruler
          label={t('people.absorbed')}
          max={10}
          value={body.absorbed ?? null}
          onChange={(absorbed) => change({ absorbed })}
          low={t('people.absorbed.low')}
          high={t('people.absorbed.high')}
        />
        <p class="note">{words.after}</p>
      </div>
    </>
  );
}

function GaveFields({ body, change, hints }: FieldsProps & { hints: string[] }) {
  return (
    <>
      <What kinds={gaveKinds} way="gave" body={body} change={change} />
      <Field
        own
        lines
        short
        most={2000}
        label={t('people.gave_words')}
        value={body.words ?? ''}
        onInput={(words) => change({ words })}
      />
      <ul class="signs">
        {hints.map((hint) => (
          <li class="note" key={hint}>
            {hint}
          </li>
        ))}
      </ul>
    </>
  );
}

interface ToldProps {
  label: string;
  offered: readonly Labelled[];
  value: string;
  onInput(words: string): void;
}

/** One's own words, or one of a few that are put there by a tap. */
function Told({ label, offered, value, onInput }: ToldProps) {
  return (
    <div class="stack with-starts">
      <Field own lines short most={2000} label={label} value={value} onInput={onInput} />
      <ul class="starts" aria-label={t('parts.starts')}>
        {offered.map((one) => (
          <li key={one.id}>
            <button
              type="button"
              aria-pressed={value === one.label}
              onClick={() => onInput(value === one.label ? '' : one.label)}
            >
              {one.label}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
