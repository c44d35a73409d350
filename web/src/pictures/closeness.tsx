// The order of closeness: each statement on the ladder's ruler, its tick as long as the answer, the closest first.
import type { Answer, Token } from '../app/records';

interface ClosenessProps {
  rows: readonly { id: Token; words: string; answer: Answer; said: string }[];
  label: string;
}

export function Closeness({ rows, label }: ClosenessProps) {
  return (
    <ol class="closeness" aria-label={label}>
      {rows.map((row, i) => (
        <li key={row.id}>
          <svg viewBox="0 0 64 44" preserveAspectRatio="none" aria-hidden="true">
            <path class="d-ink" d={`M.9 ${i === 0 ? 21.1 : 0}V${i === rows.length - 1 ? 22.9 : 44}`} />
            <path class="d-ink heavy" d={`M0 22H${14 + 11 * row.answer}`} />
          </svg>
          <span>
            {row.words}
            <span class="vh">: {row.said}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}
