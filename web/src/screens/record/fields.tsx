// The fields of each kind that can be changed: those it was made with.
import type { ComponentType } from 'preact';
import { t } from '../../app/life';
import type { Bodies } from '../../app/records';
import { useChapter } from '../../parts/chapter';
import type { Chapters } from '../../parts/library';
import { When } from '../../parts/state';
import { useView } from '../../parts/view';
import { entryMost, Writer } from '../../parts/writer';
import { Scale } from '../journey/rating';
import { OriginFields } from '../learn/origin';
import { momentBody, MomentForm } from '../moment/form';
import { LetterFields } from '../protector/letter';
import { TalkFields } from '../protector/talk';
import { GoalFields } from '../seek/goals';
import { GaveFields, ReceivedFields } from '../support/fields';
import { saidOnly } from '../../parts/keep';

type Body = Record<string, unknown>;

interface FieldsProps<B> {
  value: B;
  change(part: Partial<B>): void;
}

interface Form<B> {
  Fields: ComponentType<FieldsProps<B>>;
  /** What is kept of it; null while something is missing without which it would be nothing. */
  kept(value: B): B | null;
}

const withText = <B extends { text: string }>(value: B): B | null =>
  value.text.trim() === '' ? null : saidOnly(value);

const moment: Form<Bodies['moment']> = {
  Fields: ({ value, change }) => {
    const known = useView('moment', {});
    return <MomentForm value={value} change={change} known={known.data} />;
  },
  kept: momentBody,
};

const entry: Form<Bodies['entry']> = {
  Fields: ({ value, change }) => (
    <Writer
      label={t('write.label')}
      value={value.text}
      onInput={(text) => change({ text })}
      placeholder={t('write.placeholder')}
      most={entryMost}
    />
  ),
  kept: withText,
};

const received: Form<Bodies['received']> = {
  Fields: ({ value, change }) => {
    const chapter = useChapter<Chapters['notice']>('notice');
    return (
      <When shown={chapter}>
        {(words) => <ReceivedFields body={value} change={change as never} words={words.received} />}
      </When>
    );
  },
  kept: saidOnly,
};

const gave: Form<Bodies['gave']> = {
  Fields: ({ value, change }) => {
    const chapter = useChapter<Chapters['notice']>('notice');
    return <When shown={chapter}>{(words) => <GaveFields body={value} change={change} words={words.gave} />}</When>;
  },
  kept: saidOnly,
};

const letter: Form<Bodies['letter']> = {
  Fields: ({ value, change }) => <LetterFields value={{ to: value.to ?? '', text: value.text }} change={change} />,
  kept: withText,
};

const goal: Form<Bodies['goal']> = {
  Fields: ({ value, change }) => (
    <GoalFields value={{ text: value.text, with: value.with ?? null }} change={change as never} />
  ),
  kept: withText,
};

const origin: Form<Bodies['origin']> = {
  Fields: ({ value, change }) => {
    const chapter = useChapter<Chapters['recognise']>('recognise');
    return <When shown={chapter}>{(words) => <OriginFields body={value} change={change} words={words.origin} />}</When>;
  },
  kept: (value) => (anySaid(value, ['told', 'learned', 'text']) ? saidOnly(value) : null),
};

const protector: Form<Bodies['protector']> = {
  Fields: ({ value, change }) => <TalkFields body={value} change={change} />,
  kept: (value) =>
    anySaid(value, ['guards', 'thanks', 'reassurance', 'reminder', 'request', 'reply']) ? saidOnly(value) : null,
};

const helped: Form<Bodies['helped']> = {
  Fields: ({ value, change }) => {
    const chapter = useChapter<Chapters['journey']>('journey');
    return (
      <When shown={chapter}>
        {(words) => (
          <Scale
            what={value.what}
            words={words.helped}
            value={value.rating}
            onChange={(rating) => change({ rating })}
          />
        )}
      </When>
    );
  },
  kept: (value) => value,
};

const anySaid = (body: object, fields: readonly string[]): boolean =>
  fields.some((field) => String((body as Body)[field] ?? '').trim() !== '');

const forms: Record<string, Form<never>> = {
  moment,
  entry,
  received,
  gave,
  letter,
  goal,
  origin,
  protector,
  helped,
} as Record<string, Form<never>>;

/** The form of a kind; null where it has none here. Its `Fields` take the record's own body. */
export const formOf = (kind: string): Form<Body> | null =>
  Object.hasOwn(forms, kind) ? (forms[kind] as unknown as Form<Body>) : null;
