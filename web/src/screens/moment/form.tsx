// What a moment holds, to be filled in or changed: where it lies, how strong the urge, and rows that nobody has to open.
import type { ComponentChildren } from 'preact';
import { shownName } from '../../app/settings';
import { t } from '../../app/life';
import type { Bodies, Token } from '../../app/records';
import type { Views } from '../../app/views';
import { joined, wordLabel, wordOptions } from '../../parts/content';
import { OwnLines } from '../../parts/field';
import { PersonPicker } from '../../parts/people-picker';
import { Ruler } from '../../parts/ruler';
import { Words } from '../../parts/words';
import { BodyPlate } from '../../pictures/body';
import { moodWords, MoodField, nearest } from '../../pictures/mood';

export type MomentBody = Bodies['moment'];

interface MomentFormProps {
  value: MomentBody;
  change(part: Partial<MomentBody>): void;
  /** People, and the words used most; null while they are not known. */
  known: Views['moment'] | null;
  /** Only the number. */
  brief?: boolean;
}

/** Emotions that a moment may name. */
const emotionsMost = 3;

export function MomentForm({ value, change, known, brief = false }: MomentFormProps) {
  const urge = (
    <Ruler
      label={t('moment.urge')}
      max={10}
      value={value.urge ?? null}
      onChange={(number) => change({ urge: number })}
      low={t('moment.urge.low')}
      high={t('moment.urge.high')}
    />
  );
  if (brief) return <div class="brief">{urge}</div>;
  return (
    <>
      <MoodField value={value.mood ?? null} onChange={(mood) => change({ mood })} />
      <p class="note mood-words">{value.mood === undefined ? t('moment.mood_how') : moodWords(value.mood)}</p>
      {value.mood !== undefined && <Nearby value={value} change={change} />}
      {urge}
      <div class="folds">
        <Fold name={t('moment.body')} chosen={labels('body', value.body)}>
          <BodyPlate chosen={value.body ?? []} onChange={(body) => change({ body })} />
        </Fold>
        <Fold name={t('moment.situations')} chosen={labels('situations', value.situations)}>
          <Words
            legend={t('moment.situations')}
            silent
            options={wordOptions('situations')}
            chosen={value.situations ?? []}
            often={known?.often.situations ?? []}
            most={8}
            onChange={(situations) => change({ situations })}
          />
        </Fold>
        <Fold name={t('moment.did')} chosen={labels('did', value.did)}>
          <Words
            legend={t('moment.did')}
            silent
            options={wordOptions('did')}
            chosen={value.did ?? []}
            often={known?.often.did ?? []}
            onChange={(did) => change({ did })}
          />
        </Fold>
        <Fold name={t('moment.needed')} chosen={labels('needs', value.needed)}>
          <Words
            legend={t('moment.needed')}
            silent
            options={wordOptions('needs')}
            chosen={value.needed ?? []}
            often={known?.often.needed ?? []}
            most={15}
            onChange={(needed) => change({ needed })}
          />
        </Fold>
        <Fold name={t('parts.with')} chosen={alias(known, value.person)}>
          <PersonPicker
            legend={t('parts.with')}
            silent
            name="moment-person"
            people={known?.people ?? []}
            value={value.person ?? null}
            onChange={(person) => change({ person: person ?? '' })}
          />
        </Fold>
        <Fold name={t('moment.words')} chosen={value.trigger ?? ''}>
          <OwnWords value={value} change={change} />
        </Fold>
      </div>
    </>
  );
}

const labels = (words: 'body' | 'situations' | 'did' | 'needs', ids: readonly Token[] | undefined): string =>
  joined((ids ?? []).map((id) => wordLabel(words, id)));

const alias = (known: Views['moment'] | null, person: string | undefined): string =>
  shownName(known?.people.find((one) => one.id === person)?.alias ?? '');

function Fold({ name, chosen, children }: { name: string; chosen: string; children: ComponentChildren }) {
  return (
    <details class="fold">
      <summary>
        <span class="label">{name}</span>
        <span class="chosen note">{chosen}</span>
      </summary>
      {children}
    </details>
  );
}

/** The words nearest to the point, to be named or not. */
function Nearby({ value, change }: Pick<MomentFormProps, 'value' | 'change'>) {
  if (value.mood === undefined) return null;
  const chosen = value.emotions ?? [];
  const near = nearest(value.mood, 4).map((one) => one.id);
  const offered = [...chosen, ...near.filter((id) => !chosen.includes(id))];
  const all = wordOptions('emotions');
  return (
    <Words
      legend={t('moment.emotions')}
      options={[
        ...offered.map((id) => ({ value: id, label: wordLabel('emotions', id) })),
        ...all.filter((one) => !offered.includes(one.value)),
      ]}
      chosen={chosen}
      shown={offered.length}
      most={emotionsMost}
      onChange={(emotions) => change({ emotions })}
    />
  );
}

function OwnWords({ value, change }: Pick<MomentFormProps, 'value' | 'change'>) {
  const line = (field: 'trigger' | 'meant' | 'later' | 'note') => (
    <OwnLines
      most={2000}
      label={t(`moment.${field}`)}
      value={value[field] ?? ''}
      onInput={(words) => change({ [field]: words })}
    />
  );
  return (
    <div class="stack loose">
      {line('trigger')}
      {line('meant')}
      {line('later')}
      {line('note')}
      <Ruler
        label={t('moment.close_before')}
        max={10}
        value={value.close_before ?? null}
        onChange={(number) => change({ close_before: number })}
        low={t('moment.close.low')}
        high={t('moment.close.high')}
      />
      <Ruler
        label={t('moment.close_after')}
        max={10}
        value={value.close_after ?? null}
        onChange={(number) => change({ close_after: number })}
        low={t('moment.close.low')}
        high={t('moment.close.high')}
      />
    </div>
  );
}

/** What to keep: empty fields are left out, as absence says the same. */
export function momentBody(value: MomentBody): MomentBody {
  const said = Object.entries(value).filter(
    ([, part]) => part !== undefined && part !== null && part !== '' && !(Array.isArray(part) && part.length === 0),
  );
  return Object.fromEntries(said) as MomentBody;
}
