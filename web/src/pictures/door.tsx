// The door of Today: it stands open a little wider as the day goes on, whatever is done. Decoration, hidden from readers.

/** How far the door stands open at `hour` (0–24, fractions too): 0.06 of its width at six in the morning, 0.34 at night. */
export function opening(hour: number): number {
  const sinceWaking = (hour + 24 - 6) % 24;
  return 0.06 + 0.28 * Math.min(1, sinceWaking / 16);
}

/** Width of the whole doorway in px of the drawing; the phone shows its near part only. */
const doorWidth = 232;
const frame = 18;
/** How much shorter the free edge of a leaf at a right angle would look, at each end, in parts of 468. */
const recession = 16;

/** Where the gap ends, from the near edge of the doorway, in px. */
const gapEnd = (hour: number): number => opening(hour) * doorWidth;

interface DoorProps {
  hour: number;
}

/** The doorway: frame, light, leaf. Stretches to the height of the wall; stands at its inline end. */
export function Doorway({ hour }: DoorProps) {
  const gap = gapEnd(hour);
  const turned = Math.sqrt(1 - (1 - opening(hour)) ** 2);
  const inset = recession * turned;
  const edge = 3 + 6 * turned;
  const free = gap + frame;
  const hinge = doorWidth + frame;
  /** The y of a line that runs across the leaf at `part` of its height, at the place `x`. */
  const across = (part: number, x: number): number => {
    const near = 18 + part * 468;
    const middle = 18 + 234;
    return near + (middle - near) * (inset / 234) * ((hinge - x) / (hinge - free));
  };
  const corner = (part: number, x: number): string => `${x.toFixed(1)} ${across(part, x).toFixed(1)}`;
  const left = free + (hinge - free) * 0.25;
  const right = hinge - (hinge - free) * 0.2;
  const panel = (top: number, bottom: number) =>
    `M${corner(top, left)}L${corner(top, right)}L${corner(bottom, right)}L${corner(bottom, left)}z`;
  return (
    <svg class="doorway" viewBox="0 0 268 486" preserveAspectRatio="none" aria-hidden="true">
      <path class="p-wall" d="M0 0H268V486H0z" />
      <path class="p-light" d={`M${frame} 18H${hinge}V486H${frame}z`} />
      <path
        class="p-lit"
        d={`M${(free - edge).toFixed(1)} ${(across(0, free) + 1).toFixed(1)}L${corner(0, free)}L${corner(1, free)}L${(free - edge).toFixed(1)} ${(across(1, free) - 1.5).toFixed(1)}z`}
      />
      <path class="p-leaf" d={`M${corner(0, free)}L${corner(0, hinge)}L${corner(1, hinge)}L${corner(1, free)}z`} />
      <path class="d-leaf" d={panel(0.08, 0.52)} />
      <path class="d-leaf" d={panel(0.61, 0.92)} />
      <path class="lever" d={`M${(free + 13).toFixed(1)} 246v42M${(free + 13).toFixed(1)} 258h17`} />
      <path class="d-ink" d={`M${frame} 486V18H${hinge}V486`} />
      <path class="d-line" d="M0 486V0H268V486" />
    </svg>
  );
}

/** The light on the floor: from the gap toward the reader, falling off with the distance. */
export function Shaft({ hour }: DoorProps) {
  const gap = gapEnd(hour);
  return (
    <svg class="shaft" viewBox="0 0 800 400" preserveAspectRatio="none" aria-hidden="true">
      <defs>
        <linearGradient id="light-falls" x1="0" y1="0" x2="0" y2="1">
          <stop class="near" offset="0" />
          <stop class="far" offset="0.85" />
        </linearGradient>
      </defs>
      <path
        fill="url(#light-falls)"
        d={`M550 0H${(550 + gap).toFixed(1)}L${(550 - 190 + gap * 2.2).toFixed(1)} 400H${(550 - 420).toFixed(1)}z`}
      />
    </svg>
  );
}
