// Patterns: is it a pattern or a one-off, with whom; and the ways to what else one's own notes say.
import type { ScreenProps } from '../../app/rooms';
import { href } from '../../app/router';
import { t } from '../../app/life';
import { Key, Keys } from '../../parts/keys';
import { Screen } from '../../parts/screen';
import { Empty, When } from '../../parts/state';
import { useView } from '../../parts/view';
import { Change } from './change';
import { Expected } from './expected';
import { Helped } from './helped';
import { Questions } from './questions';
import { Receiving } from './receiving';
import { General, WithOne } from './usual';

/** Each a page of its own, by the second part of the address. */
const pages = {
  questions: Questions,
  expected: Expected,
  receiving: Receiving,
  helped: Helped,
  change: Change,
} as const;
type Page = keyof typeof pages;

export default function Patterns({ place }: ScreenProps) {
  const name = place.rest[0] as Page | undefined;
  const Shown = name !== undefined && Object.hasOwn(pages, name) ? pages[name] : null;
  return Shown === null ? (
    <Usually />
  ) : (
    <Screen where={t(`patterns.${name}`)} back={href('patterns')} class="patterns" key={name}>
      <Shown />
    </Screen>
  );
}

function Usually() {
  const shown = useView('pattern', {});
  return (
    <Screen where={t('room.patterns')} foot class="patterns">
      <When shown={shown}>
        {(view) =>
          view.relationships.length === 0 ? (
            <Empty said={t('patterns.empty')} picture={<Outline />}>
              <Keys few>
                <Key to={href('check')}>{t('room.check')}</Key>
              </Keys>
            </Empty>
          ) : (
            <>
              <General general={view.general} />
              {view.relationships.map((one) => (
                <WithOne key={one.context} one={one} view={view} />
              ))}
              <p class="note">{t('patterns.ours')}</p>
            </>
          )
        }
      </When>
      <ul class="rows">
        <li>
          <a href={href('cycle')}>
            <span class="label">{t('room.cycle')}</span>
            <span class="note">{t('room.cycle_note')}</span>
          </a>
        </li>
        {(Object.keys(pages) as Page[]).map((page) => (
          <li key={page}>
            <a href={href('patterns', [page])}>
              <span class="label">{t(`patterns.${page}`)}</span>
              <span class="note">{t(`patterns.${page}_note`)}</span>
            </a>
          </li>
        ))}
        <li>
          <a href={href('questionnaires')}>
            <span class="label">{t('room.questionnaires')}</span>
            <span class="note">{t('room.questionnaires_note')}</span>
          </a>
        </li>
      </ul>
    </Screen>
  );
}

/** The strip that will be here. */
function Outline() {
  return (
    <svg class="ghost" viewBox="0 0 342 44" aria-hidden="true">
      <path d="M1 36H341M1 36v7M86 36v7M171 36v7M256 36v7M341 36v7M200 2h60v30h-60z" />
    </svg>
  );
}
