// The fields of support that came in, in the order in which it happens, and of support that was given: where it is noted and
// where it is changed.
import { t } from '../../app/life';
import type { Bodies } from '../../app/records';
import { OwnLines } from '../../parts/field';
import type { Chapters, Labelled } from '../../parts/library';
import { Ruler } from '../../parts/ruler';
import { Segs } from '../../parts/segs';

export type Way = 'received' | 'gave';
/** Either of the two; `what` of the one that has more of them. */
export type Body = Omit<Partial<Bodies['received']>, 'what'> & { what?: Bodies['gave']['what'] };
type What = Bodies['gave']['what'];

const kinds: Record<Way, readonly What[]> = {
  received: ['compliment', 'comfort', 'help', 'gift'],
  gave: ['compliment', 'comfort', 'help', 'gift', 'company'],
};

export interface FieldsProps {
  body: Body;
  change(part: Body): void;
}

function Kind({ way, body, change }: FieldsProps & { way: Way }) {
  return (
    <Segs
      legend={t('people.what')}
      name={`${way}-what`}
      options={kinds[way].map((what) => ({ value: what, label: t(`people.what.${what}`) }))}
      value={body.what ?? null}
      onChange={(what) => change({ what })}
    />
  );
}

/** The order in which it happens: the words, the impulse, what was done with them, how much stayed. */
export function ReceivedFields({ body, change, words }: FieldsProps & { words: Chapters['notice']['received'] }) {
  return (
    <>
      <Kind way="received" body={body} change={change} />
      <OwnLines
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

export function GaveFields({ body, change, words }: FieldsProps & { words: Chapters['notice']['gave'] }) {
  return (
    <>
      <Kind way="gave" body={body} change={change} />
      <OwnLines
        most={2000}
        label={t('people.gave_words')}
        value={body.words ?? ''}
        onInput={(words) => change({ words })}
      />
      <ul class="signs">
        {words.items.map((item) => (
          <li class="note" key={item.id}>
            {item.text}
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
      <OwnLines most={2000} label={label} value={value} onInput={onInput} />
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
