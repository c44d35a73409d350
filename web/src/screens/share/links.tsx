// The links that are still open: what each holds, how long and how often it opens, and ending one.
import { useEffect, useState } from 'preact/hooks';
import { end, lastDay, openLinks, type OpenLink } from '../../app/links';
import { Failure, t, today } from '../../app/life';
import { href } from '../../app/router';
import { isOn } from '../../app/sync';
import { joined, kindLabel } from '../../parts/content';
import { fullDate, shortDate } from '../../parts/dates';
import { useKeeping } from '../../parts/keep';
import { Key, Keys } from '../../parts/keys';
import { Screen } from '../../parts/screen';
import { Empty, Trouble, When } from '../../parts/state';

export function Links() {
  return (
    <Screen where={t('share.links')} back={href('devices')}>
      {isOn() ? (
        <Open />
      ) : (
        <Empty said={t('share.link_needs_hub')}>
          <Keys few>
            <Key to={href('devices')} name="devices">
              {t('room.devices')}
            </Key>
          </Keys>
        </Empty>
      )}
    </Screen>
  );
}

function Open() {
  const [links, setLinks] = useState<OpenLink[] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [ended, setEnded] = useState(false);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    openLinks().then(
      (open) => {
        setLinks(open);
        setFailure(null);
      },
      (thrown: unknown) => setFailure(Failure.from(thrown)),
    );
  }, [tries]);
  const gone = (id: string) => {
    setLinks((links ?? []).filter((one) => one.id !== id));
    setEnded(true);
  };
  return (
    <When shown={{ data: links, failure, again: () => setTries(tries + 1) }}>
      {(open) => (
        <div class="stack loose">
          <p class="text" role="status">
            {ended ? t('share.link_ended') : ''}
          </p>
          {open.length === 0 ? (
            !ended && <p class="text">{t('share.no_links')}</p>
          ) : (
            <>
              <ul class="rows open-links">
                {open.map((link) => (
                  <Row key={link.id} link={link} onGone={() => gone(link.id)} />
                ))}
              </ul>
              <p class="note">{t('share.links_note')}</p>
            </>
          )}
        </div>
      )}
    </When>
  );
}

function Row({ link, onGone }: { link: OpenLink; onGone(): void }) {
  const [asked, setAsked] = useState(false);
  const keeping = useKeeping();
  const stop = () =>
    keeping.run(async () => {
      await end(link.id);
      onGone();
    });
  const what =
    link.what === null
      ? t('share.link_elsewhere')
      : joined(
          link.what.map(({ kind, at }) =>
            t('capsule.text.record', {
              kind: kind === 'page' ? t('seek.page') : kindLabel(kind),
              date: shortDate(at, today()),
            }),
          ),
        );
  return (
    <li class="stack tight" data-link={link.id}>
      <span class="label">{what}</span>
      <span class="note">{t('share.link_open', { n: link.reads, date: fullDate(lastDay(link)) })}</span>
      {keeping.failure !== null && <Trouble failure={keeping.failure} onAgain={stop} />}
      {asked ? (
        <>
          <p class="text">{t('share.end_sure')}</p>
          <Keys>
            <Key disabled={keeping.busy} onPress={() => setAsked(false)} name="end-not">
              {t('share.end_not')}
            </Key>
            <Key disabled={keeping.busy} onPress={stop} name="end">
              {t('share.end')}
            </Key>
          </Keys>
        </>
      ) : (
        <button type="button" class="quiet-link" onClick={() => setAsked(true)} data-key="end-ask">
          {t('share.end')}
          <span class="vh">{what}</span>
        </button>
      )}
    </li>
  );
}
