// Phrases that are marked while one writes: off altogether, off by kind, and back again where a phrase or what was learned of
// a kind was left out.
import { guessesOf } from '../../app/reading';
import { settings } from '../../app/settings';
import { content, t } from '../../app/words';
import { Trouble, Waiting } from '../../parts/state';
import { useSaving } from './saving';

const kinds = (): string[] =>
  Object.keys(content.messages)
    .filter((id) => /^cue\.[a-z_]+$/.test(id))
    .map((id) => id.slice('cue.'.length));

export function Cues() {
  const { failure, save } = useSaving();
  const values = settings.value;
  if (values === null) return <Waiting />;
  const { cues } = values;
  const turn = (id: string) => save('cues', { ...cues, [id]: cues[id] === false });
  const guesses = kinds().filter((id) => cues[guessesOf(id)] === false);
  const named = ['all', ...kinds(), ...guesses.map(guessesOf)];
  const phrases = Object.keys(cues).filter((id) => cues[id] === false && !named.includes(id));
  const box = (id: string, label: string, disabled = false) => (
    <label key={id}>
      <input
        autocomplete="off"
        type="checkbox"
        disabled={disabled}
        checked={cues[id] !== false}
        onChange={() => turn(id)}
      />
      {label}
    </label>
  );
  return (
    <div class="stack loose">
      {failure !== null && <Trouble failure={failure} />}
      <p class="text">{t('cues.what')}</p>
      <fieldset class="choices">
        <legend class="label">{t('cues.legend')}</legend>
        <div>{box('all', t('cues.on'))}</div>
        <div>{kinds().map((id) => box(id, t(`cue.${id}`), cues['all'] === false))}</div>
      </fieldset>
      {phrases.length > 0 && (
        <button
          class="linked"
          type="button"
          onClick={() => save('cues', { ...cues, ...Object.fromEntries(phrases.map((id) => [id, true])) })}
        >
          {t('cues.left_out', { n: phrases.length })}
        </button>
      )}
      {guesses.map((id) => (
        <button class="linked" type="button" key={id} onClick={() => save('cues', { ...cues, [guessesOf(id)]: true })}>
          {t('cues.guesses_left_out', { kind: t(`cue.${id}`) })}
        </button>
      ))}
      <p class="note">{t('cues.ask_note')}</p>
    </div>
  );
}
