// What may be offered: how hard, with whom, and which relationship comes first.
import type { Context, Relation } from '../../app/records';
import { settings } from '../../app/settings';
import { content, t } from '../../app/words';
import { Ruler } from '../../parts/ruler';
import { Segs } from '../../parts/segs';
import { Trouble, Waiting } from '../../parts/state';
import { useSaving } from './saving';

export function Practice() {
  const { failure, save } = useSaving();
  const values = settings.value;
  if (values === null) return <Waiting />;
  const toggle = (relation: Relation) => {
    const { consent } = values;
    save('consent', consent.includes(relation) ? consent.filter((r) => r !== relation) : [...consent, relation]);
  };
  const first = (context: Context) => save('contexts', [context, ...values.contexts.filter((c) => c !== context)]);
  return (
    <div class="stack loose">
      {failure !== null && <Trouble failure={failure} />}
      <Ceiling value={values.ceiling} onChange={(value) => save('ceiling', value)} />
      <fieldset class="words">
        <legend class="label">{t('settings.consent')}</legend>
        <p class="note">{t('settings.consent_note')}</p>
        <div>
          {content.vocabulary.relations.map(({ id, label }) => (
            <label key={id}>
              <input
                autocomplete="off"
                type="checkbox"
                checked={values.consent.includes(id)}
                onChange={() => toggle(id)}
              />
              {label}
            </label>
          ))}
        </div>
      </fieldset>
      <Segs
        legend={t('settings.on_mind')}
        name="context"
        options={content.statements.contexts.map((context) => ({
          value: context,
          label: t(`check.context.${context}`),
        }))}
        value={values.contexts[0] ?? null}
        onChange={first}
      />
    </div>
  );
}

function Ceiling({ value, onChange }: { value: number; onChange(value: number): void }) {
  return (
    <section class="stack">
      <Ruler
        label={t('settings.ceiling')}
        min={1}
        max={10}
        value={value}
        onChange={onChange}
        low={t('settings.ceiling_low')}
        high={t('settings.ceiling_high')}
      />
      <p class="note">{t('settings.ceiling_note')}</p>
    </section>
  );
}
