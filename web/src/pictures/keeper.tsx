// The keeper at the door: a silhouette without a face, one hand on the leaf. How far the door stands open follows how
// loosely it holds, as said last; nothing said, and it stands by a hand's breadth.
import { t } from '../app/life';

interface KeeperProps {
  /** 0 tight … 10 loose; null where it was never said. */
  softness: number | null;
  /** Without light: the plain version. */
  plain?: boolean;
}

export function Keeper({ softness, plain = false }: KeeperProps) {
  const opened = (softness ?? 3) / 10;
  // The free edge of the leaf, between nearly shut (254) and well open (312); the hinge stands at 342.
  const edge = 254 + opened * 58;
  const rise = 4 + opened * 10;
  const hand = edge + 1;
  return (
    <svg class="keeper-scene" viewBox="0 0 390 324" role="img" aria-label={t('protector.keeper')}>
      <path class={plain ? 'p-wash' : 'p-light'} d="M148 26H326V324H148z" />
      {!plain && (
        <path class="p-lit" d={`M${edge - 6} ${37 - opened * 4}L${edge} 36L${edge} 316L${edge - 6} ${314}z`} />
      )}
      <path class="p-leaf" d={`M${edge} ${26 + rise}L326 26V324L${edge} ${324 - rise}z`} />
      <g class="keeper">
        <ellipse cx="209.5" cy="99" rx="12.5" ry="18" />
        <path d="M203 108V121C200 126 192 128 184 131C174 135 169 142 166 156C161 176 158 196 158 214C158 230 162 243 169 248L177 246C172 238 171 226 171 214L174 188C175 208 170 244 163 290Q209 298 256 290C249 244 244 208 245 188L252 160C249 142 245 135 235 131C227 128 219 126 216 121V108z" />
        <path d="M185 290h14v34h-14zM219 290h14v34h-14z" />
        <path class="arm" d="M243 150L256 193" />
        {/* The hand is on the door, wherever its edge is. */}
        <path class="forearm" d={`M257 195L${hand} 170`} />
      </g>
      <path
        class="keeper-seam"
        d="M209.5 142V291M197 122c2 10 6 16 12.5 20 6.500-4 10.500-10 12.500-20M174 188l4-32M245 188l-4-30"
      />
      <path class="d-ink" d="M148 324V26H326V324" />
      <path class="d-line" d="M136 324V14H338V324M-2400 324H136M338 324H2800" />
    </svg>
  );
}

/** The light that falls past it onto the floor, behind the words. */
export function KeeperShafts() {
  return (
    <svg class="keeper-shafts" viewBox="0 0 390 240" preserveAspectRatio="none" aria-hidden="true">
      <defs>
        <linearGradient id="past-the-keeper" x1="0" y1="0" x2="0" y2="1">
          <stop class="near" offset="0" />
          <stop class="far" offset="1" />
        </linearGradient>
      </defs>
      <path fill="url(#past-the-keeper)" d="M148 0H185L140 240H40zM233 0H262L320 240H246z" />
    </svg>
  );
}

/** The grip before and after one talk, on a ruler from tight to loose: ring, bar, lit disc. */
export function Grip({ before, after }: { before: number; after: number }) {
  const x = (value: number) => 12 + value * 31.8;
  const ticks = Array.from({ length: 11 }, (_, i) => `M${x(i)} 34v${i % 5 === 0 ? 12 : 7}`).join('');
  return (
    <svg class="grip" viewBox="0 0 342 50" role="img" aria-label={t('protector.grip_words', { before, after })}>
      <path class="d-line" d={`M${x(0)} 34H${x(10)}${ticks}`} />
      <path class="bar" d={`M${x(before)} 14H${x(after)}`} />
      <circle class="before" cx={x(before)} cy={14} r={before === after ? 11 : 8} />
      <circle class="point" cx={x(after)} cy={14} r={before === after ? 6 : 9} />
    </svg>
  );
}
