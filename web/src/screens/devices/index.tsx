// Devices: which ones hold this life, what is not on the hub yet, letting one in, putting one out; and coming in as a new one.
import { useEffect, useState } from 'preact/hooks';
import { errorWords } from '../../app/errors';
import { Failure, life, t, today } from '../../app/life';
import type { ScreenProps } from '../../app/rooms';
import { href } from '../../app/router';
import { hub, isOn, look, run, there, turn } from '../../app/sync';
import type { Device, Synced } from '../../engine/protocol';
import { clock, shortDate } from '../../parts/dates';
import { Field } from '../../parts/field';
import { useKeeping } from '../../parts/keep';
import { Key, Keys } from '../../parts/keys';
import { Screen } from '../../parts/screen';
import { Empty, Trouble, Waiting } from '../../parts/state';
import { wordCount, wordsOf } from '../unlock/typed-words';
import { Arrive } from './arrive';
import { LetIn } from './let-in';
import { OneDevice } from './one';

export default function DevicesRoom({ place }: ScreenProps) {
  const [what, id] = place.rest;
  if (what === 'arrive') return <Arrive />;
  if (what === 'add') return <LetIn />;
  if (what === 'one' && id !== undefined) return <OneDevice id={id} />;
  return (
    <Screen where={t('room.devices')} back={href('settings')} class="devices">
      {what === 'came' && <p class="text">{t('devices.look_first')}</p>}
      {life.state.value === 'new' ? <Newcomer /> : <All />}
    </Screen>
  );
}

/** Nothing is kept here yet: a life from elsewhere can still come in. */
function Newcomer() {
  return (
    <Empty said={t('devices.new')}>
      <Keys few>
        <Key to={href('devices', ['arrive'])} name="arrive">
          {t('devices.arrive')}
        </Key>
      </Keys>
    </Empty>
  );
}

function All() {
  const [reachable, setReachable] = useState<boolean | null>(null);
  useEffect(() => {
    void there().then(setReachable, () => setReachable(false));
    void look();
  }, []);
  if (isOn()) return <Synced />;
  if (reachable === null) return <Waiting said={t('devices.looking')} />;
  return reachable ? <Begin /> : <p class="text">{t('devices.no_hub')}</p>;
}

/** Before the first run: what it does, what the hub sees, and what it cannot do. */
function Begin() {
  const [invitation, setInvitation] = useState('');
  const [asked, setAsked] = useState(false);
  const keeping = useKeeping();
  const [end, setEnd] = useState<Synced | null>(null);
  const begin = () =>
    keeping.run(async () => {
      const done = await run(invitation.trim() === '' ? {} : { invitation: invitation.trim() });
      setEnd(done);
      if (done.code === '') turn(true);
      else if (done.code === 'sync/invitation') setAsked(true);
    });
  return (
    <div class="stack loose">
      <p class="text">{t('devices.begin_what')}</p>
      <p class="note">{t('devices.begin_sees')}</p>
      <p class="note">{t('devices.begin_lost')}</p>
      {asked && <Field label={t('devices.invitation')} value={invitation} most={40} onInput={setInvitation} />}
      {end !== null && end.code !== '' && (
        <p class="text" role="alert">
          {endWords(end)}
        </p>
      )}
      {keeping.failure !== null && <Trouble failure={keeping.failure} onAgain={begin} />}
      <Keys few>
        <Key main disabled={keeping.busy} onPress={begin} name="begin">
          {t('devices.begin')}
        </Key>
      </Keys>
    </div>
  );
}

function Synced() {
  const { busy, last, devices } = hub.value;
  const [failure, setFailure] = useState<Failure | null>(null);
  const go = (more: Parameters<typeof run>[0] = {}) => {
    setFailure(null);
    run(more).catch((thrown: unknown) => setFailure(Failure.from(thrown)));
  };
  if (devices === null) return <Waiting />;
  const alarm = last === null ? devices.alarm : last.code;
  return (
    <div class="stack loose">
      <div class="stack" role="status">
        <p class="lead">{t('devices.unsynced', { n: devices.unsynced })}</p>
        <p class="note">
          {devices.synced_at === 0 ? t('devices.never') : t('devices.synced', when(devices.synced_at))}
        </p>
      </div>
      {alarm !== '' && (
        <p class="text" role="alert">
          {errorWords(new Failure(alarm, 0, '', last?.detail ?? ''))}
        </p>
      )}
      {last?.notices
        // What was given back and compared holds for a run that came to its end.
        .filter(({ code }) => last.code === '' || code === 'sync/healed')
        .map(({ code }) => (
          <p key={code} class="note">
            {errorWords(new Failure(code))}
          </p>
        ))}
      {alarm === 'sync/refused' && <BringBack busy={busy} onRun={go} />}
      {alarm === 'sync/invitation' && <Invited busy={busy} onRun={go} />}
      {alarm === 'sync/copied_again' && (
        <Key disabled={busy} onPress={() => go({ go_on: true })} name="go_on">
          {t('devices.go_on')}
        </Key>
      )}
      {failure !== null && <Trouble failure={failure} onAgain={() => go()} />}
      <ul class="rows">
        {devices.devices.map((one) => (
          <li key={one.id}>
            <a href={href('devices', ['one', one.id])}>
              <span class="label">{deviceName(one)}</span>
              <span class="note">{deviceNote(one)}</span>
            </a>
          </li>
        ))}
      </ul>
      <Keys>
        <Key to={href('devices', ['add'])} icon="add" name="add">
          {t('devices.add')}
        </Key>
        <Key disabled={busy} onPress={() => go()} icon="again" name="now">
          {t(busy ? 'devices.running' : 'devices.now')}
        </Key>
      </Keys>
      <a class="linked" href={href('share', ['links'])} data-key="links">
        {t('share.links')}
      </a>
      <button class="quiet-link" type="button" onClick={() => turn(false)}>
        {t('devices.off')}
      </button>
      <p class="note">{t('devices.off_note')}</p>
    </div>
  );
}

interface RunningProps {
  busy: boolean;
  onRun(more: Parameters<typeof run>[0]): void;
}

/** A hub that lost the vault knows the device that began it, and the words; with them any device brings all of it back. */
function BringBack({ busy, onRun }: RunningProps) {
  const [typed, setTyped] = useState('');
  const words = wordsOf(typed);
  return (
    <details class="fold">
      <summary>
        <span class="label">{t('devices.bring_back')}</span>
      </summary>
      <form
        class="stack loose"
        onSubmit={(event) => {
          event.preventDefault();
          onRun({ words });
        }}
      >
        <p class="text">{t('devices.bring_back_what')}</p>
        <Field
          label={t('unlock.words')}
          lines
          value={typed}
          note={t('unlock.words_count', { count: words.length, wanted: wordCount })}
          onInput={setTyped}
        />
        <Keys few>
          <Key submit disabled={busy || words.length !== wordCount} name="bring-back">
            {t('devices.bring_back_now')}
          </Key>
        </Keys>
      </form>
    </details>
  );
}

/** A vault that is new to the hub, after new words: it asks once more. */
function Invited({ busy, onRun }: RunningProps) {
  const [invitation, setInvitation] = useState('');
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        onRun({ invitation: invitation.trim() });
      }}
    >
      <Field label={t('devices.invitation')} value={invitation} most={40} onInput={setInvitation} />
      <Keys few>
        <Key submit disabled={busy || invitation.trim() === ''} name="invited">
          {t('devices.now')}
        </Key>
      </Keys>
    </form>
  );
}

/** The wall clock of a moment in milliseconds, as dates and times of records are. */
const wall = (ms: number): string => {
  const here = new Date(ms - new Date(ms).getTimezoneOffset() * 60_000);
  return here.toISOString().slice(0, 19);
};

const when = (ms: number) => ({ date: shortDate(wall(ms), today()), time: clock(wall(ms)) });

export const deviceName = (one: Device): string =>
  one.name === '' ? t('devices.unnamed', { id: one.id.slice(0, 6) }) : one.name;

export function deviceNote(one: Device): string {
  if (one.self) return t('devices.this_one');
  if (one.revoked) return t('devices.put_out');
  return one.heard_at === 0 ? t('devices.not_heard') : t('devices.heard', when(one.heard_at));
}

/** How a run ended, in words; '' where all went well. */
export const endWords = (end: Synced): string =>
  end.code === '' ? '' : errorWords(new Failure(end.code, 0, '', end.detail));
