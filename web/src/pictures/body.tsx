// The body plate: twelve places by name, six a side, each with a line to where it sits. The label is what is tapped.
import type { Token } from '../app/records';
import { t } from '../app/life';
import { classes } from '../parts/class';
import { wordLabel } from '../parts/content';

/** Centre, y of the crown, and scale of the figure in the plate's drawing of 342 × 264. */
const centre = 171;
const crown = 17;
const scale = 0.94;

/** Places on the figure, in its own units, by side and from the top down, so that no two lines cross. */
const left: readonly (readonly [Token, number, number])[] = [
  ['blank_mind', -3, 4],
  ['tired_eyes', -6, 14],
  ['clenched_jaw', -5, 29],
  ['tight_chest', -9, 68],
  ['cold_hands', -43, 142],
  ['heavy_limbs', -12, 172],
];
const right: readonly (readonly [Token, number, number])[] = [
  ['fog', 4, 8],
  ['hot_face', 8, 19],
  ['lump_in_throat', 0, 40],
  ['held_breath', 8, 80],
  ['knotted_stomach', 4, 108],
  ['restless_legs', 12, 204],
];

/** Half of the outline; the other half is its mirror. */
const outline =
  'M0 -1C8.5 -1 13 6 13 15C13 24 10 30 6.5 33.5L6.5 41C8 46 20 47.5 26.5 51.5C32 55 33.5 62 34.5 72C35.5 84 37.5 92 39.5 101C41.5 111 43.5 121 45 130C47 135 47.5 143 45 148C43 151.5 39.5 150 38.8 146C38 141 37.5 136 36.5 131C33 120 30 110 28 100C26.5 92 24.5 82 23 74C22.8 86 19.5 96 19 106C19 116 22.5 124 23.5 136C24.8 156 21 174 19.5 188C20 202 17.5 218 13.5 234C13.5 238 17.5 241 17.5 243.5L5.5 243.5C4.8 239 4.8 234 5 229C5.5 214 6.5 203 5.5 190C6 174 3.5 158 0 146';

interface BodyPlateProps {
  chosen: readonly Token[];
  onChange(chosen: Token[]): void;
}

export function BodyPlate({ chosen, onChange }: BodyPlateProps) {
  const toggle = (place: Token) =>
    onChange(chosen.includes(place) ? chosen.filter((other) => other !== place) : [...chosen, place]);
  const column = (places: typeof left) => (
    <div class="column">
      {places.map(([place]) => (
        <label key={place}>
          <input
            autocomplete="off"
            type="checkbox"
            value={place}
            checked={chosen.includes(place)}
            onChange={() => toggle(place)}
          />
          <span>{wordLabel('body', place)}</span>
        </label>
      ))}
    </div>
  );
  return (
    <fieldset class="plate">
      <legend class="vh">{t('moment.body')}</legend>
      <div>
        {column(left)}
        {column(right)}
        <svg viewBox="0 0 342 264" aria-hidden="true">
          <g transform={`translate(${centre} ${crown}) scale(${scale})`}>
            <path class="figure" d={outline} />
            <path class="figure" transform="scale(-1 1)" d={outline} />
          </g>
          {left.map((place, i) => (
            <Leader key={place[0]} place={place} row={i} side={-1} chosen={chosen.includes(place[0])} />
          ))}
          {right.map((place, i) => (
            <Leader key={place[0]} place={place} row={i} side={1} chosen={chosen.includes(place[0])} />
          ))}
        </svg>
      </div>
    </fieldset>
  );
}

interface LeaderProps {
  place: readonly [Token, number, number];
  row: number;
  side: -1 | 1;
  chosen: boolean;
}

/** From the label to the place; what it crosses is interrupted, so that it is seen to pass in front. */
function Leader({ place: [, px, py], row, side, chosen }: LeaderProps) {
  const x = centre + px * scale;
  const y = crown + py * scale;
  const rowY = 22 + 44 * row;
  const from = side < 0 ? 98 : 222;
  const knee = side < 0 ? 112 : 218;
  const way = `M${from} ${rowY}H${knee}L${x.toFixed(1)} ${y.toFixed(1)}`;
  return (
    <>
      <path class="halo" d={`M${knee} ${rowY}L${x.toFixed(1)} ${y.toFixed(1)}`} />
      <path class={classes('leader', chosen && 'chosen')} d={way} />
      {chosen ? <circle class="point" cx={x} cy={y} r={6} /> : <circle class="spot" cx={x} cy={y} r={3} />}
    </>
  );
}
