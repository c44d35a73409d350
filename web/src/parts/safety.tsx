// Is it safe with them? Asked when a person is added and before harder steps; and what is said where it is not.
import { href } from '../app/router';
import { t } from '../app/life';
import { unsafeWords } from './content';
import { Key, Keys } from './keys';
import { Choices } from './segs';

export type Safety = 'safe' | 'unsafe' | 'unsure';

interface SafetyQuestionProps {
  question: string;
  name: string;
  value: Safety | null;
  onChange(safety: Safety): void;
}

/** The question, with what would make the answer no, in plain words. */
export function SafetyQuestion({ question, name, value, onChange }: SafetyQuestionProps) {
  const words = unsafeWords();
  return (
    <div class="stack safety">
      <Choices
        legend={question}
        name={name}
        options={words.answers.map(({ id, label }) => ({ value: id, label }))}
        value={value}
        onChange={onChange}
      />
      <details class="fold" open={value !== 'safe'}>
        <summary class="label">{t('people.signs')}</summary>
        <ul class="signs">
          {words.signs.map((sign) => (
            <li key={sign.id} class="text">
              {sign.text}
            </li>
          ))}
        </ul>
      </details>
      <p class="note">{words.why}</p>
    </div>
  );
}

/** A doubt: what waits until it is settled, and who can help to settle it. Nothing more is claimed. */
export function UnsureWords() {
  return (
    <section class="stack unsafe" role="status">
      <p class="text">{unsafeWords().unsure}</p>
      <HelpKey />
    </section>
  );
}

/** Distance is called protection; nothing is practised toward them. */
export function UnsafeWords({ repair = false }: { repair?: boolean }) {
  const words = unsafeWords();
  return (
    <section class="stack unsafe" role="status">
      <p class="text">{words.distance}</p>
      {repair && <p class="text">{words.repair}</p>}
      <p class="text">{words.advocates}</p>
      <p class="text">{words.device}</p>
      <HelpKey />
    </section>
  );
}

const HelpKey = () => (
  <Keys few>
    <Key icon="phone" to={href('help')}>
      {t('shell.help')}
    </Key>
  </Keys>
);
