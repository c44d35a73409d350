// The languages that this build has words in, and the change from one to another.
import { flushDrafts, life } from './life';
import { remember } from './local';
import { set } from './settings';

export const languages = Object.keys(CONTENT_FILES);

/** Every word on the page changes, so the page begins anew; what was being typed is sealed before. */
export async function changeLanguage(language: string): Promise<void> {
  if (life.state.value === 'open') await set('language', language);
  remember({ language });
  await flushDrafts();
  location.reload();
}
