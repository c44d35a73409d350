// Outside calm, inside alarm: one figure, and two lines drawn of the same minute; the one that can be seen hardly moves.
import { t } from '../app/life';
import { useWidth } from './width';

/** A line that is at rest: it rises and falls by a pixel or two. */
function still(width: number, y: number): string {
  const parts: string[] = [`M0 ${y}`];
  for (let x = 0; x <= width; x += 12) parts.push(`L${x} ${(y + Math.sin(x / 37) * 1.4).toFixed(1)}`);
  return parts.join('');
}

/** The same minute inside: it starts quiet, then runs, and it does not come down by the end. Fixed, not random. */
function alarm(width: number, y: number): string {
  const parts: string[] = [`M0 ${y}`];
  for (let x = 0; x <= width; x += 2) {
    const sets = Math.min(1, Math.max(0, (x / width - 0.16) / 0.3));
    const wave = Math.sin(x / 3.1) * 0.62 + Math.sin(x / 7.3 + 1) * 0.5 + Math.sin(x / 1.7 + 2) * 0.28;
    parts.push(`L${x} ${(y - wave * 21 * sets).toFixed(1)}`);
  }
  return parts.join('');
}

export function Calm() {
  const { ref, width } = useWidth<HTMLDivElement>();
  const from = 118;
  const run = Math.max(0, width - from);
  return (
    <div class="calm" ref={ref}>
      {width > 0 && (
        <svg width={width} height={188} viewBox={`0 0 ${width} 188`} role="img" aria-label={t('learn.calm.picture')}>
          <path class="outline" d={shoulders} />
          <path class="heart" d="M54 141m-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0" />
          <path class="d-hair" d={`M78 52H${from}M62 141H${from}`} />
          <g transform={`translate(${from} 0)`}>
            <text class="t-name" x={0} y={26}>
              {t('learn.calm.outside')}
            </text>
            <path class="d-ink" d={still(run, 52)} />
            <text class="t-name" x={0} y={100}>
              {t('learn.calm.inside')}
            </text>
            <path class="alarm" d={alarm(run, 141)} />
          </g>
        </svg>
      )}
    </div>
  );
}

/** Head and shoulders, as on the body plate, without a face. */
const shoulders =
  'M54 18c-13 0-20 10-20 23 0 9 3 18 8 24v11l-4 5-22 8C7 92 3 99 2 109L0 186M54 18c13 0 20 10 20 23 0 9-3 18-8 24v11l4 5 22 8c9 3 13 10 14 20l2 77';
