// The frame of a screen: where one is, the two ways out, the contents on a desk, the four rooms of the foot, undo.
import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { hide } from '../app/hide';
import { open, paletteKey } from '../app/keys';
import { grouped } from '../app/rooms';
import { href, place } from '../app/router';
import { hub, isOn } from '../app/sync';
import { t } from '../app/life';
import { classes } from './class';
import { Icon } from './icon';
import { useKeptFocus } from './kept-focus';
import { UndoBar } from './undo';

interface ScreenProps {
  /** Where one is, as the head and the document's title say it. */
  where: string;
  /** What stands beside it, softer: a date, a count. */
  aside?: string | undefined;
  /** Address of the room one came from; absent: a room one can stay in. */
  back?: string | undefined;
  /** In place of an address: what the way back does. */
  onBack?: (() => void) | undefined;
  /** The four rooms of the phone's foot; only for rooms one can stay in. */
  foot?: boolean;
  /** Class of the screen, for its own styles. */
  class?: string;
  children: ComponentChildren;
}

/** The rooms of the foot; the rest are behind the last of them. */
const footRooms = ['today', 'moment', 'write', 'around'] as const;

export function Screen({ where, aside, back, onBack, foot = false, class: own, children }: ScreenProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const room = useRef<HTMLDivElement>(null);
  useKeptFocus(room);
  useEffect(() => {
    document.title = t('shell.title', { where });
  }, [where]);
  useLayoutEffect(() => {
    // Who comes by keyboard or by ear starts at the name of the room, wherever the room was entered from. Before it is
    // painted: later, it would take the focus from a field that somebody is typing in already.
    heading.current?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, []);
  return (
    <div class="frame">
      <nav class="skip" aria-label={t('parts.skip')}>
        <a
          href="#main"
          onClick={(event) => {
            event.preventDefault();
            heading.current?.focus();
          }}
        >
          {t('parts.skip')}
        </a>
      </nav>
      <Contents />
      <div class={classes('room', own)} ref={room}>
        <header class="head">
          {back !== undefined && (
            <a class="way back" href={back} aria-label={t('shell.back')}>
              <Icon name="back" />
            </a>
          )}
          {onBack !== undefined && (
            <button class="way back" type="button" aria-label={t('shell.back')} onClick={onBack}>
              <Icon name="back" />
            </button>
          )}
          <h1 class="where" tabIndex={-1} ref={heading}>
            {where} {aside !== undefined && <small>{aside}</small>}
          </h1>
          <div class="ways">
            <Ways />
          </div>
        </header>
        <main class="page" id="main">
          {children}
        </main>
        {foot && <NotOnHub />}
        {foot && <Foot />}
        <UndoBar />
      </div>
    </div>
  );
}

/** What the hub does not have yet, as long as there is anything; it leads to the devices. */
export function NotOnHub() {
  const n = hub.value.devices?.unsynced ?? 0;
  if (!isOn() || n === 0) return null;
  return (
    <a class="note unsynced" href={href('devices')}>
      {t('shell.not_on_hub', { n })}
    </a>
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

/** On a desk: every room by name, then the ways out. */
function Contents() {
  const here = place.value.room;
  return (
    <nav class="contents" aria-label={t('shell.rooms')}>
      <a class="mark" href={href('today')}>
        {t('parts.name')}
      </a>
      <ul>
        {grouped((room) => room.aside !== true).flatMap(([, names]) =>
          names.map((name, i) => (
            <li key={name} class={i === 0 ? 'apart' : undefined}>
              <a href={href(name)} aria-current={isIn(here, name) ? 'page' : undefined}>
                {t(`room.${name}`)}
              </a>
            </li>
          )),
        )}
      </ul>
      <div class="ways">
        <NotOnHub />
        <Ways />
        <button class="way" type="button" onClick={() => (open.value = 'palette')}>
          <kbd>{paletteKey()}</kbd> <span class="vh">{t('shell.palette')}</span>
        </button>
      </div>
    </nav>
  );
}

function Foot() {
  const here = place.value.room;
  return (
    <nav class="foot" aria-label={t('shell.rooms')}>
      {footRooms.map((name) => (
        <a
          key={name}
          href={href(name)}
          aria-current={isIn(here, name) || (name === 'around' && isAround(here)) ? 'page' : undefined}
        >
          {t(`room.${name}`)}
        </a>
      ))}
    </nav>
  );
}

/** Rooms without a name of their own in the contents, and the one they belong to. */
const within: Record<string, string> = {
  step: 'steps',
  mirror: 'check',
  record: 'journey',
  share: 'journey',
  space: 'write',
  support: 'people',
  questionnaires: 'patterns',
  seek: 'learn',
  devices: 'settings',
};

const isIn = (here: string, name: string): boolean => here === name || within[here] === name;

const isAround = (here: string): boolean => here !== '' && !footRooms.some((name) => isIn(here, name));
