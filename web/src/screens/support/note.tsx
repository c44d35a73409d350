// Noting what came in, its exact words first, or what was given; from someone's own page, either way.
import { useState } from 'preact/hooks';
import { go, href } from '../../app/router';
import { shownName } from '../../app/settings';
import { life, t } from '../../app/life';
import type { Id } from '../../app/records';
import { useChapter } from '../../parts/chapter';
import { useDraft } from '../../parts/draft';
import { saidOnly, useKeeping } from '../../parts/keep';
import { Key, Keys } from '../../parts/keys';
import type { Chapters } from '../../parts/library';
import { PersonPicker } from '../../parts/people-picker';
import { Screen } from '../../parts/screen';
import { Segs } from '../../parts/segs';
import { Trouble, Waiting, When } from '../../parts/state';
import { offerUndo } from '../../parts/undo';
import { useView } from '../../parts/view';
import { GaveFields, ReceivedFields, type Body, type Way } from './fields';

const ways: readonly Way[] = ['received', 'gave'];
const blank: Record<Way, Body> = { received: {}, gave: {} };

/** `person` is whose page it was begun from, or null: then it is asked who it was. */
export function NoteSupport({ way: first, person }: { way: Way; person: Id | null }) {
  const slot = person === null ? 'support' : `support-${person}`;
  const [way, setWay] = useState(first);
  const draft = useDraft<Record<Way, Body>>(slot, blank);
  const people = useView('people', {});
  const chapter = useChapter<Chapters['notice']>('notice');
  const keeping = useKeeping();
  const body = draft.value?.[way] ?? {};
  const change = (part: Body) => draft.change({ [way]: { ...body, ...part } });
  const from = person === null ? href('support') : href('people', [person]);
  const alias = people.data?.people.find((one) => one.id === person)?.alias;

  const keep = () =>
    keeping.run(async () => {
      const whole = person === null ? body : { ...body, person };
      const { id } = await life.put({ kind: way, body: saidOnly(whole) as never });
      await draft.clear();
      offerUndo(t('support.kept'), async () => {
        await life.remove(id);
        // Taken back is not thrown away: what was filled in stands there again.
        life.draft.save(slot, { ...blank, [way]: body });
        go(href('support', [way], person === null ? {} : { person }));
      });
      go(from, { replace: true });
    });

  return (
    <Screen
      where={t(person === null ? `support.where.${way}` : 'people.support')}
      aside={alias === undefined ? undefined : shownName(alias)}
      back={from}
      class="support edit"
    >
      {person !== null && (
        <Segs
          legend={t('people.which_way')}
          name="way"
          options={ways.map((one) => ({ value: one, label: t(`people.way.${one}`) }))}
          value={way}
          onChange={(one) => setWay(one)}
        />
      )}
      {draft.value === null ? (
        <Waiting />
      ) : (
        <When shown={chapter}>
          {(notice) => (
            <form
              onSubmit={(event) => {
                event.preventDefault();
                if (body.what !== undefined) keep();
              }}
            >
              <p class="text soft">{notice[way].lead}</p>
              {way === 'received' ? (
                <ReceivedFields body={body} change={change} words={notice.received} />
              ) : (
                <GaveFields body={body} change={change} words={notice.gave} />
              )}
              {person === null && (
                <PersonPicker
                  legend={t(way === 'received' ? 'support.by' : 'support.to')}
                  name="support-person"
                  people={people.data?.people ?? []}
                  value={body.person === undefined || body.person === '' ? null : body.person}
                  onChange={(one) => change({ person: one ?? '' })}
                />
              )}
              <p class="note">{notice[way].note}</p>
              <div class="acts stay">
                {keeping.failure !== null && <Trouble failure={keeping.failure} onAgain={keep} />}
                <Keys>
                  <Key to={from} onPress={() => void draft.clear()} name="not-now">
                    {t('people.not_now')}
                  </Key>
                  <Key main submit disabled={body.what === undefined || keeping.busy} name="keep">
                    {t('parts.keep')}
                  </Key>
                </Keys>
              </div>
            </form>
          )}
        </When>
      )}
    </Screen>
  );
}
