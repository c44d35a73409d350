// Leaving it at one's own hub: for how long, for how many readings, and then the link, once.
import { useState } from 'preact/hooks';
import { isLocal, leave } from '../../app/links';
import { t } from '../../app/life';
import { href } from '../../app/router';
import { isOn } from '../../app/sync';
import { useKeeping } from '../../parts/keep';
import { Key, Keys } from '../../parts/keys';
import { Segs } from '../../parts/segs';
import { Trouble } from '../../parts/state';
import type { Ready } from './seal';

const daysOffered = ['1', '7', '30'];
const readsOffered = ['1', '3', '10'];

export function LeaveThere({ ready, onLeft }: { ready: Ready; onLeft(): Promise<void> }) {
  const [days, setDays] = useState('7');
  const [reads, setReads] = useState('3');
  const [left, setLeft] = useState(false);
  const keeping = useKeeping();
  if (!isOn())
    return (
      <section class="stack" aria-label={t('share.as_link')}>
        <p class="text">{t('share.link_needs_hub')}</p>
        <a class="linked" href={href('devices')}>
          {t('room.devices')}
        </a>
      </section>
    );
  if (left) return <TheLink ready={ready} days={Number(days)} reads={Number(reads)} />;
  const go = () =>
    keeping.run(async () => {
      await leave(ready.sealed, { days: Number(days), reads: Number(reads) }, ready.snapshot.held);
      setLeft(true);
      await onLeft();
    });
  return (
    <section class="stack loose" aria-label={t('share.as_link')}>
      <p class="text">{t('share.link_what')}</p>
      {isLocal() && <p class="text">{t('share.link_local')}</p>}
      <Segs
        legend={t('share.link_days')}
        name="days"
        options={daysOffered.map((value) => ({ value, label: t('share.days', { n: Number(value) }) }))}
        value={days}
        onChange={(value) => setDays(value)}
      />
      <Segs
        legend={t('share.link_reads')}
        name="reads"
        options={readsOffered.map((value) => ({ value, label: t('share.reads', { n: Number(value) }) }))}
        value={reads}
        onChange={(value) => setReads(value)}
      />
      {keeping.failure !== null && <Trouble failure={keeping.failure} onAgain={go} />}
      <Keys>
        <Key main disabled={keeping.busy} onPress={go} name="leave">
          {t(keeping.busy ? 'share.leaving' : 'share.leave')}
        </Key>
      </Keys>
    </section>
  );
}

/** The link, with the words in it or without. */
function TheLink({ ready: { sealed }, days, reads }: { ready: Ready; days: number; reads: number }) {
  const [words, setWords] = useState<'in' | 'apart'>('in');
  const [handed, setHanded] = useState<'copied' | 'shared' | 'failed' | null>(null);
  const link = words === 'in' ? sealed.link : sealed.bare;
  const copy = () =>
    navigator.clipboard.writeText(link).then(
      () => setHanded('copied'),
      () => setHanded('failed'),
    );
  const share = () =>
    navigator.share({ url: link }).then(
      () => setHanded('shared'),
      // Closed without choosing: nothing happened, nothing is said.
      (thrown: unknown) => (thrown as Error).name !== 'AbortError' && setHanded('failed'),
    );
  const canShare = typeof navigator.share === 'function';
  return (
    <section class="stack" aria-label={t('share.link')}>
      <h2 class="label">{t('share.link')}</h2>
      <p class="text as-written the-link" data-part="link">
        {link}
      </p>
      <Segs
        legend={t('share.link_words')}
        name="words"
        options={(['in', 'apart'] as const).map((value) => ({ value, label: t(`share.link_words.${value}`) }))}
        value={words}
        onChange={(value) => {
          setWords(value);
          setHanded(null);
        }}
      />
      <p class="note">{t(words === 'in' ? 'share.link_in' : 'share.link_apart')}</p>
      <p class="note">{t('share.link_left', { days, reads })}</p>
      <p class="note" role="status">
        {handed === null ? '' : t(`share.link_${handed}`)}
      </p>
      <Keys>
        {canShare && (
          <Key onPress={() => void share()} name="hand">
            {t('space.share')}
          </Key>
        )}
        <Key main onPress={() => void copy()} name="copy">
          {t('space.copy')}
        </Key>
      </Keys>
      <a class="linked" href={href('share', ['links'])}>
        {t('share.links')}
      </a>
    </section>
  );
}
