// One's own words for the places of the loop, and for the way out of it: kept as a setting, sealed as they are typed.
import { t } from '../../app/life';
import { set, settings } from '../../app/settings';
import { Dialog } from '../../parts/dialog';
import { useDraft } from '../../parts/draft';
import { Field } from '../../parts/field';
import { useKeeping } from '../../parts/keep';
import { Key, Keys } from '../../parts/keys';
import { Trouble, Waiting } from '../../parts/state';

const places = ['trigger', 'meant', 'did', 'closeness', 'later', 'exit'] as const;

/** Longest text of a place, in characters (spec/records.md, setting `cycle`). */
const most = 500;

interface OwnWordsProps {
  /** Every place, or the way out alone. */
  only: 'all' | 'exit';
  onClose(): void;
}

export function OwnWords({ only, onClose }: OwnWordsProps) {
  const draft = useDraft<Record<string, string>>('cycle', { ...settings.value?.cycle });
  const keeping = useKeeping();
  const asked = only === 'all' ? places : (['exit'] as const);
  const { value } = draft;
  const keep = () =>
    keeping.run(async () => {
      const words = { ...settings.value?.cycle, ...value };
      const said = Object.entries(words).filter(([, text]) => text.trim() !== '');
      await set('cycle', Object.fromEntries(said));
      await draft.clear();
      onClose();
    });
  return (
    <Dialog title={t(only === 'all' ? 'cycle.edit' : 'cycle.way_out')} onClose={onClose}>
      {value === null ? (
        <Waiting />
      ) : (
        <form
          class="stack"
          onSubmit={(event) => {
            event.preventDefault();
            keep();
          }}
        >
          <p class="note">{t(only === 'all' ? 'cycle.edit_note' : 'cycle.exit_note')}</p>
          {asked.map((place) => (
            <Field
              key={place}
              own
              lines
              short
              label={t(`cycle.place.${place}`)}
              value={value[place] ?? ''}
              most={most}
              onInput={(text) => draft.change({ [place]: text })}
            />
          ))}
          {keeping.failure !== null && <Trouble failure={keeping.failure} onAgain={keep} />}
          <Keys>
            <Key onPress={onClose}>{t('parts.close')}</Key>
            <Key main submit disabled={keeping.busy} name="keep">
              {t('parts.keep')}
            </Key>
          </Keys>
        </form>
      )}
    </Dialog>
  );
}
