// After writing: with a person, with a therapist, or mine for now. Three keys of one size; the entry is kept already.
import { useState } from 'preact/hooks';
import { go, href } from '../../app/router';
import { life, t } from '../../app/life';
import type { Bodies, Id } from '../../app/records';
import { useKeeping } from '../../parts/keep';
import { Key, Keys } from '../../parts/keys';
import { PersonPicker } from '../../parts/people-picker';
import { Screen } from '../../parts/screen';
import { Trouble, When } from '../../parts/state';
import { useView } from '../../parts/view';

type Outward = NonNullable<Bodies['entry']['outward']>;

export function Landing({ id, first }: { id: Id; first: Outward | null }) {
  const entry = useView('record', { id });
  const people = useView('people', {});
  const [where, setWhere] = useState<Outward | null>(first);
  const [person, setPerson] = useState<Id | null>(null);
  const keeping = useKeeping();

  const keep = (outward: Outward) =>
    keeping.run(async () => {
      const before = await life.view('record', { id });
      const body = { ...(before.current as Bodies['entry']), outward };
      await life.put({ kind: 'entry', id, body: person === null || outward !== 'person' ? body : { ...body, person } });
      go(href('today'), { replace: true });
    });

  return (
    <Screen where={t('room.write')} aside={t('parts.kept')} class="landing">
      <When shown={entry}>
        {(record) => (
          <>
            <div class="stack">
              <p class="lead">{t('write.where_to')}</p>
              <p class="note">{t('write.where_to_why')}</p>
            </div>
            <LastLines text={String(record.current?.['text'] ?? '')} />
            {where === 'person' && (
              <div class="stack">
                <PersonPicker
                  legend={t('parts.with')}
                  name="outward-person"
                  people={(people.data?.people ?? []).filter((one) => one.safety !== 'unsafe')}
                  value={person}
                  onChange={setPerson}
                />
                <p class="text">{t('write.one_sentence')}</p>
              </div>
            )}
            <div class="acts">
              {keeping.failure !== null && <Trouble failure={keeping.failure} />}
              {where === 'person' ? (
                <Keys>
                  <Key onPress={() => setWhere(null)}>{t('write.other_way')}</Key>
                  <Key main disabled={keeping.busy} onPress={() => keep('person')} name="with-person">
                    {t('write.with_person_do')}
                  </Key>
                </Keys>
              ) : (
                <Keys tall>
                  <Key onPress={() => setWhere('person')} name="person">
                    {t('write.outward.person')}
                  </Key>
                  <Key disabled={keeping.busy} onPress={() => keep('therapist')} name="therapist">
                    {t('write.outward.therapist')}
                  </Key>
                  <Key disabled={keeping.busy} onPress={() => keep('mine')} name="mine">
                    {t('write.outward.mine')}
                  </Key>
                </Keys>
              )}
            </div>
          </>
        )}
      </When>
    </Screen>
  );
}

/** The end of what was written, as a reminder of what it was. */
function LastLines({ text }: { text: string }) {
  const lines = text
    .trim()
    .split('\n')
    .filter((line) => line.trim() !== '');
  const last = lines.at(-1) ?? '';
  return <p class="own last-lines">{last.length > 240 ? `… ${last.slice(-240)}` : last}</p>;
}
