// The rooms: their addresses and the file each is loaded from when it is first entered.
import type { ComponentType } from 'preact';
import Check from '../screens/check';
import type { Place } from './router';

/** What a screen is given. Each `screens/NAME/index.tsx` exports it as default. */
export interface ScreenProps {
  place: Place;
}
export type Screen = ComponentType<ScreenProps>;

/**
 * What one comes for, in the order of Around and of the desk's contents: to set something down, to do something, to look at what
 * it says, to read, to keep house.
 */
export const groups = ['now', 'practise', 'look', 'read', 'house'] as const;
export type Group = (typeof groups)[number];

export interface Room {
  load(): Promise<{ default: Screen }>;
  /** Can be entered while the life is shut or does not exist yet. */
  always?: boolean;
  /** Says only what web/content.mjs counts among the first words, so that it waits for no others. */
  early?: boolean;
  /** Stands in Around and the palette under the message `room.NAME`, among those of the same group. */
  group?: Group;
  /** Stands in Around and the palette only, and not in the contents of the desk. */
  aside?: boolean;
}

/**
 * By the first part of the address: `#/today` → `today`. A room is one line here and a folder in `screens/`. Those of a group
 * stand together, in the order in which they are shown.
 */
export const rooms: Record<string, Room> = {
  today: { load: () => import('../screens/today'), group: 'now' },
  moment: { load: () => import('../screens/moment'), group: 'now' },
  write: { load: () => import('../screens/write'), group: 'now' },
  space: { load: () => import('../screens/space'), group: 'now', aside: true },
  steps: { load: () => import('../screens/steps'), group: 'practise' },
  people: { load: () => import('../screens/people'), group: 'practise' },
  support: { load: () => import('../screens/support'), group: 'practise', aside: true },
  protector: { load: () => import('../screens/protector'), group: 'practise' },
  // A newcomer's first room comes with the frame: one round of fetching less, and fewer files.
  check: { load: () => Promise.resolve({ default: Check }), early: true, group: 'look' },
  patterns: { load: () => import('../screens/patterns'), group: 'look' },
  questionnaires: { load: () => import('../screens/questionnaires'), group: 'look', aside: true },
  cycle: { load: () => import('../screens/cycle'), group: 'look' },
  journey: { load: () => import('../screens/journey'), group: 'look' },
  learn: { load: () => import('../screens/learn'), group: 'read' },
  seek: { load: () => import('../screens/seek'), group: 'read', aside: true },
  settings: { load: () => import('../screens/settings'), group: 'house' },
  devices: { load: () => import('../screens/devices'), group: 'house', aside: true },
  mirror: { load: () => import('../screens/mirror') },
  step: { load: () => import('../screens/step') },
  record: { load: () => import('../screens/record') },
  share: { load: () => import('../screens/share') },
  around: { load: () => import('../screens/around') },
  help: { load: () => import('../screens/help'), early: true, always: true },
};

/** The rooms of each group, by name. */
export const grouped = (shown: (room: Room) => boolean): [Group, string[]][] =>
  groups.map((group) => [
    group,
    Object.keys(rooms).filter((name) => rooms[name]?.group === group && shown(rooms[name])),
  ]);
