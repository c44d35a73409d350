// The gentle question, “is this about you, now?”, and what follows a yes: help first, the person's own plan, nothing locked.
import { render } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { allWords } from '../app/later';
import { life, t } from '../app/life';
import { href } from '../app/router';
import { useChapter } from './chapter';
import { Dialog } from './dialog';
import { Key, Keys } from './keys';
import { When } from './state';
import { useView } from './view';

interface Crisis {
  ask: string;
  answers: { id: string; label: string }[];
  lead: string;
  items: { id: string; text: string }[];
  after: string;
}

/** Goes on with the writing. */
const no = 'not_now';

interface CrisisProps {
  /** The question itself is said here; else it stands above. */
  asked?: boolean;
  onGone(): void;
  /** Help was chosen: it is another place. */
  onHelp?(): void;
}

/** The question with its answers of one size; what follows stays until it is closed. */
export function CrisisQuestion({ asked = true, onGone, onHelp }: CrisisProps) {
  const chapter = useChapter<{ crisis: Crisis }>('safety');
  const [about, setAbout] = useState(false);
  return (
    <When shown={chapter}>
      {({ crisis }) =>
        about ? (
          <Steps crisis={crisis} onGone={onGone} onHelp={onHelp} />
        ) : (
          <>
            {asked && <p class="lead">{crisis.ask}</p>}
            <Keys tall>
              {crisis.answers.map(({ id, label }) => (
                <Key key={id} name={`crisis-${id}`} onPress={() => (id === no ? onGone() : setAbout(true))}>
                  {label}
                </Key>
              ))}
            </Keys>
          </>
        )
      }
    </When>
  );
}

interface StepsProps {
  crisis: Crisis;
  onGone(): void;
  onHelp: (() => void) | undefined;
}

function Steps({ crisis, onGone, onHelp }: StepsProps) {
  const lead = useRef<HTMLParagraphElement>(null);
  // The answer that was pressed is gone: who comes by keyboard or by ear goes on here, and all of it comes into view.
  useLayoutEffect(() => {
    lead.current?.focus({ preventScroll: true });
    lead.current?.parentElement?.scrollIntoView({ block: 'nearest' });
  }, []);
  const help = useView('help', life.state.value === 'open' ? {} : null);
  const plan = help.data?.plan ?? null;
  return (
    <>
      <p class="text" tabIndex={-1} ref={lead}>
        {crisis.lead}
      </p>
      <ul class="stack">
        {crisis.items
          .filter(({ id }) => id !== 'plan' || plan !== null)
          .map(({ id, text }) => (
            <li key={id} class="text">
              {text}
            </li>
          ))}
      </ul>
      {plan !== null && (
        <section class="mine">
          <p class="label">{t('help.plan')}</p>
          <ol>
            {[...plan.items, ...(plan.contacts ?? [])].map((item, i) => (
              <li key={i}>
                <span class="own">{item}</span>
              </li>
            ))}
          </ol>
        </section>
      )}
      <p class="note">{crisis.after}</p>
      <Keys>
        <Key name="crisis-close" onPress={onGone}>
          {t('parts.close')}
        </Key>
        <Key
          main
          icon="phone"
          to={href('help')}
          {...(onHelp === undefined ? {} : { onPress: onHelp })}
          name="crisis-help"
        >
          {t('shell.help')}
        </Key>
      </Keys>
    </>
  );
}

let place: HTMLElement | undefined;

/** Asks over whatever stands on the page. One question at a time. */
export async function askOver(): Promise<void> {
  if (place !== undefined) return;
  await allWords();
  const at = document.createElement('div');
  place = at;
  document.body.append(at);
  render(<Over onGone={gone} />, at);
}

function gone(): void {
  if (place === undefined) return;
  render(null, place);
  place.remove();
  place = undefined;
}

function Over({ onGone }: { onGone(): void }) {
  // Whoever shuts or hides the life leaves nothing standing over it. What was kept leads to another room by itself, at times
  // after this has opened: the question stays until it is answered.
  const { value } = life.state;
  if (value === 'locked' || value === 'starting') queueMicrotask(onGone);
  return (
    <Dialog title={t('cues.ask')} onClose={onGone}>
      <CrisisQuestion asked={false} onGone={onGone} onHelp={onGone} />
    </Dialog>
  );
}
