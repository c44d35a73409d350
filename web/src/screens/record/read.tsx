// A record as it reads: own words first, in serif; then what was chosen and the numbers, each by its name.
import { shownName } from '../../app/settings';
import { t } from '../../app/life';
import type { Answer, Context } from '../../app/records';
import { hasMessage } from '../../app/words';
import {
  contextLabel,
  joined,
  ladderStep,
  promptText,
  relationLabel,
  ringLabel,
  sinceLabel,
  statements,
  wordLabel,
} from '../../parts/content';
import { clock, fullDate, longDate } from '../../parts/dates';
import { useView } from '../../parts/view';
import { moodWords, type Mood } from '../../pictures/mood';
import { Rated } from '../journey/rating';

type Body = Record<string, unknown>;
/** `field` is the member of the body that the words say. */
export type Fact = [name: string, words: string, own: boolean, field: string];

/** Fields of own words, in the order they are read. */
const ownFields = [
  'alias',
  'to',
  'text',
  'trigger',
  'meant',
  'later',
  'own',
  'if',
  'then',
  'feared',
  'safety_behaviour',
  'outcome',
  'response_words',
  'learned',
  'words',
  'impulse',
  'response',
  'note',
  'guards',
  'thanks',
  'reassurance',
  'reminder',
  'request',
  'reply',
  'told',
];
const wordFields = {
  situations: 'situations',
  emotions: 'emotions',
  did: 'did',
  needed: 'needs',
  body: 'body',
} as const;
const numberFields = [
  'urge',
  'close_before',
  'close_after',
  'belief',
  'belief_after',
  'expected_distress',
  'peak_distress',
  'surprise',
  'absorbed',
  'difficulty',
  'distress_before',
  'distress_after',
  'softness_before',
  'softness_after',
  'rating',
];
/** Fields with a choice whose words stand under `record.FIELD.VALUE`. */
const choiceFields = ['status', 'what', 'safety', 'outward', 'reason', 'mode', 'with'];

/** The origin note asks by the same names for something else. */
function fieldLabel(kind: string, name: string): string {
  if (kind === 'origin' && hasMessage(`origin.${name}`)) return t(`origin.${name}`);
  return hasMessage(`record.field.${name}`) ? t(`record.field.${name}`) : name;
}

export function Read({ kind, body }: { kind: string; body: Body }) {
  if (kind === 'helped') return <Rated what={String(body['what'])} rating={Number(body['rating'])} />;
  return <ReadFields kind={kind} body={body} />;
}

function ReadFields({ kind, body }: { kind: string; body: Body }) {
  const people = useView('people', {});
  const person = people.data?.people.find((one) => one.id === body['person']);
  const facts = factsOf(kind, body);
  if (person !== undefined) facts.push([t('parts.with'), shownName(person.alias), true, 'person']);
  const own = facts.filter(([, , isOwn]) => isOwn);
  const rest = facts.filter(([, , isOwn]) => !isOwn);
  return (
    <article class="stack loose">
      {own.map(([name, words]) => (
        <div key={name}>
          <p class="note">{name}</p>
          <p class="own as-written">{words}</p>
        </div>
      ))}
      {kind === 'check' && <CheckAnswers body={body} />}
      {rest.length > 0 && (
        <dl class="facts">
          {rest.map(([name, words]) => (
            <FactRow key={name} name={name} words={words} />
          ))}
        </dl>
      )}
    </article>
  );
}

function FactRow({ name, words }: { name: string; words: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd class="text">{words}</dd>
    </>
  );
}

/** Every field that has words here, but for people and a check's answers. */
export function factsOf(kind: string, body: Body): Fact[] {
  const facts: Fact[] = [];
  const add = (name: string, words: string, own = false, field = name) => {
    if (words.trim() !== '') facts.push([fieldLabel(kind, name), words, own, field]);
  };
  const text = (name: string): string => (typeof body[name] === 'string' ? (body[name] as string) : '');
  if (text('prompt') !== '') add('prompt', promptText(text('prompt')));
  if (text('ladder') !== '') add('ladder', ladderStep(text('ladder'))?.instruction ?? text('ladder'));
  for (const name of ownFields) {
    // A step's response is a choice; what was received has one in own words.
    if (name === 'response' && kind === 'step') continue;
    add(name, text(name), true);
  }
  for (const [name, words] of Object.entries(wordFields)) {
    const ids = body[name];
    if (Array.isArray(ids)) add(name, joined((ids as string[]).map((id) => wordLabel(words, id))));
  }
  if (isMood(body['mood'])) add('mood', moodWords(body['mood']));
  for (const name of numberFields) if (typeof body[name] === 'number') add(name, String(body[name]));
  if (text('relation') !== '') add('relation', relationLabel(text('relation')));
  if (typeof body['ring'] === 'number') add('ring', ringLabel(body['ring']));
  if (kind === 'goal' && body['done'] === true) add('status', t('goal.done'), false, 'done');
  for (const name of choiceFields) if (text(name) !== '') add(name, choice(name, text(name)));
  if (kind === 'step' && text('response') !== '')
    add('response_of_step', choice('response', text('response')), false, 'response');
  if (typeof body['seconds'] === 'number' && body['seconds'] >= 30) {
    add('seconds', t('record.minutes', { n: Math.max(1, Math.round(body['seconds'] / 60)) }));
  }
  for (const name of ['planned_for', 'until']) if (text(name) !== '') add(name, longDate(text(name)));
  for (const name of ['settled_at', 'returned_at']) {
    if (text(name) !== '') add(name, t('record.at', { date: fullDate(text(name)), time: clock(text(name)) }));
  }
  return facts;
}

const isMood = (value: unknown): value is Mood =>
  typeof value === 'object' && value !== null && 'pleasant' in value && 'activated' in value;

const choice = (name: string, value: string): string => {
  const id = `record.${name}.${value}`;
  return hasMessage(id) ? t(id) : value;
};

/** A check's answers, statement by statement. */
function CheckAnswers({ body }: { body: Body }) {
  const answers = (body['answers'] ?? {}) as Partial<Record<Context, Record<string, Answer>>>;
  const since = (body['since'] ?? {}) as Partial<Record<Context, 'lately' | 'years' | 'always'>>;
  const examples = (body['examples'] ?? {}) as Record<string, string>;
  const { items, scale } = statements();
  return (
    <>
      {(Object.keys(answers) as Context[]).map((context) => (
        <section class="stack" key={context}>
          <h2 class="label">
            {contextLabel(context)}
            {since[context] !== undefined && <span class="note"> {sinceLabel(since[context])}</span>}
          </h2>
          <dl class="facts wide">
            {items
              .filter((item) => answers[context]?.[item.id] !== undefined)
              .map((item) => (
                <FactRow key={item.id} name={item.short} words={scale[answers[context]?.[item.id] ?? 0]?.label ?? ''} />
              ))}
          </dl>
        </section>
      ))}
      {Object.entries(examples).map(([id, words]) => (
        <div key={id}>
          <p class="note">{items.find((item) => item.id === id)?.short ?? id}</p>
          <p class="own as-written">{words}</p>
        </div>
      ))}
    </>
  );
}
