// Calm lines above a screen, each said once: what is not safe yet, what was damaged, what failed in the background.
import { door, Failure, life } from './life';
import { errorWords } from './errors';
import { local, remember } from './local';
import { go, href, place } from './router';
import { settings } from './settings';
import { t } from './words';

/** Kept records after which a passphrase is asked for, once. */
const worthProtecting = 5;

export function Notices() {
  // Whoever opens Help reads the numbers first.
  if (place.value.room === 'help' && place.value.rest.length === 0) return null;
  const shown = [trouble(), sample(), cleared(), evicted(), damaged(), passphrase()].filter(
    (notice) => notice !== null,
  );
  return (
    <aside class="notices" aria-label={t('shell.notices')} hidden={shown.length === 0}>
      {shown}
    </aside>
  );
}

interface NoticeProps {
  said: string;
  to?: string;
  act?: string;
  /** What the way out is called; absent: it stays. */
  away?: string;
  onAway?: () => void;
  /** Following the link does not answer the notice. */
  toKeeps?: boolean;
}

function Notice({ said, to, act, away, onAway, toKeeps = false }: NoticeProps) {
  return (
    <section class="notice" role="status">
      <p class="text">{said}</p>
      <p class="ways">
        {to !== undefined && (
          <a class="way" href={to} onClick={toKeeps ? undefined : onAway}>
            {act}
          </a>
        )}
        {away !== undefined && (
          <button class="way" type="button" onClick={onAway}>
            {away}
          </button>
        )}
      </p>
    </section>
  );
}

/** Something failed that no screen waited for. */
function trouble() {
  const failure = door.trouble.value;
  if (failure === null) return null;
  const away = () => (door.trouble.value = null);
  return <Notice key="trouble" said={errorWords(failure)} away={t('shell.understood')} onAway={away} />;
}

/** What is on the screen is nobody's. */
function sample() {
  if (!door.sampling.value) return null;
  const leave = () => void door.leaveSample().then(() => go(href('around')));
  return <Notice key="sample" said={t('shell.sample')} away={t('shell.leave_sample')} onAway={leave} />;
}

/** The browser has cleared the storage of what is still open here. */
function cleared() {
  if (!door.cleared.value || life.state.value !== 'open') return null;
  const keep = () => void door.rescue().catch((thrown) => (door.trouble.value = Failure.from(thrown)));
  const to = href('settings', ['export']);
  return (
    <Notice
      key="cleared"
      said={t('shell.cleared')}
      to={to}
      act={t('settings.export_title')}
      away={t('shell.keep_again')}
      onAway={keep}
      toKeeps
    />
  );
}

/** The browser has cleared a life that was here. */
function evicted() {
  if (life.state.value !== 'new' || !local.value.life) return null;
  const away = () => remember({ life: false });
  const to = href('settings', ['import']);
  return (
    <Notice
      key="evicted"
      said={t('shell.evicted')}
      to={to}
      act={t('shell.bring_back')}
      away={t('shell.start_anew')}
      onAway={away}
    />
  );
}

function damaged() {
  const count = door.settled.value.damaged.length;
  if (count === 0 || life.state.value !== 'open') return null;
  return (
    <Notice
      key="damaged"
      said={t('shell.damaged', { count })}
      to={href('settings', ['storage'])}
      act={t('shell.look')}
    />
  );
}

/** Asked once, when there is something to protect. */
function passphrase() {
  const { value } = settings;
  const asks =
    life.state.value === 'open' &&
    !door.sampling.value &&
    !door.settled.value.passphrase &&
    !local.value.asked &&
    (value?.records ?? 0) >= worthProtecting &&
    place.value.room !== 'settings';
  if (!asks) return null;
  return (
    <Notice
      key="passphrase"
      said={t('shell.ask_passphrase')}
      to={href('settings', ['passphrase'])}
      act={t('shell.set_passphrase')}
      away={t('shell.not_now')}
      onAway={() => remember({ asked: true })}
    />
  );
}
