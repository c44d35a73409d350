// Protector: the part that shuts the door, drawn as its keeper; the talk with it, the card, the letter, a safe memory.
import type { ScreenProps } from '../../app/rooms';
import { href } from '../../app/router';
import { t, today } from '../../app/life';
import type { Views } from '../../app/views';
import { shortDate } from '../../parts/dates';
import { Key, Keys } from '../../parts/keys';
import { Screen } from '../../parts/screen';
import { When } from '../../parts/state';
import { useView } from '../../parts/view';
import { Grip, Keeper, KeeperShafts } from '../../pictures/keeper';
import { CardNow, EditCard } from './card';
import { Letter } from './letter';
import { Remembered } from './remembered';
import { Talk } from './talk';
import { useVersion } from './version';

export default function Protector({ place }: ScreenProps) {
  const [what, which] = place.rest;
  if (what === 'talk') return <Talk at={which ?? 'before'} />;
  if (what === 'card') return <EditCard />;
  if (what === 'now') return <CardNow />;
  if (what === 'letter') return <Letter />;
  if (what === 'memory') return <Remembered />;
  return <Door />;
}

/** The four acts of the first screen, and the turn of the talk that each begins with. */
const acts = [
  ['thank', 'thanks'],
  ['reassure', 'reassurance'],
  ['remind', 'reminder'],
  ['ask', 'request'],
] as const;

function Door() {
  const shown = useView('protector', {});
  const { cool, turn } = useVersion();
  return (
    <Screen where={t('room.protector')} foot class={cool ? 'protector plain' : 'protector'}>
      <When shown={shown}>
        {(view) => {
          const last = view.talks.at(-1) ?? null;
          return (
            <>
              <Keeper softness={last?.after ?? last?.before ?? null} plain={cool} />
              <section class="at-its-feet">
                {!cool && <KeeperShafts />}
                <Said view={view} />
                <ul class="ways-in">
                  <Way to="card" label={t(view.card === null ? 'card.make' : 'card.title')} />
                  <Way to="letter" label={t('protector.letter')} />
                  <Way to="memory" label={t('protector.memory')} />
                  <li>
                    <button class="linked" type="button" onClick={turn}>
                      {t(cool ? 'protector.to_warm' : 'protector.to_cool')}
                    </button>
                  </li>
                </ul>
                <div class="acts">
                  <Keys four>
                    {acts.map(([act, at]) => (
                      <Key key={act} to={href('protector', ['talk', at])} name={act}>
                        {t(`protector.act.${act}`)}
                      </Key>
                    ))}
                  </Keys>
                </div>
              </section>
            </>
          );
        }}
      </When>
    </Screen>
  );
}

const Way = ({ to, label }: { to: string; label: string }) => (
  <li>
    <a class="linked" href={href('protector', [to])}>
      {label}
    </a>
  </li>
);

/** What it guards, in the words of the last talk that said it; or how one begins. */
function Said({ view }: { view: Views['protector'] }) {
  const guarding = view.talks.findLast((talk) => talk.guards !== null);
  const last = view.talks.at(-1);
  if (last === undefined)
    return (
      <div class="stack">
        <p class="text">{t('protector.guards')}</p>
        <p class="text soft">{t('protector.empty')}</p>
        <a class="linked" href={href('protector', ['talk'])} data-key="begin">
          {t('protector.begin')}
        </a>
      </div>
    );
  return (
    <div class="stack">
      <p class="text">{t('protector.guards')}</p>
      <p class="say-small">{guarding?.guards ?? t('protector.not_said')}</p>
      {last.before !== null && last.after !== null && (
        <>
          <p class="text">{t('protector.grip_said', { before: last.before, after: last.after })}</p>
          <Grip before={last.before} after={last.after} />
        </>
      )}
      <details class="fold">
        <summary class="label">{t('protector.earlier')}</summary>
        <ul class="rows items">
          {[...view.talks].reverse().map((talk) => (
            <li key={talk.id}>
              <a href={href('record', [talk.id])}>
                <span class="note">
                  {shortDate(talk.at, today())}
                  {talk.before !== null && talk.after !== null && (
                    <> {t('protector.grip_short', { before: talk.before, after: talk.after })}</>
                  )}
                </span>
                <span class="own">{talk.guards ?? talk.request ?? t('kind.protector')}</span>
              </a>
            </li>
          ))}
        </ul>
      </details>
      <a class="linked" href={href('protector', ['talk'])} data-key="begin">
        {t('protector.again')}
      </a>
    </div>
  );
}
