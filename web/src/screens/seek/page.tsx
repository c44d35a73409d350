// The page for a therapist: choose what goes in, black out lines, name people as one likes, read it, print or save it.
import { useState } from 'preact/hooks';
import { saveFile } from '../../app/files';
import { href } from '../../app/router';
import { now, t, today } from '../../app/life';
import { fullDate } from '../../parts/dates';
import { useChapter } from '../../parts/chapter';
import { useDraft } from '../../parts/draft';
import { Key, Keys } from '../../parts/keys';
import type { Chapters } from '../../parts/library';
import { Screen } from '../../parts/screen';
import { Segs } from '../../parts/segs';
import { Empty, When } from '../../parts/state';
import { useView, type Shown } from '../../parts/view';
import { useRatings } from '../journey/rating';
import { pageSnapshot } from '../share/contents';
import { Done } from '../share/done';
import { Inside, Seal, type Ready } from '../share/seal';
import { linesOf, namedAs, pageParts, pageViews, type Line, type Naming, type PagePart, type PageViews } from './lines';
import { useMarked } from './questions';

interface PageDraft {
  parts: PagePart[];
  naming: Naming;
  /** Ids of lines that are blacked out. */
  black: string[];
}

/** What is chosen at first: nothing that is most private. The rest is one tap away, and read before it goes anywhere. */
const start: PageDraft = {
  parts: ['goals', 'check', 'patterns', 'moments', 'questions'],
  naming: 'initials',
  black: [],
};

export function Page() {
  const seek = useChapter<Chapters['seek']>('seek');
  const journey = useChapter<Chapters['journey']>('journey');
  const shown = usePageViews();
  const [handing, setHanding] = useState(false);
  return (
    <Screen
      where={t('seek.page')}
      {...(handing ? { onBack: () => setHanding(false) } : { back: href('seek') })}
      class="seek page-for"
    >
      <When shown={shown}>
        {(views) => (
          <When shown={seek}>
            {(words) => (
              <When shown={journey}>
                {({ helped }) => (
                  <Choose views={views} seek={words} helped={helped} handing={handing} setHanding={setHanding} />
                )}
              </When>
            )}
          </When>
        )}
      </When>
    </Screen>
  );
}

/** All the views of the page as one: there once all are, and failed where one has. */
function usePageViews(): Shown<PageViews> {
  const all = pageViews.map((name) => useView(name, {}));
  const failed = all.find(({ data, failure }) => data === null && failure !== null) ?? null;
  const there = all.every(({ data }) => data !== null);
  return {
    data: there ? (Object.fromEntries(pageViews.map((name, i) => [name, all[i]?.data])) as unknown as PageViews) : null,
    failure: failed?.failure ?? null,
    again: () => all.forEach(({ failure, again }) => failure !== null && again()),
  };
}

interface ChooseProps {
  views: PageViews;
  seek: Chapters['seek'];
  helped: Chapters['journey']['helped'];
  /** It is being sealed for someone. */
  handing: boolean;
  setHanding(handing: boolean): void;
}

function Choose({ views, seek, helped, handing, setHanding }: ChooseProps) {
  const draft = useDraft<PageDraft>('therapist-page', start);
  const marked = useMarked();
  const people = useView('people', {});
  const ratings = useRatings();
  const value = draft.value;
  if (value === null || marked.value === null || people.data === null || ratings === null) return null;
  const aliases = people.data.people.map(({ alias }) => alias).sort((a, b) => b.length - a.length);
  const name = (text: string) => namedAs(text, aliases, value.naming, t('shell.someone'));
  const rated = [...ratings].map(([what, { rating }]) => ({ what, rating }));
  const sources = { views, marked: marked.value, seek, helped, ratings: rated };
  const all: Section[] = pageParts
    .map((part) => ({
      part,
      label: seek.page.items.find(({ id }) => id === part)?.label ?? part,
      lines: linesOf(part, sources).map((line) => renamed(line, name)),
    }))
    .filter(({ lines }) => lines.length > 0);
  if (all.length === 0) return <Empty said={t('page.empty')} />;
  const sections = all.filter(({ part }) => value.parts.includes(part));
  const turn = (id: string) =>
    draft.change({ black: value.black.includes(id) ? value.black.filter((one) => one !== id) : [...value.black, id] });
  if (handing) return <Hand sections={sections} black={value.black} onDone={() => setHanding(false)} />;
  return (
    <>
      <div class="choosing stack loose">
        <p class="text soft">{seek.page.lead}</p>
        <Parts all={all} seek={seek} chosen={value.parts} onChange={(parts) => draft.change({ parts })} />
        <Segs
          legend={t('page.names')}
          name="naming"
          options={(['initials', 'none', 'full'] as const).map((one) => ({
            value: one,
            label: t(`page.names.${one}`),
          }))}
          value={value.naming}
          onChange={(naming) => draft.change({ naming })}
        />
        <p class="note">{t('page.how')}</p>
      </div>
      <article class="paper" aria-label={t('seek.page')}>
        <header>
          <h2 class="lead">{t('page.heading')}</h2>
          <p class="note">{t('page.from', { date: fullDate(today()) })}</p>
        </header>
        {sections.map(({ part, label, lines }) => (
          <section key={part}>
            <h3 class="label">{label}</h3>
            <ul>
              {lines.map((line) => (
                <PaperLine key={line.id} line={line} black={value.black.includes(line.id)} turn={() => turn(line.id)} />
              ))}
            </ul>
          </section>
        ))}
        <p class="note">{t('page.limits')}</p>
      </article>
      <p class="note choosing">{seek.page.note}</p>
      <Acts sections={sections} black={value.black} onHand={() => setHanding(true)} />
    </>
  );
}

interface ActsProps {
  /** Parts that go in, and the lines that are blacked out. */
  sections: readonly Section[];
  black: readonly string[];
  onHand(): void;
}

/** Three ways to hand it over, none of which sends anything: sealed for someone, as a plain file, on paper. */
function Acts({ sections, black, onHand }: ActsProps) {
  const [saved, setSaved] = useState(false);
  const none = sections.length === 0;
  const save = () => {
    saveFile(new TextEncoder().encode(asText(sections, black)), `ajar-${today()}.txt`, 'text/plain');
    setSaved(true);
  };
  return (
    <div class="acts choosing">
      <p class="note" role="status">
        {t(saved ? 'page.saved' : 'page.nothing_sent')}
      </p>
      <Keys>
        <Key onPress={onHand} disabled={none} name="let-in">
          {t('share.where')}
        </Key>
        <Key onPress={save} disabled={none} name="save">
          {t('page.save')}
        </Key>
        <Key main icon="print" onPress={() => print()} disabled={none} name="print">
          {t('page.print')}
        </Key>
      </Keys>
    </div>
  );
}

/** Sealed for someone, part by part as it stands (spec/capsule.md §1). */
function Hand({ sections, black, onDone }: { sections: readonly Section[]; black: readonly string[]; onDone(): void }) {
  const [ready, setReady] = useState<Ready | null>(null);
  if (ready !== null) return <Done ready={ready} onLeft={async () => {}} onDone={async () => onDone()} />;
  const written = sections.map(({ label, lines }) => ({ label, lines: plainLines(lines, black) }));
  const snapshot = pageSnapshot(written, now());
  return (
    <>
      <div class="stack">
        <h2 class="lead">{t('share.inside')}</h2>
        <p class="text">{t('share.no_way_back')}</p>
      </div>
      <Inside snapshot={snapshot} />
      <Seal snapshot={snapshot} onReady={setReady} />
    </>
  );
}

interface Section {
  part: PagePart;
  label: string;
  lines: Line[];
}

interface PartsProps {
  all: readonly Section[];
  seek: Chapters['seek'];
  chosen: readonly PagePart[];
  onChange(parts: PagePart[]): void;
}

/** What may go in, each with what it holds. A part with nothing in it yet does not stand here. */
function Parts({ all, seek, chosen, onChange }: PartsProps) {
  return (
    <fieldset class="choices marks parts-of-page">
      <legend class="label">{t('page.choose')}</legend>
      <div>
        {all.map(({ part, label }) => (
          <label key={part}>
            <input
              autocomplete="off"
              type="checkbox"
              checked={chosen.includes(part)}
              onChange={() =>
                onChange(chosen.includes(part) ? chosen.filter((one) => one !== part) : [...chosen, part])
              }
            />
            <span>{label}</span>
            <span class="note">{seek.page.items.find(({ id }) => id === part)?.text}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

const renamed = (line: Line, name: (text: string) => string): Line => ({
  ...line,
  name: name(line.name),
  words: name(line.words),
});

/** A line; a tap blacks it out, and the words are then not in the page at all. */
function PaperLine({ line, black, turn }: { line: Line; black: boolean; turn(): void }) {
  return (
    <li class={black ? 'black' : undefined}>
      <button type="button" aria-pressed={black} onClick={turn}>
        {black ? (
          <span class="bar" role="img" aria-label={t('page.blacked')} />
        ) : (
          <>
            {line.name !== '' && <span class="note">{line.name}</span>}
            {line.words !== '' && <span class={line.own ? 'own as-written' : 'text'}>{line.words}</span>}
          </>
        )}
        <span class="vh">{t(black ? 'page.show_again' : 'page.black_out')}</span>
      </button>
    </li>
  );
}

/** The lines of a part as plain text. */
const plainLines = (lines: readonly Line[], black: readonly string[]): string[] =>
  lines.map(({ id, name, words }) =>
    black.includes(id) ? `- [${t('page.blacked')}]` : `- ${[name, words].filter((part) => part !== '').join(': ')}`,
  );

/** All of it as plain text. */
function asText(sections: readonly Section[], black: readonly string[]): string {
  const head = [t('page.heading'), t('page.from', { date: fullDate(today()) }), ''];
  const parts = sections.flatMap(({ label, lines }) => [label, ...plainLines(lines, black), '']);
  return `${[...head, ...parts, t('page.limits')].join('\n')}\n`;
}
