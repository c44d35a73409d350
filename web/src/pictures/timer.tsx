// The soft timer: a bar that shortens along a ruler. Nothing rings, and nothing stops when it is over.

/** `left` of `total`, in any unit. */
export function TimerRuler({ left, total }: { left: number; total: number }) {
  const x = (part: number) => 1 + part * 340;
  const ticks = Array.from({ length: 37 }, (_, i) => {
    const long = i % 12 === 0 ? 11 : i % 6 === 0 ? 7 : 4;
    return `M${x(i / 36).toFixed(1)} 11v${-long}`;
  });
  const share = Math.max(0, Math.min(1, left / total));
  return (
    <svg class="timer" viewBox="0 0 342 12" preserveAspectRatio="none" aria-hidden="true">
      <path class="d-line" d={ticks.join('')} />
      {share > 0 && <path class="d-ink left" d={`M1 10.5H${x(share).toFixed(1)}`} />}
    </svg>
  );
}
