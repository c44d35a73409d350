// Help: one tap from anywhere; shut, offline or before anything exists. It leaves no record.
import { useEffect, useState } from 'preact/hooks';
import { life } from '../../app/life';
import { local, remember } from '../../app/local';
import type { ScreenProps } from '../../app/rooms';
import { href } from '../../app/router';
import { set } from '../../app/settings';
import { content, locale, t, type HelpLine } from '../../app/words';
import { Icon } from '../../parts/icon';
import { Key, Keys } from '../../parts/keys';
import { Screen } from '../../parts/screen';
import { useView } from '../../parts/view';
import { checkedWords, countriesOf, isStale, linesFor } from './lines';
import { EditPlan } from './plan';
import { Therapist } from './therapist';

export default function Help({ place }: ScreenProps) {
  if (place.rest[0] === 'plan') return <EditPlan />;
  if (place.rest[0] === 'therapist') return <Therapist />;
  return (
    <Screen where={t('room.help')} onBack={() => history.back()} class="help">
      <div class="open-band" aria-hidden="true" />
      <p class="lead">{t('help.lead')}</p>
      <Lines />
      <Plan />
      <div class="acts">
        <Keys>
          <Key to={href('help', ['therapist'])}>{t('help.therapist')}</Key>
          <Key icon="print" onPress={() => print()}>
            {t('help.print')}
          </Key>
        </Keys>
      </div>
    </Screen>
  );
}

function Lines() {
  const readable = life.state.value === 'open' || life.state.value === 'new';
  const shown = useView('help', readable ? {} : null);
  const country = shown.data?.country ?? local.value.country;
  const lines = linesFor(content.help.lines, country);
  const choose = (chosen: string) => {
    remember({ country: chosen });
    // Before anything is kept this must not make a life: help leaves no record.
    if (life.state.value === 'open' && chosen !== '') void set('country', chosen).catch(() => {});
  };
  return (
    <>
      <ul class="lines">
        {!lines.some(({ about }) => about === 'emergency') && (
          <li>
            <div>
              <p class="label">{content.help.elsewhere.emergency}</p>
              <p class="note">{t('help.local_note')}</p>
            </div>
          </li>
        )}
        {lines.map((line, i) => (
          <Line key={line.id} line={line} main={i === 0 && line.about === 'emergency'} />
        ))}
      </ul>
      {!lines.some(({ country: of }) => of === country) && <p class="note">{content.help.elsewhere.finding}</p>}
      <CountryChoice country={country} onChange={choose} />
    </>
  );
}

function Line({ line, main }: { line: HelpLine; main: boolean }) {
  const stale = isStale(line.checked, Date.now(), content.practice.help.stale_days);
  const checked = t(stale ? 'help.stale' : 'help.checked', { date: checkedWords(line.checked, locale()) });
  const address = { call: `tel:${line.to}`, text: textAddress(line), web: `https://${line.to}` }[line.channel];
  return (
    <li>
      <div>
        <p class="label">{line.channel === 'web' ? line.name : t('help.line', { name: line.name, to: line.to })}</p>
        <p class="note">
          {line.hours === 'always' && <>{t('help.always')} </>}
          {line.body !== undefined && <>{t('help.text_body', { body: line.body })} </>}
          {line.note !== undefined && <>{line.note} </>}
          {checked} <span class="print-only">{line.source}</span>
        </p>
      </div>
      <div class="keys">
        <a
          class={main ? 'main' : undefined}
          href={address}
          rel="noreferrer"
          target={line.channel === 'web' ? '_blank' : undefined}
        >
          {line.channel !== 'web' && <Icon name={line.channel === 'call' ? 'phone' : 'message'} />}
          <span>{t(`help.${line.channel}`)}</span>
        </a>
      </div>
    </li>
  );
}

const textAddress = ({ to, body }: HelpLine) =>
  `sms:${to}${body === undefined ? '' : `?&body=${encodeURIComponent(body)}`}`;

function CountryChoice({ country, onChange }: { country: string; onChange(country: string): void }) {
  const names = new Intl.DisplayNames([content.language], { type: 'region' });
  return (
    <div class="field-box country">
      <label class="label" for="country">
        {t('help.country')}
      </label>
      <select autocomplete="off" id="country" value={country} onChange={(event) => onChange(event.currentTarget.value)}>
        <option value="">{t('help.elsewhere')}</option>
        {countriesOf(content.help.lines).map((code) => (
          <option key={code} value={code}>
            {names.of(code)}
          </option>
        ))}
      </select>
    </div>
  );
}

/** The person's own plan, in their words; behind the passphrase while that shuts it. */
function Plan() {
  const state = life.state.value;
  const shown = useView('help', state === 'open' ? {} : null);
  const [late, setLate] = useState(false);
  useEffect(() => {
    setLate(true);
  }, []);
  if (state === 'locked') {
    return (
      <section class="mine">
        <p class="label">{t('help.plan')}</p>
        <p class="text">{t('help.plan_locked')}</p>
        <a class="quiet-link" href={href('today')}>
          {t('unlock.open')}
        </a>
      </section>
    );
  }
  if ((state !== 'open' && state !== 'new') || !late) return null;
  const plan = shown.data?.plan ?? null;
  return (
    <section class="mine">
      <p class="label">{t('help.plan')}</p>
      {plan === null ? (
        <p class="text">{t('help.plan_none')}</p>
      ) : (
        <>
          <ol>
            {plan.items.map((item, i) => (
              <li key={i}>
                <span class="own">{item}</span>
              </li>
            ))}
          </ol>
          {(plan.contacts ?? []).length > 0 && (
            <ul class="contacts">
              {plan.contacts!.map((contact, i) => (
                <li key={i} class="own">
                  {contact}
                </li>
              ))}
            </ul>
          )}
        </>
      )}
      <a class="quiet-link" href={href('help', ['plan'])}>
        {t(plan === null ? 'help.plan_write' : 'help.plan_edit')}
      </a>
    </section>
  );
}
