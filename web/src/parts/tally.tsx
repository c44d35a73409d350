// Strokes in fives: so many times of so many, for counts up to twelve.

/** At most this many are drawn; more are a number only. */
export const tallyMost = 12;

export function Tally({ yes, no = 0 }: { yes: number; no?: number }) {
  const n = yes + no;
  if (n === 0 || n > tallyMost) return null;
  const at = (i: number) => 1.5 + 4 * i + 3 * Math.floor(i / 5);
  const width = at(n - 1) + 2;
  return (
    <svg class="tally" width={width} height={14} viewBox={`0 0 ${width} 14`} aria-hidden="true">
      {Array.from({ length: n }, (_, i) => (
        <path key={i} class={i < yes ? undefined : 'no'} d={`M${at(i)} ${i < yes ? 1 : 4}V13`} />
      ))}
    </svg>
  );
}
