// When it shuts by itself, and what Hide can and cannot do.
import { door } from '../../app/life';
import { local, remember } from '../../app/local';
import { hide } from '../../app/hide';
import { t } from '../../app/words';
import { Key, Keys } from '../../parts/keys';
import { Segs } from '../../parts/segs';

const minutes = [2, 10, 30, 0];

export function Shutting() {
  const has = door.settled.value.passphrase;
  return (
    <div class="stack loose">
      <Segs
        legend={t('settings.lock_after')}
        name="lock"
        options={minutes.map((n) => ({ value: String(n), label: t('settings.minutes', { n }) }))}
        value={String(local.value.lockMinutes)}
        onChange={(value) => remember({ lockMinutes: Number(value) })}
      />
      {!has && <p class="note">{t('settings.lock_needs')}</p>}
      <section class="stack">
        <h2 class="label">{t('settings.hide_what')}</h2>
        <p class="text">{t('settings.hide_does')}</p>
        <p class="text">{t('settings.hide_cannot')}</p>
        {!has && <p class="text">{t('settings.hide_before')}</p>}
      </section>
      <Keys>
        {has && <Key onPress={() => void door.lock('shut')}>{t('shell.lock')}</Key>}
        <Key onPress={hide}>{t('settings.hide_try')}</Key>
      </Keys>
    </div>
  );
}
