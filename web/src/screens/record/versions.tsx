// Two versions of one record, written apart: both are shown, and the person says which stands, or joins them.
import { life, t } from '../../app/life';
import type { Kind } from '../../app/records';
import type { Views } from '../../app/views';
import { clock, fullDate } from '../../parts/dates';
import { useKeeping } from '../../parts/keep';
import { Key, Keys } from '../../parts/keys';
import { Trouble } from '../../parts/state';
import { Read } from './read';

type Body = Record<string, unknown>;

export function Versions({ record }: { record: Views['record'] }) {
  const keeping = useKeeping();
  const settle = (body: Body) =>
    keeping.run(async () => {
      await life.put({
        kind: record.kind as Kind,
        id: record.id,
        body: body as never,
      });
    });
  const versions = record.versions.filter((version) => version.body !== null && version.body !== undefined);
  const joinable = versions.every((version) => typeof version.body['text'] === 'string');
  return (
    <>
      <p class="text">{t('record.versions', { n: versions.length })}</p>
      {versions.map((version, i) => (
        <section class="version stack" key={version.rev}>
          <h2 class="label">
            {t('record.version', { n: i + 1, date: fullDate(version.at), time: clock(version.at) })}
          </h2>
          <Read kind={record.kind} body={version.body} />
          <Keys few>
            <Key disabled={keeping.busy} onPress={() => settle(version.body)} name={`settle-${i + 1}`}>
              {t('record.this_one')}
            </Key>
          </Keys>
        </section>
      ))}
      {keeping.failure !== null && <Trouble failure={keeping.failure} />}
      {joinable && (
        <div class="acts">
          <Keys few>
            <Key
              disabled={keeping.busy}
              onPress={() =>
                settle({
                  ...versions[0]?.body,
                  text: versions.map((version) => String(version.body['text'])).join('\n\n'),
                })
              }
              name="settle-both"
            >
              {t('record.both')}
            </Key>
          </Keys>
        </div>
      )}
    </>
  );
}
