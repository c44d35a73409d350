// Cycle: the loop in one's own words, a count on each part of the way, and where it opens.
import { useState } from 'preact/hooks';
import type { CycleNode, FindingViews } from '../../app/findings';
import type { ScreenProps } from '../../app/rooms';
import { href } from '../../app/router';
import { t } from '../../app/life';
import { settings } from '../../app/settings';
import { joined, wordLabel } from '../../parts/content';
import { Evidence } from '../../parts/evidence';
import { restsOn, sayNamed } from '../../parts/finding';
import { Key, Keys } from '../../parts/keys';
import { number } from '../../parts/numbers';
import { Screen } from '../../parts/screen';
import { When } from '../../parts/state';
import { useView } from '../../parts/view';
import { Loop, type LoopPlace } from '../../pictures/loop';
import { OwnWords } from './own-words';
import { vocabularyOf } from './words';

type View = FindingViews['cycle'];

export default function Cycle(_: ScreenProps) {
  const shown = useView('cycle', {});
  const [editing, setEditing] = useState<'all' | 'exit' | null>(null);
  return (
    <Screen where={t('room.cycle')} foot class="cycle">
      <When shown={shown}>
        {(view) => (
          <>
            {view.example ? <Example view={view} /> : <Said view={view} />}
            <Loop places={places(view)} label={t('cycle.loop')} />
            <Ways view={view} />
            <div class="acts">
              <p class="note">{t(view.example ? 'cycle.example_note' : 'cycle.own_note')}</p>
              <Keys>
                <Key icon="write" onPress={() => setEditing('all')} name="words">
                  {t('cycle.edit')}
                </Key>
                <Key main icon="out" onPress={() => setEditing('exit')} name="exit">
                  {t(exitWords(view) === null ? 'cycle.exit_add' : 'cycle.change_way_out')}
                </Key>
              </Keys>
            </div>
          </>
        )}
      </When>
      {editing !== null && <OwnWords only={editing} onClose={() => setEditing(null)} />}
    </Screen>
  );
}

/** Until there is enough: how far off it is, and that what is drawn is made up. */
function Example({ view }: { view: View }) {
  return (
    <div class="stack">
      <p class="text">{sayNamed(view.sentence)}</p>
      {view.missing.map(({ what, have, need }) => (
        <p key={what} class="note">
          {t(`patterns.missing.${what}`, { have, need })}
        </p>
      ))}
      <p class="note">
        <a href={href('moment')}>{t('room.moment')}</a>
      </p>
    </div>
  );
}

function Said({ view }: { view: View }) {
  return (
    <div class="stack">
      <p class="lead">{sayNamed(view.sentence)}</p>
      <Evidence records={view.records} said={restsOn(view)} />
    </div>
  );
}

/** What stands at each place: own words first, else a quote, else the words chosen. */
function places(view: View): LoopPlace[] {
  const found = view.nodes.map((node): LoopPlace => {
    const arrow = view.arrows.find(({ to }) => to === node.place);
    const quoted = wordsOf(node, view.example);
    return {
      place: node.place,
      name: t(`cycle.place.${node.place}`),
      count:
        arrow === undefined || view.example || node.place === 'trigger'
          ? null
          : t('patterns.times', { n: arrow.n, of: arrow.of }),
      weight: view.example ? 0.5 : arrow === undefined ? (node.n > 0 ? 1 : 0) : (arrow.rate ?? 0),
      words: quoted.words,
      own: quoted.own,
      exit: false,
    };
  });
  const exit = exitWords(view);
  if (exit === null) return found;
  const at = Math.max(
    1,
    found.findIndex(({ place }) => place === 'did'),
  );
  const taken = view.ways_out.reduce((sum, { n }) => sum + n, 0);
  const opening: LoopPlace = {
    place: 'exit',
    name: taken > 0 && !view.example ? t('cycle.exit_taken', { n: taken }) : t('cycle.place.exit'),
    count: null,
    weight: 0,
    words: exit,
    own: true,
    exit: true,
  };
  return [...found.slice(0, at), opening, ...found.slice(at)];
}

function wordsOf(node: CycleNode, example: boolean): { words: string; own: boolean } {
  if (node.own !== null) return { words: node.own, own: true };
  if (example) return { words: t(`cycle.example.${node.place}`), own: true };
  if (node.quote !== null) return { words: node.quote.text, own: true };
  if (node.tokens.length > 0)
    return { words: joined(node.tokens.map((id) => wordLabel(vocabularyOf(node), id))), own: false };
  if (node.change !== null)
    return { words: t('cycle.change', { change: number(Math.abs(node.change)), way: way(node.change) }), own: false };
  return { words: t('cycle.nothing_yet'), own: false };
}

const way = (change: number): string => (change < -0.05 ? 'further' : change > 0.05 ? 'closer' : 'same');

const exitWords = (view: View): string | null => {
  const own = view.own_way_out ?? settings.value?.cycle?.['exit'] ?? null;
  return own ?? (view.example ? t('cycle.example.exit') : null);
};

/** What was done instead, in the same situations: each with how often, and the moments behind it. */
function Ways({ view }: { view: View }) {
  if (view.example || view.ways_out.length === 0) return null;
  return (
    <section class="stack">
      <h2 class="label">{t('cycle.ways_out')}</h2>
      <ul class="facts-list">
        {view.ways_out.map((one) => (
          <li key={one.token}>
            <span class="text">{wordLabel('did', one.token)}</span>
            {one.closeness !== null && (
              <span class="note">
                {t('cycle.change', { change: number(Math.abs(one.closeness)), way: way(one.closeness) })}
              </span>
            )}
            <Evidence
              records={one.records}
              yes={one.records.length}
              said={t('patterns.times', { n: one.n, of: one.of })}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
