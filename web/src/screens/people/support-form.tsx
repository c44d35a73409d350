// Support, both ways: what was let in, in their exact words, with the impulse that came; and what was given.
import { t } from '../../app/life';
import type { Bodies } from '../../app/records';
import { Field } from '../../parts/field';
import { Ruler } from '../../parts/ruler';
import { Segs } from '../../parts/segs';

export type Received = Bodies['received'];
export type Gave = Bodies['gave'];

export const receivedKinds = ['compliment', 'comfort', 'help', 'gift'] as const;
export const gaveKinds = ['compliment', 'comfort', 'help', 'gift', 'company'] as const;

export function ReceivedForm({ value, change }: { value: Partial<Received>; change(part: Partial<Received>): void }) {
  return (
    <>
      <Segs
        legend={t('people.what')}
        name="received-what"
        options={receivedKinds.map((what) => ({ value: what, label: t(`people.what.${what}`) }))}
        value={value.what ?? null}
        onChange={(what) => change({ what })}
      />
      <Field
        own
        lines
        short
        most={2000}
        label={t('people.words')}
        note={t('people.words_note')}
        value={value.words ?? ''}
        onInput={(words) => change({ words })}
      />
      <Field
        own
        lines
        short
        most={2000}
        label={t('people.impulse')}
        value={value.impulse ?? ''}
        onInput={(impulse) => change({ impulse })}
      />
      <Field
        own
        lines
        short
        most={2000}
        label={t('people.response')}
        value={value.response ?? ''}
        onInput={(response) => change({ response })}
      />
      <Ruler
        label={t('moment.urge')}
        max={10}
        value={value.urge ?? null}
        onChange={(urge) => change({ urge })}
        low={t('moment.urge.low')}
        high={t('moment.urge.high')}
      />
      <Ruler
        label={t('people.absorbed')}
        max={10}
        value={value.absorbed ?? null}
        onChange={(absorbed) => change({ absorbed })}
        low={t('people.absorbed.low')}
        high={t('people.absorbed.high')}
      />
    </>
  );
}

export function GaveForm({ value, change }: { value: Partial<Gave>; change(part: Partial<Gave>): void }) {
  return (
    <>
      <Segs
        legend={t('people.what')}
        name="gave-what"
        options={gaveKinds.map((what) => ({ value: what, label: t(`people.what.${what}`) }))}
        value={value.what ?? null}
        onChange={(what) => change({ what })}
      />
      <Field
        own
        lines
        short
        most={2000}
        label={t('people.gave_words')}
        value={value.words ?? ''}
        onInput={(words) => change({ words })}
      />
    </>
  );
}

/** Without the fields that say nothing. */
export const saidOnly = <T extends object>(body: T): T =>
  Object.fromEntries(
    Object.entries(body).filter(([, part]) => part !== undefined && part !== null && part !== ''),
  ) as T;
