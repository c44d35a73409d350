// How much something helped, from "made it worse" to "better": the scale to say it on, and what was said in words.
import { t } from '../../app/life';
import type { Bodies, Id, Token } from '../../app/records';
import { useChapter } from '../../parts/chapter';
import type { Chapters } from '../../parts/library';
import { Segs } from '../../parts/segs';
import { useView } from '../../parts/view';

export type Rating = Bodies['helped']['rating'];
type Words = Chapters['journey']['helped'];

/** What was rated, by its name; one that this version has no name for is shown as it is. */
const named = (what: Token, words: Words): string => words.items.find(({ id }) => id === what)?.label ?? what;

/** The newest rating of each thing, by what was rated; null until they are known. */
export function useRatings(): Map<Token, { id: Id; rating: Rating }> | null {
  const shown = useView('journey', { kinds: ['helped'], limit: 200 });
  if (shown.data === null) return null;
  const said = new Map<Token, { id: Id; rating: Rating }>();
  for (const { id, fields } of shown.data.items) {
    const what = String(fields['what']);
    if (!said.has(what)) said.set(what, { id, rating: Number(fields['rating']) as Rating });
  }
  return said;
}

interface ScaleProps {
  what: Token;
  words: Words;
  value: Rating | null;
  onChange(rating: Rating): void;
}

export const Scale = ({ what, words, value, onChange }: ScaleProps) => (
  <Segs
    legend={t('helped.ask_of', { what: named(what, words) })}
    loose
    name={`helped-${what}`}
    options={words.scale.map((one) => ({ value: String(one.value), label: one.label }))}
    value={value === null ? null : String(value)}
    onChange={(chosen) => onChange(Number(chosen) as Rating)}
  />
);

/** "a small step: a little better" */
export function Rated({ what, rating }: { what: Token; rating: number }) {
  const { data } = useChapter<Chapters['journey']>('journey');
  if (data === null) return null;
  const said = data.helped.scale.find(({ value }) => value === rating)?.label ?? String(rating);
  return <span class="text capital">{t('helped.rated', { what: named(what, data.helped), rating: said })}</span>;
}
