// What the device keeps and whether it is whole; which version this is, and a newer one if it waits.
import { useEffect, useState } from 'preact/hooks';
import { errorWords } from '../../app/errors';
import { door, Failure, life } from '../../app/life';
import { settings } from '../../app/settings';
import { takeOver, updateWaits } from '../../app/update';
import { content, locale, t } from '../../app/words';
import { Key, Keys } from '../../parts/keys';
import type { Verified } from '../../engine/protocol';
import { Busy } from './busy';

interface Kept {
  persisted: boolean;
  usage: number;
}

export function Storage() {
  const [kept, setKept] = useState<Kept | null>(null);
  const look = async () => {
    const persisted = (await navigator.storage?.persisted?.()) ?? false;
    const { usage = 0 } = (await navigator.storage?.estimate?.()) ?? {};
    setKept({ persisted, usage });
  };
  useEffect(() => void look().catch(() => {}), []);
  const ask = async () => {
    await navigator.storage?.persist?.();
    await look();
  };
  const offline = navigator.serviceWorker?.controller != null;
  const damaged = door.settled.value.damaged.length;
  return (
    <div class="stack loose">
      <dl class="facts">
        <dt>{t('settings.records')}</dt>
        <dd>{settings.value?.records ?? 0}</dd>
        <dt>{t('settings.kept_by')}</dt>
        <dd>{t(kept?.persisted === true ? 'settings.persisted' : 'settings.not_persisted')}</dd>
        <dt>{t('settings.space')}</dt>
        <dd>{megabytes(kept?.usage ?? 0)}</dd>
        <dt>{t('settings.offline')}</dt>
        <dd>{t(offline ? 'settings.offline_yes' : 'settings.offline_no')}</dd>
        <dt>{t('settings.version')}</dt>
        <dd>{t('settings.version_is', { version: AJAR_VERSION, content: content.version })}</dd>
      </dl>
      {damaged > 0 && (
        <p class="text" role="alert">
          {t('settings.damaged', { count: damaged })}
        </p>
      )}
      {kept !== null && !kept.persisted && (
        <Keys few>
          <Key onPress={() => void ask()}>{t('settings.ask_persist')}</Key>
        </Keys>
      )}
      {updateWaits.value !== null && (
        <section class="stack">
          <p class="text">{t('settings.update')}</p>
          <Keys few>
            <Key onPress={() => void takeOver()}>{t('settings.update_now')}</Key>
          </Keys>
        </section>
      )}
      {life.state.value === 'open' && <Verify />}
    </div>
  );
}

const megabytes = (bytes: number) =>
  new Intl.NumberFormat(locale(), { style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 }).format(bytes / 1e6);

function Verify() {
  const [busy, setBusy] = useState(false);
  const [found, setFound] = useState<Verified | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const run = async () => {
    setBusy(true);
    setWrong(null);
    try {
      setFound(await door.ask('verify', {}));
    } catch (thrown) {
      setWrong(errorWords(Failure.from(thrown)));
    }
    setBusy(false);
  };
  return (
    <section class="stack">
      <h2 class="label">{t('settings.verify')}</h2>
      <p class="text">{t('settings.verify_what')}</p>
      <Keys few>
        <Key disabled={busy} onPress={() => void run()}>
          {t('settings.verify_now')}
        </Key>
      </Keys>
      {busy && <Busy said={t('settings.verifying')} />}
      {wrong !== null && (
        <p class="text" role="alert">
          {wrong}
        </p>
      )}
      {found !== null && <Findings found={found} />}
    </section>
  );
}

function Findings({ found }: { found: Verified }) {
  return (
    <div class="stack" role="status">
      <p class="text">{t('settings.verified', { events: found.events, problems: found.problems.length })}</p>
      <ul class="rows">
        {found.problems.slice(0, 20).map(({ index, code, record }) => (
          <li key={index}>
            <p class="text">{errorWords(new Failure(code, index + 1, '', record ?? ''))}</p>
          </li>
        ))}
      </ul>
      <p class="note digest">{t('settings.state_hash', { hash: found.state })}</p>
    </div>
  );
}
