// A finding in words: what it says, how much it rests on, or what is missing before it says anything.
import type { ComponentChildren } from 'preact';
import { t, today } from '../app/life';
import type { Finding as Found, Mark } from '../app/findings';
import { shownName } from '../app/settings';
import type { Sentence } from '../app/views';
import { say } from '../app/words';
import { classes } from './class';
import { wordLabel } from './content';
import { shortDate } from './dates';
import { Evidence } from './evidence';

/** A sentence in which people are named as the settings say. */
export function sayNamed(sentence: Sentence): string {
  const person = sentence.args?.['person'];
  if (typeof person !== 'string') return say(sentence);
  return say({ ...sentence, args: { ...sentence.args, person: shownName(person) } });
}

interface FindingProps {
  finding: Found;
  /** Of the records, how many are of the kind that the sentence speaks of, and what the link says. */
  yes?: number;
  said?: string;
  lead?: boolean;
  children?: ComponentChildren;
}

/** Its sentence, its picture, then what it rests on. Before there is enough: what is missing. */
export function Finding({ finding, yes, said, lead = false, children }: FindingProps) {
  return (
    <div class="finding">
      <p class={classes(lead ? 'lead' : 'text')}>{sayNamed(finding.sentence)}</p>
      {children}
      <Missing finding={finding} />
      <Evidence records={finding.records} said={said ?? restsOn(finding)} {...(yes === undefined ? {} : { yes })} />
    </div>
  );
}

/** "Rests on 9 notes, since 5 Jan" */
export const restsOn = ({ n, from }: Pick<Found, 'n' | 'from'>): string =>
  from === null ? t('parts.rests', { n }) : t('patterns.rests', { n, date: shortDate(from, today()) });

function Missing({ finding }: { finding: Found }) {
  if (finding.status !== 'too_early') return null;
  return (
    <ul class="missing">
      {finding.missing.map(({ what, have, need }) => (
        <li key={what} class="note">
          {t(`patterns.missing.${what}`, { have, need })}
        </li>
      ))}
    </ul>
  );
}

/** What was looked at, in words. */
export function markWords(mark: Mark): string {
  if (mark.person !== null) return shownName(mark.person.alias);
  if (mark.kind === 'situation') return wordLabel('situations', mark.id);
  if (mark.kind === 'emotion') return wordLabel('emotions', mark.id);
  return t(`patterns.mark.${mark.id}`);
}
