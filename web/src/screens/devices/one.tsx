// One device: its name, when it was last heard of, and putting it out, said back before it is done.
import { useEffect, useState } from 'preact/hooks';
import { door, Failure, t } from '../../app/life';
import { go, href } from '../../app/router';
import { hub, look, run } from '../../app/sync';
import type { Device } from '../../engine/protocol';
import { Field } from '../../parts/field';
import { useKeeping } from '../../parts/keep';
import { Key, Keys } from '../../parts/keys';
import { Screen } from '../../parts/screen';
import { Trouble, Waiting } from '../../parts/state';
import { deviceName, deviceNote } from './index';

/** Longest name of a device, in characters. */
const most = 40;

export function OneDevice({ id }: { id: string }) {
  useEffect(() => void look(), []);
  const { devices } = hub.value;
  const one = devices?.devices.find((device) => device.id === id);
  return (
    <Screen where={t('devices.one')} back={href('devices')} class="devices">
      {devices === null ? (
        <Waiting />
      ) : one === undefined ? (
        <p class="text">{t('devices.none')}</p>
      ) : (
        <Facts one={one} />
      )}
    </Screen>
  );
}

function Facts({ one }: { one: Device }) {
  const [name, setName] = useState(one.name);
  const [asked, setAsked] = useState(false);
  const naming = useKeeping();
  const ending = useKeeping();
  const rename = () =>
    naming.run(async () => {
      await door.ask('device_name', { device: one.id, name: name.trim(), now_ms: Date.now() });
      await look();
      go(href('devices'), { replace: true });
    });
  const putOut = () =>
    ending.run(async () => {
      const end = await run({ revoke: [one.id] });
      if (end.code !== '') throw new Failure(end.code, 0, '', end.detail);
      go(href('devices'), { replace: true });
    });
  return (
    <div class="stack loose">
      <p class="lead">{deviceName(one)}</p>
      <dl class="facts">
        <dt>{t('devices.state')}</dt>
        <dd>{deviceNote(one)}</dd>
        <dt>{t('devices.let_in_by')}</dt>
        <dd>
          {t('devices.by', {
            by: one.by === 'words' ? 'words' : one.by === '' ? 'first' : 'device',
            id: one.by.slice(0, 6),
          })}
        </dd>
        <dt>{t('devices.events')}</dt>
        <dd>{one.events}</dd>
      </dl>
      {one.quarantined > 0 && <p class="text">{t('devices.quarantined', { n: one.quarantined })}</p>}
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          rename();
        }}
      >
        <Field label={t('devices.name')} value={name} most={most} onInput={setName} />
        {naming.failure !== null && <Trouble failure={naming.failure} onAgain={rename} />}
        <Keys few>
          <Key submit disabled={name.trim() === '' || name.trim() === one.name || naming.busy} name="rename">
            {t('parts.keep')}
          </Key>
        </Keys>
      </form>
      {!one.self && !one.revoked && (
        <section class="stack">
          <h2 class="label">{t('devices.put_out_title')}</h2>
          <p class="text">{t('devices.put_out_what')}</p>
          {ending.failure !== null && <Trouble failure={ending.failure} onAgain={putOut} />}
          {/* Under the finger, and under the focus, stands the way back: a second press of the same key puts nobody out. */}
          <Keys few>
            {asked ? (
              <Key disabled={ending.busy} onPress={() => setAsked(false)} name="put-out-leave">
                {t('settings.leave')}
              </Key>
            ) : (
              <Key onPress={() => setAsked(true)} name="put-out-ask">
                {t('devices.put_out_now')}
              </Key>
            )}
            {asked && (
              <Key disabled={ending.busy} onPress={putOut} name="put-out">
                {t('devices.put_out_sure')}
              </Key>
            )}
          </Keys>
        </section>
      )}
    </div>
  );
}
