// It is sealed: the words, once, and how it leaves: as a file, as a page, or as a link to one's own hub.
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { saveFile } from '../../app/files';
import { content, t, today } from '../../app/life';
import { isOn, there } from '../../app/sync';
import { pageWith } from '../../engine/capsule';
import { useKeeping } from '../../parts/keep';
import { Key, Keys } from '../../parts/keys';
import { Trouble } from '../../parts/state';
import { LeaveThere } from './leave';
import { Inside, type Ready } from './seal';

interface DoneProps {
  ready: Ready;
  /** Called when it has left by any way. */
  onLeft(): Promise<void>;
  onDone(): Promise<void>;
  children?: ComponentChildren;
}

export function Done({ ready, onLeft, onDone, children }: DoneProps) {
  const { sealed, snapshot } = ready;
  const [said, setSaid] = useState('');
  const [asLink, setAsLink] = useState(false);
  const hub = useHub();
  const keeping = useKeeping();
  const save = (ending: 'html' | 'age') =>
    keeping.run(async () => {
      const name = `sealed-${today()}.${ending}`;
      if (ending === 'age') saveFile(sealed.file, name, 'application/octet-stream');
      else saveFile(await pageWith(sealed.armored, content.language), name, 'text/html');
      setSaid(t('share.saved', { file: name }));
      await onLeft();
    });
  return (
    <>
      <div class="stack loose">
        <div class="stack">
          <h2 class="label">{t('share.words')}</h2>
          <p class="say" data-part="phrase">
            {sealed.phrase}
          </p>
          <p class="text">{t('share.words_once')}</p>
        </div>
        <div class="stack">
          <Keys>
            <Key disabled={keeping.busy} onPress={() => save('age')} name="save-file">
              {t('share.save_file')}
            </Key>
            <Key main={!asLink} disabled={keeping.busy} onPress={() => save('html')} name="save-page">
              {t('share.save_page')}
            </Key>
            {hub && (
              <Key disabled={keeping.busy || asLink} onPress={() => setAsLink(true)} name="as-link">
                {t('share.as_link')}
              </Key>
            )}
          </Keys>
          <p class="note">{t(hub ? 'share.save_what_link' : 'share.save_what')}</p>
          <p class="note" role="status">
            {said}
          </p>
        </div>
        {asLink && <LeaveThere ready={ready} onLeft={onLeft} />}
        <details class="fold">
          <summary class="label">{t('share.inside')}</summary>
          <Inside snapshot={snapshot} />
        </details>
        {children}
      </div>
      <div class="acts">
        {keeping.failure !== null && <Trouble failure={keeping.failure} />}
        <Keys>
          <Key disabled={keeping.busy} onPress={() => keeping.run(onDone)} name="done">
            {t('share.done')}
          </Key>
        </Keys>
      </div>
    </>
  );
}

/** Whether a hub answers where this page comes from. */
function useHub(): boolean {
  const [hub, setHub] = useState(isOn());
  useEffect(() => {
    void there().then(setHub, () => {});
  }, []);
  return hub;
}
