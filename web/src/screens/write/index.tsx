// Write: a page, a question if one likes, a soft timer; kept, and then: with a person, with a therapist, mine for now.
import { useState } from 'preact/hooks';
import type { ScreenProps } from '../../app/rooms';
import { go, href } from '../../app/router';
import { life, t } from '../../app/life';
import type { Bodies, Token } from '../../app/records';
import { practice, prompts, promptText } from '../../parts/content';
import { Dialog } from '../../parts/dialog';
import { useDraft, type Draft } from '../../parts/draft';
import { useKeeping } from '../../parts/keep';
import { Key, Keys } from '../../parts/keys';
import { Screen } from '../../parts/screen';
import { Segs } from '../../parts/segs';
import { Trouble, Waiting } from '../../parts/state';
import { useView } from '../../parts/view';
import { entryMost, Writer } from '../../parts/writer';
import { TimerRuler } from '../../pictures/timer';
import { Landing } from './landing';
import { Series } from './series';
import { longSitting, timerChoices, useSeconds } from './timer';

interface WriteDraft {
  prompt: Token | null;
  text: string;
  seconds: number;
  minutes: number;
}

const blank = (prompt: Token | null): WriteDraft => ({
  prompt,
  text: '',
  seconds: 0,
  minutes: practice().write.minutes,
});

export default function Write({ place }: ScreenProps) {
  const [id, part, page] = place.rest;
  if (id === 'series') return <Series part={part} id={page} />;
  return id === undefined ? (
    <Page asked={place.query.get('prompt')} />
  ) : (
    <Landing id={id} first={place.query.get('with') === 'person' ? 'person' : null} />
  );
}

function Page({ asked }: { asked: Token | null }) {
  const draft = useDraft<WriteDraft>('write', blank(asked));
  if (draft.value === null) {
    return (
      <Screen where={t('room.write')} foot class="write">
        <Waiting />
      </Screen>
    );
  }
  return <Sheet draft={draft} value={draft.value} />;
}

function Sheet({ draft, value }: { draft: Draft<WriteDraft>; value: WriteDraft }) {
  const seconds = useSeconds(value.seconds, value.text !== '');
  const [choosing, setChoosing] = useState(false);
  const keeping = useKeeping();
  const empty = value.text.trim() === '';

  const keep = (letIn = false) =>
    keeping.run(async () => {
      const { id } = await life.put({ kind: 'entry', body: entryBody(value, seconds) });
      await draft.clear();
      go(letIn ? href('share', [id]) : href('write', [id]), { replace: true });
    });

  const left = value.minutes * 60 - seconds;
  const aside = value.minutes === 0 || value.text === '' ? undefined : timeWords(left);
  return (
    <Screen where={t('room.write')} aside={aside} foot class="write">
      {value.minutes > 0 && <TimerRuler left={left} total={value.minutes * 60} />}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!empty) keep();
        }}
      >
        <div class="meta">
          <p class="text asked">{value.prompt === null ? '' : promptText(value.prompt)}</p>
          <button class="linked" type="button" onClick={() => setChoosing(true)}>
            {value.prompt === null ? t('write.choose') : t('write.choose_other')}
          </button>
        </div>
        <Writer
          label={value.prompt === null ? t('write.label') : promptText(value.prompt)}
          value={value.text}
          onInput={(text) => draft.change({ text, seconds })}
          placeholder={t('write.placeholder')}
          most={entryMost}
        />
        {value.text === '' && <LookBack />}
        {value.text === '' && value.prompt === null && <Openers onPrompt={(prompt) => draft.change({ prompt })} />}
        <div class="acts">
          {seconds >= longSitting() && <p class="text">{t('write.long')}</p>}
          {keeping.failure !== null && <Trouble failure={keeping.failure} onAgain={() => keep()} />}
          <p class="note">{t('write.sealed')}</p>
          <Keys>
            <Key disabled={empty || keeping.busy} onPress={() => keep(true)} name="let-in">
              {t('write.let_in')}
            </Key>
            <Key main submit disabled={empty || keeping.busy} name="keep">
              {t('parts.keep')}
            </Key>
          </Keys>
        </div>
      </form>
      <Margin
        value={value}
        left={left}
        onPrompt={(prompt) => draft.change({ prompt })}
        onMore={() => setChoosing(true)}
      />
      <p class="vh" role="status">
        {value.minutes > 0 && value.text !== '' ? timeWords(left) : ''}
      </p>
      {choosing && <Choosing draft={draft} value={value} onClose={() => setChoosing(false)} />}
    </Screen>
  );
}

/** What is kept: the words as they stand, with the question they answer and the time they took. */
function entryBody(value: WriteDraft, seconds: number): Bodies['entry'] {
  const question = prompts().find((prompt) => prompt.id === value.prompt)?.question === true;
  return {
    mode: question ? 'question' : 'free',
    ...(value.prompt === null ? {} : { prompt: value.prompt }),
    text: value.text,
    seconds: Math.min(seconds, 86_400),
  };
}

/** Whole minutes only: said once a minute at most. */
const timeWords = (left: number): string =>
  left <= 0 ? t('write.time_over') : t('write.time_left', { n: Math.ceil(left / 60) });

/** A fortnight after the guided days, a look back at them is offered; never twice, and never for long. */
function LookBack() {
  const series = useView('series', {});
  if (series.data?.look_back?.due !== true) return null;
  return (
    <a class="linked" href={href('write', ['series', 'back'])} data-key="series-back">
      {t('series.back')}
    </a>
  );
}

/** On an empty page: the three questions, until something is written. */
function Openers({ onPrompt }: { onPrompt(prompt: Token): void }) {
  return (
    <ul class="openers">
      {prompts()
        .filter((prompt) => prompt.question)
        .map((prompt) => (
          <li key={prompt.id}>
            <button class="linked" type="button" onClick={() => onPrompt(prompt.id)}>
              {prompt.text}
            </button>
          </li>
        ))}
    </ul>
  );
}

/** On a desk: the time, the three questions, and the rest of them, beside the page. */
function Margin(props: { value: WriteDraft; left: number; onPrompt(prompt: Token | null): void; onMore(): void }) {
  const { value, left, onPrompt, onMore } = props;
  return (
    <aside class="margin" aria-label={t('write.margin')}>
      {value.minutes > 0 && (
        <>
          <TimerRuler left={left} total={value.minutes * 60} />
          <p class="note">{value.text === '' ? t('write.time_soft', { n: value.minutes }) : timeWords(left)}</p>
        </>
      )}
      <ul>
        {prompts()
          .filter((prompt) => prompt.question && prompt.id !== value.prompt)
          .map((prompt) => (
            <li key={prompt.id}>
              <button class="linked" type="button" onClick={() => onPrompt(prompt.id)}>
                {prompt.text}
              </button>
            </li>
          ))}
        {value.prompt !== null && (
          <li>
            <button class="linked" type="button" onClick={() => onPrompt(null)}>
              {t('write.no_question')}
            </button>
          </li>
        )}
        <li>
          <button class="quiet-link" type="button" onClick={onMore}>
            {t('write.more')}
          </button>
        </li>
      </ul>
    </aside>
  );
}

/** The questions, the other openings, and the timer. */
function Choosing({ draft, value, onClose }: { draft: Draft<WriteDraft>; value: WriteDraft; onClose(): void }) {
  const choose = (prompt: Token | null) => {
    draft.change({ prompt });
    onClose();
  };
  const list = (question: boolean) =>
    prompts()
      .filter((prompt) => prompt.question === question)
      .map((prompt) => (
        <li key={prompt.id}>
          <button type="button" aria-pressed={prompt.id === value.prompt} onClick={() => choose(prompt.id)}>
            <span class="text">{prompt.text}</span>
          </button>
        </li>
      ));
  return (
    <Dialog title={t('write.choosing')} onClose={onClose}>
      <ul class="rows">
        <li>
          <button type="button" aria-pressed={value.prompt === null} onClick={() => choose(null)}>
            <span class="text">{t('write.no_question')}</span>
          </button>
        </li>
        {list(true)}
      </ul>
      <a class="linked" href={href('write', ['series'])}>
        {t('series.offer')}
      </a>
      <h3 class="label">{t('write.openings')}</h3>
      <ul class="rows">{list(false)}</ul>
      <Segs
        legend={t('write.timer')}
        name="timer"
        options={timerChoices().map((minutes) => ({
          value: String(minutes),
          label: minutes === 0 ? t('write.timer_off') : t('write.minutes', { n: minutes }),
        }))}
        value={String(value.minutes)}
        onChange={(minutes) => draft.change({ minutes: Number(minutes) })}
      />
      <Keys few>
        <Key onPress={onClose}>{t('parts.close')}</Key>
      </Keys>
    </Dialog>
  );
}
