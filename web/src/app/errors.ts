// A failure in words: what happened, that nothing is lost (or what is), what to do now.
import type { Failure } from '../base/failure';
import { hasMessage, t } from './words';

/** The words of a failure's code, or of its family (`error.vault`), or the code itself in a plain sentence. */
export function errorWords(failure: Failure): string {
  const { code, line, field, detail } = failure;
  const family = code.split('/')[0] ?? '';
  const id = [`error.${code}`, `error.${family}`].find(hasMessage) ?? 'error.unknown';
  return t(id, { code, line, field, detail });
}
