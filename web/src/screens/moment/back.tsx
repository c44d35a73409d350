// Looking back: moments that are over and not yet forgotten, and what came after one of them.
import { go, href } from '../../app/router';
import { shownName } from '../../app/settings';
import { life, t, today } from '../../app/life';
import type { Bodies, Id } from '../../app/records';
import type { Views } from '../../app/views';
import { joined, wordLabel } from '../../parts/content';
import { clock, shortDate } from '../../parts/dates';
import { useChapter } from '../../parts/chapter';
import { useDraft } from '../../parts/draft';
import { Field } from '../../parts/field';
import { useKeeping } from '../../parts/keep';
import { Key, Keys } from '../../parts/keys';
import type { Chapters } from '../../parts/library';
import { Ruler } from '../../parts/ruler';
import { Screen } from '../../parts/screen';
import { Empty, Trouble, When } from '../../parts/state';
import { offerUndo } from '../../parts/undo';
import { useView } from '../../parts/view';
import { Read } from '../record/read';
import { momentBody } from './form';

type Row = Views['look_back']['moments'][number];

/** The moments to look back at. */
export function LookBack() {
  const shown = useView('look_back', {});
  const chapter = useChapter<Chapters['notice']>('notice');
  return (
    <Screen where={t('lookback.title')} back={href('moment')} class="moment back">
      <When shown={shown}>
        {({ moments }) =>
          moments.length === 0 ? (
            <Empty said={t('lookback.empty')} />
          ) : (
            <>
              {chapter.data !== null && <p class="text soft">{chapter.data.lookback.lead}</p>}
              <ul class="rows items">
                {moments.map((moment) => (
                  <li key={moment.id}>
                    <a href={href('moment', [moment.id, 'later'])}>
                      <span class="note">{when(moment)}</span>
                      <span class={moment.excerpt === '' ? 'text' : 'own'}>{words(moment)}</span>
                    </a>
                  </li>
                ))}
              </ul>
            </>
          )
        }
      </When>
    </Screen>
  );
}

function when({ at, person }: Row): string {
  const args = { date: shortDate(at, today()), time: clock(at) };
  return person === null ? t('record.at', args) : t('lookback.with', { ...args, person: shownName(person.alias) });
}

function words({ excerpt, situations, emotions, did, urge }: Row): string {
  if (excerpt !== '') return excerpt;
  const named = [
    ...situations.map((id) => wordLabel('situations', id)),
    ...emotions.map((id) => wordLabel('emotions', id)),
    ...did.map((id) => wordLabel('did', id)),
  ];
  if (named.length > 0) return joined(named);
  return urge === null ? t('kind.moment') : t('journey.urge', { n: urge });
}

interface LaterDraft {
  later: string;
  close_after: number | null;
  /** When one was back, HH:MM on a day; '' where it is not said. */
  day: string;
  time: string;
}

/** One moment, and what came after it. */
export function Later({ id }: { id: Id }) {
  const shown = useView('record', { id });
  const chapter = useChapter<Chapters['notice']>('notice');
  return (
    <Screen where={t('lookback.title')} back={href('moment', ['back'])} class="moment back edit">
      <When shown={shown}>
        {(record) =>
          record.current === null ? (
            <Empty said={t('record.deleted')} />
          ) : (
            <When shown={chapter}>
              {({ lookback }) => (
                <>
                  <p class="note">{t('record.at', { date: shortDate(record.at, today()), time: clock(record.at) })}</p>
                  <Read kind="moment" body={record.current!} />
                  <Form id={id} at={record.at} before={record.current as Bodies['moment']} words={lookback} />
                </>
              )}
            </When>
          )
        }
      </When>
    </Screen>
  );
}

interface FormProps {
  id: Id;
  at: string;
  before: Bodies['moment'];
  words: Chapters['notice']['lookback'];
}

function Form({ id, at, before, words: { items, note } }: FormProps) {
  const start: LaterDraft = {
    later: before.later ?? '',
    close_after: before.close_after ?? null,
    day: at.slice(0, 10),
    time: '',
  };
  const draft = useDraft<LaterDraft>(`later-${id}`, start);
  const keeping = useKeeping();
  const value = draft.value;
  if (value === null) return null;

  const put = (later: string) =>
    keeping.run(async () => {
      const back = value.time === '' ? {} : { returned_at: `${value.day}T${value.time}:00${at.slice(19)}` };
      const close = value.close_after === null ? {} : { close_after: value.close_after };
      await life.put({ kind: 'moment', id, body: momentBody({ ...before, later, ...close, ...back }) });
      await draft.clear();
      offerUndo(t('moment.kept'), async () => {
        await life.put({ kind: 'moment', id, body: momentBody(before) });
        life.draft.save(`later-${id}`, value);
        go(href('moment', [id, 'later']));
      });
      go(href('moment', ['back']), { replace: true });
    });
  const said = value.later.trim();

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (said !== '') put(value.later);
      }}
    >
      <div class="stack">
        <Field
          own
          lines
          most={2000}
          label={items[0]?.ask ?? t('lookback.title')}
          value={value.later}
          onInput={(later) => draft.change({ later })}
        />
        <details class="fold">
          <summary class="label">{t('lookback.questions')}</summary>
          <ul class="signs">
            {items.slice(1).map((item) => (
              <li class="text" key={item.id}>
                {item.ask}
              </li>
            ))}
          </ul>
        </details>
      </div>
      <Ruler
        label={t('moment.close_after')}
        max={10}
        value={value.close_after}
        onChange={(close_after) => draft.change({ close_after })}
        low={t('moment.close.low')}
        high={t('moment.close.high')}
      />
      <details class="fold" open={value.time !== ''}>
        <summary class="label">{t('lookback.back_at')}</summary>
        <div class="pair">
          <Field
            type="date"
            label={t('lookback.day')}
            min={at.slice(0, 10)}
            max={today()}
            value={value.day}
            onInput={(day) => draft.change({ day })}
          />
          <Field type="time" label={t('lookback.time')} value={value.time} onInput={(time) => draft.change({ time })} />
        </div>
      </details>
      <p class="note">{note}</p>
      <div class="acts stay">
        {keeping.failure !== null && <Trouble failure={keeping.failure} onAgain={() => put(value.later)} />}
        <Keys>
          <Key disabled={keeping.busy} onPress={() => put(t('lookback.nothing'))} name="nothing">
            {t('lookback.nothing')}
          </Key>
          <Key main submit disabled={said === '' || keeping.busy} name="keep">
            {t('lookback.keep')}
          </Key>
        </Keys>
      </div>
    </form>
  );
}
