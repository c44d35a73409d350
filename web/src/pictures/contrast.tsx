// Two numbers on one line, ring before and disc after.

interface BesideProps {
  before: number;
  after: number;
  scale: [number, number];
  words: string;
}

/** Four weeks and the four before, on the scale of what is measured. */
export function Beside({ before, after, scale: [from, to], words }: BesideProps) {
  const x = (value: number) => 12 + ((value - from) / (to - from)) * 318;
  const ticks = Array.from({ length: 11 }, (_, i) => `M${12 + i * 31.8} 34v${i % 5 === 0 ? 12 : 7}`).join('');
  return (
    <svg class="grip" viewBox="0 0 342 50" role="img" aria-label={words}>
      <path class="d-line" d={`M12 34H330${ticks}`} />
      <path class="bar" d={`M${x(before)} 14H${x(after)}`} />
      <circle class="before" cx={x(before)} cy={14} r={before === after ? 11 : 8} />
      <circle class="point" cx={x(after)} cy={14} r={before === after ? 6 : 9} />
    </svg>
  );
}
