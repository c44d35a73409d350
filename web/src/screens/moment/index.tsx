// Moment: place it, slide the urge, keep it, in under twenty seconds; the rest is there for who wants it.
import type { ScreenProps } from '../../app/rooms';
import { go, href } from '../../app/router';
import { life, now, t } from '../../app/life';
import type { Id } from '../../app/records';
import { clock } from '../../parts/dates';
import { useDraft } from '../../parts/draft';
import { useKeeping } from '../../parts/keep';
import { Key, Keys } from '../../parts/keys';
import { Screen } from '../../parts/screen';
import { Trouble, Waiting } from '../../parts/state';
import { offerUndo } from '../../parts/undo';
import { useView } from '../../parts/view';
import { Later, LookBack } from './back';
import { momentBody, MomentForm, type MomentBody } from './form';

interface MomentDraft {
  body: MomentBody;
  brief: boolean;
}

export default function Moment({ place }: ScreenProps) {
  const [id, what] = place.rest;
  if (id === 'back') return <LookBack />;
  if (id !== undefined && what === 'later') return <Later id={id} />;
  return <Note />;
}

function Note() {
  const draft = useDraft<MomentDraft>('moment', { body: {}, brief: false });
  const known = useView('moment', {});
  const back = useView('look_back', {});
  const keeping = useKeeping();
  const value = draft.value;
  if (value === null) {
    return (
      <Screen where={t('room.moment')} foot class="moment">
        <Waiting />
      </Screen>
    );
  }
  const body = momentBody(value.body);
  const empty = Object.keys(body).length === 0;

  const keep = () =>
    keeping.run(async () => {
      const { id } = await life.put({ kind: 'moment', body });
      await draft.clear();
      offerUndo(t('moment.kept'), async () => {
        await life.remove(id);
        // Taken back is not thrown away: what was filled in stands there again.
        life.draft.save('moment', value);
        go(href('moment'));
      });
      go(await after(id));
    });

  return (
    <Screen where={t('room.moment')} aside={clock(now())} foot class="moment">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!empty) keep();
        }}
      >
        <MomentForm
          value={value.body}
          change={(part) => draft.change({ body: { ...value.body, ...part } })}
          known={known.data}
          brief={value.brief}
        />
        <div class="acts stay">
          {keeping.failure !== null && <Trouble failure={keeping.failure} onAgain={keep} />}
          <Keys>
            <Key onPress={() => draft.change({ brief: !value.brief })} name="brief">
              {value.brief ? t('moment.whole') : t('moment.number')}
            </Key>
            <Key main submit disabled={empty || keeping.busy} name="keep">
              {t('parts.keep')}
            </Key>
          </Keys>
        </div>
      </form>
      {empty && back.data !== null && back.data.count > 0 && (
        <a class="linked" href={href('moment', ['back'])}>
          {t('lookback.some', { n: back.data.count })}
        </a>
      )}
    </Screen>
  );
}

/** Where one goes from a moment that was kept: to one's own card, where it is a strong urge, else to Today. */
async function after(id: Id): Promise<string> {
  // The moment is kept: whatever goes wrong with the card, nothing is to be tried again.
  const known = await life.view('protector').catch(() => null);
  return known?.card?.due?.moment === id ? href('protector', ['now']) : href('today');
}
