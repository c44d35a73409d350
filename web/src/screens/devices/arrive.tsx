// Coming in as a new device: a QR and a code to show to one that is in already, or the 24 words.
import { useEffect, useState } from 'preact/hooks';
import { door, Failure, life, t } from '../../app/life';
import { go, href } from '../../app/router';
import { origin, there, turn } from '../../app/sync';
import { Field } from '../../parts/field';
import { useKeeping } from '../../parts/keep';
import { Key, Keys } from '../../parts/keys';
import { Screen } from '../../parts/screen';
import { Segs } from '../../parts/segs';
import { Trouble, Waiting } from '../../parts/state';
import { Qr } from '../../pictures/qr';
import { wordCount, wordsOf } from '../unlock/typed-words';

type Way = 'device' | 'words';

export function Arrive() {
  const [way, setWay] = useState<Way>('device');
  const [reachable, setReachable] = useState<boolean | null>(null);
  useEffect(() => void there().then(setReachable, () => setReachable(false)), []);
  return (
    <Screen where={t('devices.arrive')} back={href('devices')} class="devices">
      {life.state.value === 'open' ? (
        <>
          <p class="text">{t('devices.already')}</p>
          <ul class="rows">
            {['export', 'erase'].map((part) => (
              <li key={part}>
                <a href={href('settings', [part])}>
                  <span class="label">{t(`settings.${part}_title`)}</span>
                  <span class="note">{t(`settings.${part}_note`)}</span>
                </a>
              </li>
            ))}
          </ul>
        </>
      ) : reachable === null ? (
        <Waiting said={t('devices.looking')} />
      ) : reachable ? (
        <>
          <Segs
            legend={t('devices.way')}
            name="way"
            options={[
              { value: 'device', label: t('devices.way_device') },
              { value: 'words', label: t('devices.way_words') },
            ]}
            value={way}
            onChange={(next) => setWay(next as Way)}
          />
          {way === 'device' ? <Knock /> : <ByWords />}
        </>
      ) : (
        <p class="text">{t('devices.no_hub')}</p>
      )}
    </Screen>
  );
}

function settledIn(first = href('today')): void {
  turn(true);
  go(first, { replace: true });
}

function Knock() {
  const [offer, setOffer] = useState<{ code: string; qr: string } | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let here = true;
    setFailure(null);
    setOffer(null);
    const wait = async () => {
      const made = await door.ask('join_begin', { origin: origin() });
      if (!here) return;
      setOffer(made);
      const end = await door.ask('join_wait', { origin: origin() });
      if (end.code !== '') throw new Failure(end.code, 0, '', end.detail);
      settledIn();
    };
    wait().catch((thrown: unknown) => here && setFailure(Failure.from(thrown)));
    return () => {
      here = false;
      void door.ask('join_stop', {});
    };
  }, [tries]);
  if (failure !== null) return <Trouble failure={failure} onAgain={() => setTries(tries + 1)} />;
  if (offer === null) return <Waiting />;
  return (
    <div class="stack loose">
      <p class="text">{t('devices.show')}</p>
      <Qr text={offer.qr} label={t('devices.qr')} />
      <p class="lead code" data-code>
        {offer.code}
      </p>
      <p class="note" role="status">
        {t('devices.waiting')}
      </p>
    </div>
  );
}

function ByWords() {
  const [typed, setTyped] = useState('');
  const keeping = useKeeping();
  const words = wordsOf(typed);
  const come = () =>
    keeping.run(async () => {
      const end = await door.ask('join_words', { origin: origin(), words });
      if (end.code !== '') throw new Failure(end.code, 0, '', end.detail);
      // Nothing here is older than the hub's word (docs/security.md): a person looks at it first.
      settledIn(href('devices', ['came']));
    });
  return (
    <form
      class="stack loose"
      onSubmit={(event) => {
        event.preventDefault();
        come();
      }}
    >
      <p class="text">{t('devices.words_what')}</p>
      <Field
        label={t('unlock.words')}
        lines
        value={typed}
        note={t('unlock.words_count', { count: words.length, wanted: wordCount })}
        onInput={setTyped}
      />
      {keeping.failure !== null && <Trouble failure={keeping.failure} />}
      <Keys few>
        <Key main submit disabled={words.length !== wordCount || keeping.busy} name="come">
          {t('devices.come_in')}
        </Key>
      </Keys>
    </form>
  );
}
