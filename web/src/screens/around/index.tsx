// Around: every room by name, for the phone, where the foot has four.
import { door, Failure } from '../../app/life';
import { go, href } from '../../app/router';
import { rooms } from '../../app/rooms';
import { hasMessage, t } from '../../app/words';
import { open } from '../../app/keys';
import { Screen } from '../../parts/screen';

export default function Around() {
  return (
    <Screen where={t('room.around')} foot class="around-room">
      <ul class="rows">
        {Object.entries(rooms)
          .filter(([, room]) => room.listed === true || room.aside === true)
          .map(([name]) => (
            <li key={name}>
              <a href={href(name)}>
                <span class="label">{t(`room.${name}`)}</span>
                {hasMessage(`room.${name}_note`) && <span class="note">{t(`room.${name}_note`)}</span>}
              </a>
            </li>
          ))}
        {!door.sampling.value && (
          <li>
            <button
              type="button"
              onClick={() =>
                void door.sample().then(
                  () => go(href('journey')),
                  (thrown) => (door.trouble.value = Failure.from(thrown)),
                )
              }
            >
              <span class="label">{t('shell.sample_see')}</span>
              <span class="note">{t('shell.sample_note')}</span>
            </button>
          </li>
        )}
        {door.settled.value.passphrase && (
          <li>
            <button type="button" onClick={() => void door.lock('shut')}>
              <span class="label">{t('shell.lock')}</span>
              <span class="note">{t('shell.lock_note')}</span>
            </button>
          </li>
        )}
        <li>
          <button type="button" onClick={() => (open.value = 'palette')}>
            <span class="label">{t('shell.palette')}</span>
            <span class="note">{t('shell.palette_note')}</span>
          </button>
        </li>
      </ul>
    </Screen>
  );
}
