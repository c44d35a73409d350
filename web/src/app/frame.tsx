// The frame of every screen: a running head with the two ways out, the words, and the foot with four rooms.
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { hide } from './hide';
import { href, place } from './router';
import { t } from './words';

interface FrameProps {
  /** Where one is, as the head and the document's title say it. */
  where: string;
  /** Address of the room one came from; absent: a room one can stay in. */
  back?: string;
  /** Shows the foot on the phone; only for rooms one can stay in. */
  foot?: boolean;
  /** Class of the screen, for its own styles. */
  class?: string;
  children: ComponentChildren;
}

export const footRooms = ['today', 'moment', 'journey', 'around'] as const;

export function Frame({ where, back, foot = false, class: own = '', children }: FrameProps) {
  useEffect(() => {
    document.title = t('shell.title', { where });
  }, [where]);
  return (
    <div class={`frame ${own}`}>
      <header class="head">
        {back !== undefined && (
          <a class="way back" href={back} aria-label={t('shell.back')}>
            <svg class="i" viewBox="0 0 24 24" aria-hidden="true">
              <path d="M15 5l-7 7 7 7" />
            </svg>
          </a>
        )}
        <h1 class="where" tabIndex={-1}>
          {where}
        </h1>
        <Ways />
      </header>
      <main class="page" id="main">
        {children}
      </main>
      {foot && <Foot />}
    </div>
  );
}

/** Help and Hide: in reach from every screen. */
export function Ways() {
  return (
    <>
      {place.value.room !== 'help' && (
        <a class="way" href={href('help')}>
          {t('shell.help')}
        </a>
      )}
      <button class="way" type="button" onClick={hide}>
        {t('shell.hide')}
      </button>
    </>
  );
}

function Foot() {
  return (
    <nav class="foot" aria-label={t('shell.rooms')}>
      {footRooms.map((room) => (
        <a key={room} href={href(room)} aria-current={place.value.room === room ? 'page' : undefined}>
          {t(`room.${room}`)}
        </a>
      ))}
    </nav>
  );
}
