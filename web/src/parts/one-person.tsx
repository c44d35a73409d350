// When most steps went to one person: said with what it rests on, no label, and four things that may help; or not now.
import { useEffect, useState } from 'preact/hooks';
import { door, life, t } from '../app/life';
import { shownName } from '../app/settings';
import { now } from '../app/time';
import type { Sentence } from '../app/views';
import { useChapter } from './chapter';
import { When } from './state';

interface OverDependence {
  lead: string;
  items: { id: string; title: string; text: string }[];
  note: string;
}

interface Found {
  status: 'too_early' | 'undecided' | 'claim';
  sentence: Sentence;
  person: { id: string; alias: string } | null;
}

export function OnePerson() {
  const [found, setFound] = useState<Found | null>(null);
  const [away, setAway] = useState(false);
  const revision = life.revision.value;
  useEffect(() => {
    let here = true;
    // It is an aside: where it cannot be told, the room is whole without it.
    door.ask('view', { name: 'receiving', args: { now: now() } }).then(
      (view) => here && setFound((view as { one_person: Found }).one_person),
      () => {},
    );
    return () => {
      here = false;
    };
  }, [revision]);
  if (found?.status !== 'claim' || found.person === null || away) return null;
  const args = { ...found.sentence.args, person: shownName(found.person.alias) };
  return (
    <details class="fold one-person">
      <summary class="label">{t('one_person.title')}</summary>
      <p class="text">{t(found.sentence.id, args)}</p>
      <Ways />
      <button class="linked" type="button" onClick={() => setAway(true)}>
        {t('one_person.not_now')}
      </button>
    </details>
  );
}

function Ways() {
  const chapter = useChapter<{ over_dependence: OverDependence }>('safety');
  return (
    <When shown={chapter}>
      {({ over_dependence: { lead, items, note } }) => (
        <>
          <p class="text">{lead}</p>
          <dl>
            {items.map(({ id, title, text }) => (
              <div key={id}>
                <dt class="label">{title}</dt>
                <dd class="text">{text}</dd>
              </div>
            ))}
          </dl>
          <p class="note">{note}</p>
        </>
      )}
    </When>
  );
}
