// A questionnaire is asked: whom it is about, then one statement a screen; what was broken off goes on where it stopped.
import { useEffect } from 'preact/hooks';
import { life, t } from '../../app/life';
import type { KnownQuestionnaire, Question } from '../../app/questionnaires';
import type { Bodies } from '../../app/records';
import { go, href, type Place } from '../../app/router';
import { useDraft, type Draft } from '../../parts/draft';
import { useKeeping } from '../../parts/keep';
import { Key, Keys } from '../../parts/keys';
import { OneAsked, useOnward } from '../../parts/one-asked';
import { Screen } from '../../parts/screen';
import { Trouble, When } from '../../parts/state';
import { useView } from '../../parts/view';
import { aboutName } from './figures';
import { Graded } from './graded';

/** What is under way: of which one, about whom, and the record that it goes on with. */
interface AskDraft {
  of: string;
  about: string;
  items: Record<string, number>;
  record: string | null;
}
const blank: AskDraft = { of: '', about: '', items: {}, record: null };

/** In an address nobody has no name. */
const nobody = '-';

export function Ask({ id, place }: { id: string; place: Place }) {
  const shown = useView('questionnaire', { id });
  const draft = useDraft<AskDraft>('questionnaire', blank);
  const [, , about, at] = place.rest;
  return (
    <When shown={shown}>
      {(view) => {
        if (!view.known_here || view.questions.length === 0) return <CannotAsk id={id} />;
        if (draft.value === null) return <span />;
        const number = Number(at);
        if (about !== undefined && draft.value.of === id && number >= 1 && number <= view.questions.length) {
          return <One key={number} view={view} draft={draft} number={number} />;
        }
        if (about !== undefined && draft.value.of === id && at === 'end') return <End view={view} draft={draft} />;
        return <Whom view={view} draft={draft} />;
      }}
    </When>
  );
}

function CannotAsk({ id }: { id: string }) {
  return (
    <Screen where={t('room.questionnaires')} back={href('questionnaires', [id])} class="questionnaires">
      <p class="text">{t('questionnaire.cannot_ask')}</p>
    </Screen>
  );
}

const token = (question: Question): string => `i${question.number}`;

const address = (view: KnownQuestionnaire, about: string, at: number | 'end'): string =>
  href('questionnaires', [view.id, 'answer', about === '' ? nobody : about, String(at)]);

/** Where it goes on: at the first statement without an answer. */
function firstOpen(view: KnownQuestionnaire, items: Record<string, number>): number {
  const open = view.questions.findIndex((question) => !(token(question) in items));
  return open < 0 ? view.questions.length : open + 1;
}

function Whom({ view, draft }: { view: KnownQuestionnaire; draft: Draft<AskDraft> }) {
  const { open } = view;
  const begin = (about: string) => {
    const value = draft.value!;
    const same = value.of === view.id && value.about === about && Object.keys(value.items).length > 0;
    let items = same ? value.items : {};
    if (!same) {
      const goesOn = open !== null && (open.about ?? '') === about;
      items = goesOn ? open.items : {};
      draft.change({ of: view.id, about, items, record: goesOn ? open.id : null });
    }
    go(address(view, about, firstOpen(view, items)), { replace: view.about.length === 0 });
  };
  useEffect(() => {
    if (view.about.length === 0) begin('');
  }, []);
  if (view.about.length === 0) return <span />;
  return (
    <Screen where={view.title} back={href('questionnaires', [view.id])} class="questionnaires">
      <p class="lead">{t('questionnaire.whom')}</p>
      <ul class="rows doors">
        {view.about.map((about) => (
          <li key={about}>
            <button type="button" data-about={about} onClick={() => begin(about)}>
              <span class="lead">{aboutName(about)}</span>
              {open !== null && open.about === about && (
                <span class="note">
                  {t('questionnaire.broken_off', { n: Object.keys(open.items).length, of: view.count })}
                </span>
              )}
            </button>
          </li>
        ))}
      </ul>
    </Screen>
  );
}

interface OneProps {
  view: KnownQuestionnaire;
  draft: Draft<AskDraft>;
  number: number;
}

function One({ view, draft, number }: OneProps) {
  const keeping = useKeeping();
  const question = view.questions[number - 1]!;
  const { about, items, record } = draft.value!;
  const answer = items[token(question)] ?? null;
  const last = number === view.questions.length;
  const next = () => go(address(view, about, last ? 'end' : number + 1));
  const { words, soon } = useOnward(next);
  const choose = (value: number) => draft.change({ items: { ...draft.value!.items, [token(question)]: value } });
  const leaveOut = () => {
    const { [token(question)]: _, ...others } = draft.value!.items;
    draft.change({ items: others });
    next();
  };
  const stop = () =>
    keeping.run(async () => {
      if (Object.keys(draft.value!.items).length > 0) {
        await life.put({
          kind: 'answers',
          body: bodyOf(view, draft.value!, true),
          ...(record === null ? {} : { id: record }),
        });
      }
      await draft.clear();
      go(href('questionnaires', [view.id]), { replace: true });
    });
  const options =
    question.options.length > 0
      ? question.options
      : Array.from({ length: question.high - question.low + 1 }, (_, i) => ({
          value: question.low + i,
          label: String(question.low + i),
        }));
  return (
    <Screen
      where={view.title}
      aside={t('check.of', { number, n: view.questions.length })}
      back={number === 1 ? href('questionnaires', [view.id]) : address(view, about, number - 1)}
      class="questionnaires check one"
    >
      <OneAsked
        answered={answer !== null}
        next={next}
        leaveOut={leaveOut}
        keys={
          <Key onPress={stop} disabled={keeping.busy} name="stop">
            {t('questionnaire.stop')}
          </Key>
        }
      >
        {question.before.map((each) => (
          <p class="note" key={each}>
            {each}
          </p>
        ))}
        <p class="say" ref={words} tabIndex={-1} lang={view.language ?? undefined}>
          {question.text}
        </p>
        <Graded
          legend={t('questionnaire.your_answer')}
          name={token(question)}
          options={options}
          value={answer}
          onChange={choose}
          onPick={(value) => {
            choose(value);
            soon();
          }}
        />
        {keeping.failure !== null && <Trouble failure={keeping.failure} onAgain={stop} />}
      </OneAsked>
    </Screen>
  );
}

function bodyOf(view: KnownQuestionnaire, { about, items }: AskDraft, open: boolean): Bodies['answers'] {
  return {
    questionnaire: view.instrument,
    version: view.version,
    items,
    ...(about === '' ? {} : { context: about }),
    of: view.id,
    ...(open ? { open } : {}),
  };
}

/** After the last one: keep it, with how many were left out. */
function End({ view, draft }: { view: KnownQuestionnaire; draft: Draft<AskDraft> }) {
  const keeping = useKeeping();
  const value = draft.value!;
  const answered = Object.keys(value.items).length;
  const keep = () =>
    keeping.run(async () => {
      const { record } = value;
      await life.put({ kind: 'answers', body: bodyOf(view, value, false), ...(record === null ? {} : { id: record }) });
      await draft.clear();
      go(href('questionnaires', [view.id]), { replace: true });
    });
  return (
    <Screen
      where={view.title}
      {...(value.about === '' ? {} : { aside: aboutName(value.about) })}
      back={address(view, value.about, view.questions.length)}
      class="questionnaires"
    >
      {view.after.map((each) => (
        <p class="text" key={each}>
          {each}
        </p>
      ))}
      <p class="lead">{t('questionnaire.at_end', { n: answered, of: view.questions.length })}</p>
      {keeping.failure !== null && <Trouble failure={keeping.failure} onAgain={keep} />}
      <div class="acts">
        <Keys>
          <Key to={address(view, value.about, 1)}>{t('check.from_the_first')}</Key>
          <Key main disabled={keeping.busy || answered === 0} onPress={keep} name="keep">
            {t('questionnaire.finish')}
          </Key>
        </Keys>
      </div>
    </Screen>
  );
}
