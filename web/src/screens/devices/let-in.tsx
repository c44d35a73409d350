// Letting a device in: its code or its QR's text, a look at what asks, and a yes.
import { useEffect, useRef, useState } from 'preact/hooks';
import { t, Failure, door } from '../../app/life';
import { go, href } from '../../app/router';
import { origin, turn, look } from '../../app/sync';
import { Field } from '../../parts/field';
import { useKeeping } from '../../parts/keep';
import { Key, Keys } from '../../parts/keys';
import { Screen } from '../../parts/screen';
import { Trouble } from '../../parts/state';
import { canScan, scan } from './scan';

export function LetIn() {
  const [typed, setTyped] = useState('');
  const [visitor, setVisitor] = useState<{ qr: string; device: string } | null>(null);
  const keeping = useKeeping();
  const ask = (text: string) =>
    keeping.run(async () => setVisitor(await door.ask('device_visitor', { origin: origin(), typed: text })));
  const admit = () =>
    keeping.run(async () => {
      const end = await door.ask('device_admit', { origin: origin(), qr: visitor!.qr, now_ms: Date.now() });
      if (end.code !== '') throw new Failure(end.code, 0, '', end.detail);
      turn(true);
      await look();
      go(href('devices'), { replace: true });
    });
  return (
    <Screen where={t('devices.add')} back={href('devices')} class="devices">
      {visitor === null ? (
        <form
          class="stack loose"
          onSubmit={(event) => {
            event.preventDefault();
            ask(typed);
          }}
        >
          <p class="text">{t('devices.add_what')}</p>
          <Field label={t('devices.code')} value={typed} most={200} note={t('devices.code_note')} onInput={setTyped} />
          {canScan() && <Camera onText={ask} />}
          {keeping.failure !== null && <Trouble failure={keeping.failure} />}
          <Keys few>
            <Key main submit disabled={typed.trim() === '' || keeping.busy} name="ask">
              {t('devices.look_who')}
            </Key>
          </Keys>
        </form>
      ) : (
        <div class="stack loose">
          <p class="lead">{t('devices.let_in_sure')}</p>
          <p class="text">{t('devices.let_in_what')}</p>
          {visitor.device !== '' && <p class="note digest">{t('devices.id', { id: visitor.device })}</p>}
          {keeping.failure !== null && <Trouble failure={keeping.failure} onAgain={admit} />}
          <Keys>
            <Key onPress={() => setVisitor(null)}>{t('devices.not_that')}</Key>
            <Key main disabled={keeping.busy} onPress={admit} name="admit">
              {t('devices.let_in')}
            </Key>
          </Keys>
        </div>
      )}
    </Screen>
  );
}

/** The camera, where the browser reads codes by itself; it stops with the screen. */
function Camera({ onText }: { onText(text: string): void }) {
  const [on, setOn] = useState(false);
  const [failed, setFailed] = useState(false);
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (!on || video.current === null) return;
    const stop = new AbortController();
    scan(video.current, stop.signal).then(
      (text) => text !== null && onText(text),
      () => setFailed(true),
    );
    return () => stop.abort();
  }, [on]);
  if (failed) return <p class="note">{t('devices.no_camera')}</p>;
  if (!on) {
    return (
      <Keys few>
        <Key onPress={() => setOn(true)}>{t('devices.scan')}</Key>
      </Keys>
    );
  }
  return <video class="camera" ref={video} muted playsInline aria-label={t('devices.scanning')} />;
}
