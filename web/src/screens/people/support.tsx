// Noting support that passed between the two of you, whichever way it went.
import { go, href } from '../../app/router';
import { shownName } from '../../app/settings';
import { life, t } from '../../app/life';
import type { Id } from '../../app/records';
import { useDraft } from '../../parts/draft';
import { useKeeping } from '../../parts/keep';
import { Key, Keys } from '../../parts/keys';
import { Screen } from '../../parts/screen';
import { Segs } from '../../parts/segs';
import { Trouble } from '../../parts/state';
import { offerUndo } from '../../parts/undo';
import { useView } from '../../parts/view';
import { GaveForm, ReceivedForm, saidOnly, type Gave, type Received } from './support-form';

interface SupportDraft {
  way: 'received' | 'gave';
  received: Partial<Received>;
  gave: Partial<Gave>;
}

export function Support({ person }: { person: Id }) {
  const people = useView('people', {});
  const draft = useDraft<SupportDraft>(`support-${person}`, { way: 'received', received: {}, gave: {} });
  const keeping = useKeeping();
  const alias = people.data?.people.find((one) => one.id === person)?.alias;
  const value = draft.value;

  const keep = () =>
    keeping.run(async () => {
      if (value === null) return;
      const { id } =
        value.way === 'received'
          ? await life.put({ kind: 'received', body: saidOnly({ ...value.received, person } as Received) })
          : await life.put({ kind: 'gave', body: saidOnly({ ...value.gave, person } as Gave) });
      await draft.clear();
      offerUndo(t('parts.kept'), async () => {
        await life.remove(id);
        life.draft.save(`support-${person}`, value);
        go(href('people', [person, 'support']));
      });
      go(href('people', [person]), { replace: true });
    });

  return (
    <Screen
      where={t('people.support')}
      aside={alias === undefined ? undefined : shownName(alias)}
      back={href('people', [person])}
      class="people edit"
    >
      {value !== null && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (value[value.way].what !== undefined) keep();
          }}
        >
          <Segs
            legend={t('people.which_way')}
            name="way"
            options={[
              { value: 'received', label: t('people.way.received') },
              { value: 'gave', label: t('people.way.gave') },
            ]}
            value={value.way}
            onChange={(way) => draft.change({ way })}
          />
          {value.way === 'received' ? (
            <ReceivedForm
              value={value.received}
              change={(part) => draft.change({ received: { ...value.received, ...part } })}
            />
          ) : (
            <GaveForm value={value.gave} change={(part) => draft.change({ gave: { ...value.gave, ...part } })} />
          )}
          <div class="acts stay">
            {keeping.failure !== null && <Trouble failure={keeping.failure} onAgain={keep} />}
            <Keys>
              <Key to={href('people', [person])} onPress={() => void draft.clear()}>
                {t('people.not_now')}
              </Key>
              <Key main submit disabled={value[value.way].what === undefined || keeping.busy} name="keep">
                {t('parts.keep')}
              </Key>
            </Keys>
          </div>
        </form>
      )}
    </Screen>
  );
}
