// Around: every room by name, in the order of what one comes for, for the phone, where the foot has four. Help stays at the top.
import type { ComponentChildren } from 'preact';
import { door, Failure } from '../../app/life';
import { go, href } from '../../app/router';
import { grouped, type Group } from '../../app/rooms';
import { hasMessage, t } from '../../app/words';
import { open } from '../../app/keys';
import { Screen } from '../../parts/screen';

export default function Around() {
  return (
    <Screen where={t('room.around')} foot class="around-room">
      <nav class="rows help-row" aria-label={t('room.help')}>
        <a href={href('help')}>
          <span class="label">{t('room.help')}</span>
          <span class="note">{t('around.help_note')}</span>
        </a>
      </nav>
      {grouped(() => true).map(([group, names]) => (
        <section key={group} class="group">
          <h2 class="note">{t(`around.${group}`)}</h2>
          <ul class="rows">
            {names.map((name) => (
              <li key={name}>
                <a href={href(name)}>
                  <Named
                    label={t(`room.${name}`)}
                    note={hasMessage(`room.${name}_note`) ? t(`room.${name}_note`) : null}
                  />
                </a>
              </li>
            ))}
            {acts[group]?.()}
          </ul>
        </section>
      ))}
    </Screen>
  );
}

/** What is no room and stands among them. */
const acts: Partial<Record<Group, () => ComponentChildren>> = {
  read: () =>
    !door.sampling.value && <Act label={t('shell.sample_see')} note={t('shell.sample_note')} act={seeSample} />,
  house: () => (
    <>
      {door.settled.value.passphrase && (
        <Act label={t('shell.lock')} note={t('shell.lock_note')} act={() => void door.lock('shut')} />
      )}
      <Act label={t('shell.palette')} note={t('shell.palette_note')} act={() => (open.value = 'palette')} />
    </>
  ),
};

function seeSample(): void {
  void door.sample().then(
    () => go(href('journey')),
    (thrown) => (door.trouble.value = Failure.from(thrown)),
  );
}

const Act = ({ label, note, act }: { label: string; note: string; act(): void }) => (
  <li>
    <button type="button" onClick={act}>
      <Named label={label} note={note} />
    </button>
  </li>
);

const Named = ({ label, note }: { label: string; note: string | null }) => (
  <>
    <span class="label">{label}</span>
    {note !== null && <span class="note">{note}</span>}
  </>
);
