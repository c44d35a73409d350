// Check: which relationship is on one's mind, seven statements one at a time, for how long. Nine taps to the mirror.
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { ScreenProps } from '../../app/rooms';
import { go, href } from '../../app/router';
import { endFirst } from '../../app/later';
import { life, t, today } from '../../app/life';
import type { Answer, Bodies, Context, Since } from '../../app/records';
import { contextLabel, statements, statementText } from '../../parts/content';
import { shortDate } from '../../parts/dates';
import { useDraft, type Draft } from '../../parts/draft';
import { useKeeping } from '../../parts/keep';
import { Key, Keys } from '../../parts/keys';
import { Ladder } from '../../parts/ladder';
import { OneAsked, useOnward } from '../../parts/one-asked';
import { Screen } from '../../parts/screen';
import { Trouble, When } from '../../parts/state';
import { useView } from '../../parts/view';
import { blankCheck, checkBody, checkSlot, without, type CheckDraft } from './answers';

export default function Check({ place }: ScreenProps) {
  const draft = useDraft<CheckDraft>(checkSlot, blankCheck);
  const at = place.rest[0];
  if (draft.value === null) {
    return (
      <Screen where={t('room.check')}>
        <span />
      </Screen>
    );
  }
  const count = statements().items.length;
  const number = Number(at);
  if (draft.value.context !== null && at === 'since') return <HowLong draft={draft} />;
  if (draft.value.context !== null && Number.isInteger(number) && number >= 1 && number <= count) {
    return <Statement key={`${draft.value.context}-${number}`} draft={draft} number={number} />;
  }
  return <Which draft={draft} />;
}

/** Where an unfinished check goes on: at the first statement without an answer. */
function firstOpen(draft: CheckDraft): string {
  const open = statements().items.findIndex((item) => !(item.id in draft.answers));
  return href('check', [open < 0 ? 'since' : String(open + 1)]);
}

/** The first tap: the relationship on one's mind. */
function Which({ draft }: { draft: Draft<CheckDraft> }) {
  const shown = useView('check', {});
  const started = draft.value !== null && Object.keys(draft.value.answers).length > 0;

  const begin = (context: Context) => {
    const same = draft.value?.context === context;
    draft.change(same ? {} : { ...blankCheck, context });
    go(href('check', ['1']));
  };

  // Whoever has never answered has no foot with rooms yet, and finds a way past the statements beside the promise.
  const first = !(shown.data?.contexts.some((one) => one.times > 0) ?? false);

  return (
    <Screen where={t('room.check')} foot={!first} class="check which">
      <When shown={shown}>
        {(check) => (
          <>
            <div class="stack">
              <p class="lead" id="which">
                {t('check.which')}
              </p>
              <p class="note">{t('check.about', { n: statements().items.length })}</p>
            </div>
            <ul class="rows doors">
              {check.order.map((context) => {
                const before = check.contexts.find((one) => one.context === context);
                return (
                  <li key={context}>
                    <button type="button" data-context={context} onClick={() => begin(context)}>
                      <span class="lead">{contextLabel(context)}</span>
                      {before !== undefined && before.last !== null && (
                        <span class="note">
                          {t('check.before', { n: before.times, date: shortDate(before.last, today()) })}
                        </span>
                      )}
                    </button>
                  </li>
                );
              })}
            </ul>
            {started && draft.value?.context != null && (
              <a class="linked" href={firstOpen(draft.value)}>
                {t('check.go_on', { context: contextLabel(draft.value.context) })}
              </a>
            )}
            <div class="stack promise">
              {first && <p class="note">{t('check.what')}</p>}
              <p class="note">{t('check.promise')}</p>
              {first && (
                <a class="linked" href={href('around')}>
                  {t('check.around')}
                </a>
              )}
            </div>
          </>
        )}
      </When>
    </Screen>
  );
}

function Statement({ draft, number }: { draft: Draft<CheckDraft>; number: number }) {
  const items = statements().items;
  const item = items[number - 1];
  const next = () => go(href('check', [number === items.length ? 'since' : String(number + 1)]));
  const { words, soon } = useOnward(next);
  const value = draft.value;
  if (item === undefined || value === null || value.context === null) return null;
  const context = value.context;
  const answer = value.answers[item.id] ?? null;
  const back = () => go(number === 1 ? href('check') : href('check', [String(number - 1)]));

  const choose = (chosen: Answer) => {
    endFirst();
    draft.change({ answers: { ...value.answers, [item.id]: chosen } });
  };

  return (
    <Screen where={t('room.check')} aside={t('check.of', { number, n: items.length })} onBack={back} class="check one">
      <OneAsked
        answered={answer !== null}
        next={next}
        leaveOut={() => {
          endFirst();
          draft.change({ answers: without(value.answers, item.id) });
          next();
        }}
      >
        <Progress number={number} n={items.length} />
        <p class="say" ref={words} tabIndex={-1} id="statement">
          {statementText(item.id, context)}
        </p>
        <Ladder
          legend={t('check.how_true', { context: contextLabel(context) })}
          name={item.id}
          labels={statements().scale.map((one) => one.label)}
          value={answer}
          onChange={choose}
          onPick={(chosen) => {
            choose(chosen);
            soon();
          }}
        />
      </OneAsked>
    </Screen>
  );
}

/** Where one stands among the statements, as a ruler: done, here, to come. */
function Progress({ number, n }: { number: number; n: number }) {
  const x = (i: number) => 1 + (i / (n - 1)) * 340;
  return (
    <svg class="seven" viewBox="0 0 342 18" preserveAspectRatio="none" aria-hidden="true">
      <path class="d-line" d="M0 17.5H342" />
      {Array.from({ length: n }, (_, i) => (
        <path
          key={i}
          class={i < number ? 'd-ink' : 'd-line'}
          d={`M${x(i).toFixed(1)} ${i === number - 1 ? 0 : i < number ? 8 : 11}V18`}
        />
      ))}
    </svg>
  );
}

/** The last tap; keeps the check and goes to its mirror. */
function HowLong({ draft }: { draft: Draft<CheckDraft> }) {
  const keeping = useKeeping();
  const words = useRef<HTMLParagraphElement>(null);
  useLayoutEffect(() => words.current?.focus({ preventScroll: true }), []);
  const value = draft.value;
  if (value === null || value.context === null) return null;
  const items = statements().items;
  const answered = Object.keys(value.answers).length;
  const back = () => go(href('check', [String(items.length)]));

  const keep = (since: Since | null) =>
    keeping.run(async () => {
      const whole = { ...value, since };
      draft.change({ since });
      const before = value.of === null ? null : await life.view('record', { id: value.of });
      const body = checkBody(whole, (before?.current ?? null) as Bodies['check'] | null, statements().version);
      const { id } = await life.put({ kind: 'check', body, ...(value.of === null ? {} : { id: value.of }) });
      await draft.clear();
      go(href('mirror', [id], { with: value.context ?? '' }), { replace: true });
    });

  if (answered === 0) {
    return (
      <Screen where={t('room.check')} onBack={back} class="check since">
        <p class="lead" ref={words} tabIndex={-1}>
          {t('check.nothing')}
        </p>
        <div class="acts">
          <Keys>
            <Key to={href('today')}>{t('check.to_today')}</Key>
            <Key main to={href('check', ['1'])}>
              {t('check.from_the_first')}
            </Key>
          </Keys>
        </div>
      </Screen>
    );
  }
  return (
    <Screen where={t('room.check')} aside={contextLabel(value.context)} onBack={back} class="check since">
      <p class="lead" ref={words} tabIndex={-1}>
        {t('check.how_long')}
      </p>
      {keeping.failure !== null && <Trouble failure={keeping.failure} onAgain={() => keep(value.since)} />}
      <ul class="rows doors">
        {statements().since.map((one) => (
          <li key={one.id}>
            <button type="button" data-since={one.id} disabled={keeping.busy} onClick={() => keep(one.id)}>
              <span class="lead">{one.label}</span>
            </button>
          </li>
        ))}
      </ul>
      <div class="acts">
        <Keys few>
          <Key disabled={keeping.busy} onPress={() => keep(null)} name="leave-out">
            {t('check.leave_out')}
          </Key>
        </Keys>
      </div>
    </Screen>
  );
}
