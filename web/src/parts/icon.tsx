// Icons on a 24 grid, drawn from the room's parts. They stand with a word, except the one that leads back.

const paths = {
  back: 'M14.5 5 8 12l6.5 7',
  on: 'M9.5 5 16 12l-6.5 7',
  door: 'M6 3.5h12v17H6zM6 3.5l8 2.5v12l-8 2.5M11.6 11.5v1.4',
  up: 'M4 19.5h5v-5h5v-5h5V5',
  down: 'M4 5v4.5h5v5h5v5h6',
  rest: 'M3.5 17.5h17M6 17.5V6.5M6 13h12v4.5',
  again: 'M5 9.5V7h13.5M16 4l3 3-3 3M19 14.5V17H5.5M8 20l-3-3 3-3',
  write: 'M5 19l.8-4L16 4.8 19.2 8 9 18.2zM13.8 7l3.2 3.2',
  add: 'M12 5v14M5 12h14',
  away: 'M6 6l12 12M18 6 6 18',
  find: 'M16 10.5a5.5 5.5 0 1 1-11 0a5.5 5.5 0 0 1 11 0M15 15l5 5',
  clock: 'M20 12a8 8 0 1 1-16 0a8 8 0 0 1 16 0M12 7v5l3.5 2',
  offline: 'M3 12h5M16 12h5M11 8.5l-1.5 7M14.5 8.5 13 15.5',
  phone: 'M5 4h4l1.5 5-2.5 1.8c1 2.3 2.9 4.2 5.2 5.2L15 13.5l5 1.5v4c-8.3 1-16-6.7-15-15z',
  message: 'M4 5h16v11h-9l-4.5 4v-4H4z',
  lock: 'M5 11h14v9H5zM8 11V7.5a4 4 0 0 1 8 0V11',
  key: 'M4 12h10M7 12v3.5M10.5 12v2.5M20 12a3 3 0 1 1-6 0a3 3 0 0 1 6 0',
  out: 'M13 4H5v16h8M10 12h10M16.5 8l4 4-4 4',
  print: 'M7 9V4h10v5M7 16H4V9h16v7h-3M7 13.5h10V20H7z',
} as const;

export type IconName = keyof typeof paths;

/** Those that point along the line of reading, and so turn with it. */
const turning: ReadonlySet<IconName> = new Set(['back', 'on', 'up', 'down', 'out', 'again', 'rest']);

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class={turning.has(name) ? 'i turns' : 'i'} viewBox="0 0 24 24" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
