// Choosing what leaves: which records, and what of each; all of it is on the screen.
import { useState } from 'preact/hooks';
import { now, t, today } from '../../app/life';
import type { Id } from '../../app/records';
import { href } from '../../app/router';
import { kindLabel } from '../../parts/content';
import { shortDate } from '../../parts/dates';
import { Empty, When } from '../../parts/state';
import { useView } from '../../parts/view';
import { Words } from '../../parts/words';
import { canShare, fieldsOf, partOf, shareable, snapshotOf } from './contents';
import type { One } from './index';
import { Inside, Seal, type Ready } from './seal';

/** More than these go in two. The file itself takes 200 (spec/capsule.md §1). */
const mostRecords = 20;

export function Choose({ records, onReady }: { records: One[]; onReady(ready: Ready): void }) {
  const [out, setOut] = useState<Record<Id, string[]>>({});
  const there = records.filter(({ view }) => view.current !== null && canShare(view.kind));
  if (there.length === 0) {
    const gone = records.every(({ view }) => view.current === null);
    return <Empty said={t(gone ? 'record.deleted' : 'share.stays')} />;
  }
  const ids = there.map(({ id }) => id);
  const body = ({ view }: One) => view.current as Record<string, unknown>;
  const names = (one: One) => fieldsOf(one.view.kind, body(one)).map(([, , , field]) => field);
  const chosen = (one: One) => names(one).filter((field) => !(out[one.id] ?? []).includes(field));
  const parts = there.flatMap((one) => partOf(one.view.kind, one.view.at, body(one), chosen(one)) ?? []);
  const snapshot = snapshotOf(parts, now());
  return (
    <>
      <div class="stack loose">
        <div class="stack">
          <h2 class="lead">{t('share.inside')}</h2>
          <p class="text">{t('share.no_way_back')}</p>
        </div>
        {there.map((one) => (
          <Fields
            key={one.id}
            one={one}
            chosen={chosen(one)}
            onChange={(kept) => setOut({ ...out, [one.id]: names(one).filter((field) => !kept.includes(field)) })}
            without={
              there.length > 1
                ? href(
                    'share',
                    ids.filter((id) => id !== one.id),
                  )
                : null
            }
          />
        ))}
        {there.length < mostRecords && <Add ids={ids} />}
        <section class="stack" aria-label={t('share.inside')}>
          {parts.length === 0 ? <p class="text">{t('share.nothing')}</p> : <Inside snapshot={snapshot} />}
        </section>
      </div>
      <Seal snapshot={snapshot} onReady={onReady} />
    </>
  );
}

interface FieldsProps {
  one: One;
  chosen: string[];
  onChange(kept: string[]): void;
  /** The address without this record; null where it is the only one. */
  without: string | null;
}

/** What of one record goes in. With several, each says which it is and can be left out. */
function Fields({ one: { view }, chosen, onChange, without }: FieldsProps) {
  const fields = fieldsOf(view.kind, view.current as Record<string, unknown>);
  const name = t('capsule.text.record', { kind: kindLabel(view.kind), date: shortDate(view.at, today()) });
  if (fields.length < 2 && without === null) return null;
  return (
    <div class="stack tight">
      {fields.length > 1 ? (
        <Words
          legend={without === null ? t('share.goes_in') : name}
          options={fields.map(([label, , , field]) => ({ value: field, label }))}
          chosen={chosen}
          shown={fields.length}
          most={fields.length}
          onChange={onChange}
        />
      ) : (
        <p class="label">{name}</p>
      )}
      {without !== null && (
        <a class="quiet-link" href={without}>
          {t('share.leave_out')}
          <span class="vh">{name}</span>
        </a>
      )}
    </div>
  );
}

/** Others that can go in with it, the newest first. */
function Add({ ids }: { ids: Id[] }) {
  const [open, setOpen] = useState(false);
  return (
    <details class="fold" onToggle={(event) => setOpen((event.currentTarget as HTMLDetailsElement).open)}>
      <summary class="label" data-key="add">
        {t('share.add')}
      </summary>
      {open && <Newest ids={ids} />}
    </details>
  );
}

function Newest({ ids }: { ids: Id[] }) {
  const shown = useView('journey', { limit: 60, kinds: shareable });
  return (
    <When shown={shown}>
      {({ items }) => {
        const others = items.filter(({ id }) => !ids.includes(id));
        if (others.length === 0) return <p class="note">{t('share.no_others')}</p>;
        return (
          <ul class="rows items">
            {others.map(({ id, kind, at, excerpt }) => (
              <li key={id}>
                <a href={href('share', [...ids, id])} data-add={id}>
                  <span class="note">
                    {t('capsule.text.record', { kind: kindLabel(kind), date: shortDate(at, today()) })}
                  </span>
                  {excerpt !== '' && <span class="own">{excerpt}</span>}
                </a>
              </li>
            ))}
          </ul>
        );
      }}
    </When>
  );
}
