// The rooms: their addresses and the file each is loaded from when it is first entered.
import type { ComponentType } from 'preact';
import Check from '../screens/check';
import type { Place } from './router';

/** What a screen is given. Each `screens/NAME/index.tsx` exports it as default. */
export interface ScreenProps {
  place: Place;
}
export type Screen = ComponentType<ScreenProps>;

export interface Room {
  load(): Promise<{ default: Screen }>;
  /** Can be entered while the life is shut or does not exist yet. */
  always?: boolean;
  /** Says only what web/content.mjs counts among the first words, so that it waits for no others. */
  early?: boolean;
  /** Stands in the contents of the desk and in Around, under the message `room.NAME`. */
  listed?: boolean;
  /** Stands in Around and the palette by the same message, and not in the contents. */
  aside?: boolean;
}

/** By the first part of the address: `#/today` → `today`. A room is one line here and a folder in `screens/`. */
export const rooms: Record<string, Room> = {
  today: { load: () => import('../screens/today'), listed: true },
  moment: { load: () => import('../screens/moment'), listed: true },
  write: { load: () => import('../screens/write'), listed: true },
  // A newcomer's first room comes with the frame: one round of fetching less, and fewer files.
  check: { load: () => Promise.resolve({ default: Check }), early: true, listed: true },
  people: { load: () => import('../screens/people'), listed: true },
  steps: { load: () => import('../screens/steps'), listed: true },
  support: { load: () => import('../screens/support'), aside: true },
  protector: { load: () => import('../screens/protector'), listed: true },
  journey: { load: () => import('../screens/journey'), listed: true },
  learn: { load: () => import('../screens/learn'), listed: true },
  seek: { load: () => import('../screens/seek'), aside: true },
  space: { load: () => import('../screens/space'), aside: true },
  patterns: { load: () => import('../screens/patterns'), listed: true },
  cycle: { load: () => import('../screens/cycle'), listed: true },
  mirror: { load: () => import('../screens/mirror') },
  step: { load: () => import('../screens/step') },
  record: { load: () => import('../screens/record') },
  share: { load: () => import('../screens/share') },
  around: { load: () => import('../screens/around') },
  devices: { load: () => import('../screens/devices') },
  settings: { load: () => import('../screens/settings'), listed: true },
  help: { load: () => import('../screens/help'), early: true, always: true },
};
