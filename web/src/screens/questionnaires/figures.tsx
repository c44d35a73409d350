// A figure with how well it is known, in words.
import { hasMessage, t } from '../../app/words';
import type { Figure, Steadiness } from '../../app/questionnaires';
import { number } from '../../parts/numbers';

/** "Checked: the author’s page" */
export function knownWords({ known, source }: Figure): string {
  const said = t('questionnaire.known', { known });
  return source === null ? said : `${said}: ${t(`instrument.source.${source}`)}`;
}

export const scaleName = (scale: string): string => t('questionnaire.scale', { scale });
export const aboutName = (about: string): string => t('questionnaire.about', { about });

/** What is to be said of one key beside the others, where there is anything. */
export const noteOf = (instrument: string): string | null =>
  hasMessage(`instrument.note.${instrument}`) ? t(`instrument.note.${instrument}`) : null;

export function steadinessWords(one: Steadiness): string {
  const { scale, kind, value, to, days } = one;
  const said =
    to > value
      ? t('questionnaire.figure_range', { scale, kind, value: number(value, 3), to: number(to, 3) })
      : t('questionnaire.figure', { scale, kind, value: number(value, 3), days });
  const who = one.about.map(aboutName).join(', ');
  return who === '' ? said : `${said} ${t('questionnaire.holds_for', { who })}`;
}
