// Recovery words: shown, printed, confirmed by typing some, then forgotten by the device.
import { useEffect, useState } from 'preact/hooks';
import { errorWords } from '../../app/errors';
import { door, Failure, life } from '../../app/life';
import { t } from '../../app/words';
import { Field } from '../../parts/field';
import { Key, Keys } from '../../parts/keys';
import { Waiting } from '../../parts/state';
import type { Synced } from '../../engine/protocol';
import { HowItCame, NewWords } from './new-words';

type Stage = 'asking' | 'before' | 'shown' | 'confirm' | 'gone' | 'new';

export function Words() {
  const [words, setWords] = useState<string[]>([]);
  const [stage, setStage] = useState<Stage>('asking');
  const [wrong, setWrong] = useState<string | undefined>();
  /** How it came out, when new ones were just made. */
  const [made, setMade] = useState<Synced | null>(null);

  const look = (then: Stage) =>
    door.ask('words', {}).then(
      (answer) => {
        setWords(answer?.words ?? []);
        setStage(answer === null ? 'gone' : then);
      },
      (thrown) => setWrong(errorWords(Failure.from(thrown))),
    );
  useEffect(() => void look('before'), []);

  if (wrong !== undefined) return <p class="text">{wrong}</p>;
  if (stage === 'asking') return <Waiting />;
  if (stage === 'new') {
    const done = (end: Synced) => {
      setMade(end);
      void look('shown');
    };
    return <NewWords onBack={() => setStage(words.length === 0 ? 'gone' : 'before')} onDone={done} />;
  }
  if (stage === 'gone') {
    return (
      <div class="stack loose">
        <p class="text">{t('settings.words_gone')}</p>
        <ToNew onPress={() => setStage('new')} />
      </div>
    );
  }
  if (stage === 'before') return <Before onShow={() => setStage('shown')} onNew={() => setStage('new')} />;
  if (stage === 'shown') {
    return (
      <div class="stack loose">
        {made !== null && <HowItCame end={made} />}
        <Sheet words={words} onDone={() => setStage('confirm')} />
      </div>
    );
  }
  return <Confirm words={words} onBack={() => setStage('shown')} onConfirmed={() => setStage('gone')} />;
}

function ToNew({ onPress }: { onPress(): void }) {
  // What nothing is kept in yet has no words that anyone could have seen.
  if (life.state.value !== 'open') return null;
  return (
    <button class="quiet-link" type="button" onClick={onPress} data-key="new-words">
      {t('settings.words_new')}
    </button>
  );
}

function Before({ onShow, onNew }: { onShow(): void; onNew(): void }) {
  return (
    <div class="stack loose">
      <p class="text">{t('settings.words_why')}</p>
      <p class="text">{t('settings.words_careful')}</p>
      <Keys>
        <Key main onPress={onShow}>
          {t('settings.words_show')}
        </Key>
      </Keys>
      <ToNew onPress={onNew} />
    </div>
  );
}

function Sheet({ words, onDone }: { words: string[]; onDone(): void }) {
  return (
    <div class="stack loose">
      <section class="sheet-words">
        <h2 class="lead">{t('settings.words_sheet')}</h2>
        <p class="note">{t('settings.words_sheet_note')}</p>
        <ol class="wordlist">
          {words.map((word) => (
            <li key={word} class="own">
              {word}
            </li>
          ))}
        </ol>
        <p class="note print-only">{t('settings.words_printed', { vault: location.host + location.pathname })}</p>
      </section>
      <Keys>
        <Key icon="print" onPress={() => print()}>
          {t('settings.print')}
        </Key>
        <Key main onPress={onDone}>
          {t('settings.words_have')}
        </Key>
      </Keys>
    </div>
  );
}

/** How many of the words are asked for. */
const askedWords = 3;

function Confirm({ words, onBack, onConfirmed }: { words: string[]; onBack(): void; onConfirmed(): void }) {
  const [asked] = useState(() => pickPlaces(words.length, askedWords));
  const [typed, setTyped] = useState<string[]>(asked.map(() => ''));
  const [wrong, setWrong] = useState<string | undefined>();
  const [busy, setBusy] = useState(false);

  const submit = async (event: Event) => {
    event.preventDefault();
    if (asked.some((place, i) => typed[i]!.trim().toLowerCase() !== words[place])) {
      setWrong(t('settings.words_not_equal'));
      return;
    }
    setBusy(true);
    try {
      await door.ask('words_confirm', { words });
      onConfirmed();
    } catch (thrown) {
      setWrong(errorWords(Failure.from(thrown)));
      setBusy(false);
    }
  };
  return (
    <form class="stack loose" onSubmit={(event) => void submit(event)}>
      <p class="text">{t('settings.words_confirm')}</p>
      {asked.map((place, i) => (
        <Field
          key={place}
          label={t('settings.word_number', { number: place + 1 })}
          value={typed[i]!}
          onInput={(value) => {
            setTyped(typed.map((old, j) => (j === i ? value : old)));
            setWrong(undefined);
          }}
          wrong={i === asked.length - 1 ? wrong : undefined}
        />
      ))}
      <Keys>
        <Key onPress={onBack}>{t('settings.words_again')}</Key>
        <Key main submit disabled={busy}>
          {t('settings.words_forget')}
        </Key>
      </Keys>
    </form>
  );
}

/** `count` different places of `of`, ascending. */
function pickPlaces(of: number, count: number): number[] {
  const places = new Set<number>();
  while (places.size < Math.min(count, of)) places.add(crypto.getRandomValues(new Uint32Array(1))[0]! % of);
  return [...places].sort((a, b) => a - b);
}
