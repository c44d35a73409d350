// The plan for a bad hour: what helps, in one's own words and order, and whom to tell.
import { useState } from 'preact/hooks';
import { life } from '../../app/life';
import { fixedId } from '../../app/records';
import { go, href } from '../../app/router';
import { t } from '../../app/words';
import { useChapter } from '../../parts/chapter';
import { useDraft } from '../../parts/draft';
import { Field } from '../../parts/field';
import { useKeeping } from '../../parts/keep';
import { Key, Keys } from '../../parts/keys';
import { Screen } from '../../parts/screen';
import { Trouble, Waiting, When } from '../../parts/state';
import { useView } from '../../parts/view';
import type { Bodies } from '../../app/records';

const most = { items: 20, contacts: 10 };

export function EditPlan() {
  const state = life.state.value;
  const readable = state === 'open' || state === 'new';
  const shown = useView('help', readable ? {} : null);
  return (
    <Screen where={t('help.plan')} back={href('help')} class="help-plan">
      {readable ? (
        <When shown={shown}>{({ plan }) => <Edit plan={plan ?? { items: [] }} />}</When>
      ) : (
        <p class="text">{t('help.plan_locked')}</p>
      )}
    </Screen>
  );
}

function Edit({ plan }: { plan: Bodies['plan'] }) {
  const [start] = useState({ items: [...plan.items, ''], contacts: [...(plan.contacts ?? []), ''] });
  const draft = useDraft('plan', start);
  const keeping = useKeeping();
  if (draft.value === null) return <Waiting />;
  const { items, contacts } = draft.value;
  const filled = (lines: string[]) => lines.map((line) => line.trim()).filter((line) => line !== '');
  const keep = () =>
    keeping.run(async () => {
      const body = { items: filled(items), contacts: filled(contacts) };
      await life.put({ kind: 'plan', id: fixedId.plan, body });
      await draft.clear();
      go(href('help'), { replace: true });
    });
  return (
    <div class="stack loose">
      <p class="text">{t('help.plan_what')}</p>
      <Questions />
      <Lines
        lines={items}
        most={most.items}
        label="help.plan_item"
        onChange={(lines) => draft.change({ items: lines })}
      />
      <Lines
        lines={contacts}
        most={most.contacts}
        label="help.plan_contact"
        onChange={(lines) => draft.change({ contacts: lines })}
      />
      {keeping.failure !== null && <Trouble failure={keeping.failure} />}
      <Keys>
        <Key main disabled={keeping.busy} onPress={keep}>
          {t('parts.keep')}
        </Key>
        <Key
          onPress={() => {
            void draft.clear();
            go(href('help'), { replace: true });
          }}
        >
          {t('parts.cancel')}
        </Key>
      </Keys>
    </div>
  );
}

/** What a plan may answer, for whom an empty page is hard. Loaded when it is opened; the plan needs none of it. */
function Questions() {
  const [open, setOpen] = useState(false);
  return (
    <details class="fold" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary class="label">{t('help.plan_questions')}</summary>
      {open && <Asks />}
    </details>
  );
}

function Asks() {
  const chapter = useChapter<{
    plan: { lead: string; items: { id: string; ask: string; note: string }[]; note: string };
  }>('safety');
  return (
    <When shown={chapter}>
      {({ plan }) => (
        <>
          <p class="text">{plan.lead}</p>
          <dl>
            {plan.items.map(({ id, ask, note }) => (
              <div key={id}>
                <dt class="label">{ask}</dt>
                <dd class="note">{note}</dd>
              </div>
            ))}
          </dl>
          <p class="note">{plan.note}</p>
        </>
      )}
    </When>
  );
}

interface LinesProps {
  lines: string[];
  most: number;
  label: string;
  onChange(lines: string[]): void;
}

/** A line each; the last one is always empty until there are enough. */
function Lines({ lines, most: atMost, label, onChange }: LinesProps) {
  const change = (i: number, value: string) => {
    const next = lines.map((line, j) => (j === i ? value : line));
    if (next.at(-1) !== '' && next.length < atMost) next.push('');
    onChange(next);
  };
  return (
    <div class="stack">
      {lines.map((line, i) => (
        <Field
          key={i}
          own
          label={t(label, { number: i + 1 })}
          value={line}
          most={label === 'help.plan_item' ? 500 : 200}
          onInput={(value) => change(i, value)}
        />
      ))}
    </div>
  );
}
