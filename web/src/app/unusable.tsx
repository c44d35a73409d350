// What stands where the app cannot go on: a life that cannot be opened, and a screen that broke.
import { useState } from 'preact/hooks';
import { Key, Keys } from '../parts/keys';
import { door, life } from './life';
import type { Failure } from '../base/failure';
import { errorWords } from './errors';
import { href } from './router';
import { lazily } from './lazily';
import { t } from './words';

const Unlock = lazily(() => import('../screens/unlock'));

/** The life cannot be opened here; nothing was changed. */
export function Unusable() {
  const failure = door.failure.value;
  const newer = life.state.value === 'newer';
  const [byWords, setByWords] = useState(false);
  if (byWords) return <Unlock />;
  return (
    <Bare title={t(newer ? 'shell.newer_title' : 'shell.failed_title')}>
      {failure !== null && <p class="text">{errorWords(failure)}</p>}
      <p class="text">{t('shell.nothing_changed')}</p>
      <Keys>
        <Key main onPress={() => location.reload()}>
          {t('shell.reload')}
        </Key>
        {failure?.code === 'store/secret_damaged' && (
          <Key onPress={() => setByWords(true)}>{t('unlock.have_words')}</Key>
        )}
        <Key to={href('help')}>{t('shell.help')}</Key>
      </Keys>
    </Bare>
  );
}

/** A screen broke; the life did not. */
export function Broken({ fault }: { fault: Failure }) {
  return (
    <Bare title={t('shell.broken_title')}>
      <p class="text">{t('shell.broken')}</p>
      <p class="note">{fault.detail === '' ? fault.code : fault.detail}</p>
      <Keys>
        <Key main onPress={() => location.reload()}>
          {t('shell.reload')}
        </Key>
        <Key
          onPress={() => {
            location.hash = href('help');
            location.reload();
          }}
        >
          {t('shell.help')}
        </Key>
      </Keys>
    </Bare>
  );
}

function Bare({ title, children }: { title: string; children: preact.ComponentChildren }) {
  return (
    <main class="bare" id="main">
      <div class="stack loose" role="alert">
        <h1 class="lead">{title}</h1>
        {children}
      </div>
    </main>
  );
}
