// The origin note: what one was told, what one learned to do, and where that still serves and costs.
import { go, href } from '../../app/router';
import { life, t, today } from '../../app/life';
import type { Bodies } from '../../app/records';
import { useChapter } from '../../parts/chapter';
import { shortDate } from '../../parts/dates';
import { useDraft } from '../../parts/draft';
import { Field } from '../../parts/field';
import { saidOnly, useKeeping } from '../../parts/keep';
import { Key, Keys } from '../../parts/keys';
import type { Asked, Chapters } from '../../parts/library';
import { Screen } from '../../parts/screen';
import { Trouble, When } from '../../parts/state';
import { offerUndo } from '../../parts/undo';
import { useView } from '../../parts/view';

type Body = Bodies['origin'];

export function Origin() {
  const chapter = useChapter<Chapters['recognise']>('recognise');
  return (
    <Screen where={t('origin.title')} back={href('learn')} class="learn edit origin">
      <When shown={chapter}>{({ origin }) => <Form words={origin} />}</When>
      <Earlier />
    </Screen>
  );
}

type Words = Chapters['recognise']['origin'];

function Form({ words }: { words: Words }) {
  const draft = useDraft<{ body: Body }>('origin', { body: {} });
  const keeping = useKeeping();
  if (draft.value === null) return null;
  const { body } = draft.value;
  const change = (part: Body) => draft.change({ body: { ...body, ...part } });
  const empty = Object.values(body).every((text) => text.trim() === '');
  const keep = () =>
    keeping.run(async () => {
      const { id } = await life.put({ kind: 'origin', body: saidOnly(body) });
      await draft.clear();
      offerUndo(t('origin.kept'), async () => {
        await life.remove(id);
        life.draft.save('origin', { body });
        go(href('learn', ['origin']));
      });
      go(href('learn'), { replace: true });
    });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!empty) keep();
      }}
    >
      <p class="text soft">{words.lead}</p>
      <OriginFields body={body} change={change} words={words} />
      <p class="note">{words.note}</p>
      <div class="acts stay">
        {keeping.failure !== null && <Trouble failure={keeping.failure} onAgain={keep} />}
        <Keys>
          <Key to={href('learn')} name="later">
            {t('origin.later')}
          </Key>
          <Key main submit disabled={empty || keeping.busy} name="keep">
            {t('origin.keep')}
          </Key>
        </Keys>
      </div>
    </form>
  );
}

/** The three questions: where they are answered and where an answer is changed. */
export function OriginFields(props: { body: Body; change(part: Body): void; words: Words }) {
  const { body, change, words } = props;
  const questions: [keyof Body, Asked][] = [
    ['told', words.told],
    ['learned', words.learned],
    ['text', words.today],
  ];
  return (
    <>
      {questions.map(([field, asked]) => (
        <div class="stack" key={field}>
          <Field
            own
            lines
            most={8000}
            label={asked.ask}
            value={body[field] ?? ''}
            onInput={(text) => change({ [field]: text })}
          />
          {asked.items !== undefined && (
            <ul class="signs">
              {asked.items.map((item) => (
                <li class="note" key={item.id}>
                  {item.text}
                </li>
              ))}
            </ul>
          )}
        </div>
      ))}
    </>
  );
}

function Earlier() {
  const shown = useView('journey', { kinds: ['origin'] });
  const items = shown.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section class="stack">
      <h2 class="label">{t('origin.earlier')}</h2>
      <ul class="rows items">
        {items.map((item) => (
          <li key={item.id}>
            <a href={href('record', [item.id])}>
              <span class="note">{shortDate(item.at, today())}</span>
              <span class="own">{item.excerpt}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
