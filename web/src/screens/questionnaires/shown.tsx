// One questionnaire: what its answers say over time, how far that can be trusted, and where that is known from.
import { useState } from 'preact/hooks';
import { errorWords } from '../../app/errors';
import { Failure, life, t, today } from '../../app/life';
import type { KnownQuestionnaire, QuestionnaireView, Result, ScaleCourse, Trust } from '../../app/questionnaires';
import type { Bodies } from '../../app/records';
import { go, href } from '../../app/router';
import { say } from '../../app/words';
import { shortDate } from '../../parts/dates';
import { Evidence } from '../../parts/evidence';
import { Field } from '../../parts/field';
import { useKeeping } from '../../parts/keep';
import { Key, Keys } from '../../parts/keys';
import { number } from '../../parts/numbers';
import { Screen } from '../../parts/screen';
import { Trouble, When } from '../../parts/state';
import { offerUndo } from '../../parts/undo';
import { useView } from '../../parts/view';
import { Estimate } from '../../pictures/estimate';
import { Plane } from '../../pictures/plane';
import { aboutName, knownWords, scaleName } from './figures';

export function Shown({ id }: { id: string }) {
  const shown = useView('questionnaire', { id });
  return (
    <Screen where={shown.data?.title ?? t('room.questionnaires')} back={href('questionnaires')} class="questionnaires">
      <When shown={shown}>
        {(view) => (
          <>
            {view.known_here ? <Known view={view} /> : <p class="text">{t('questionnaire.key_unknown')}</p>}
            <Away view={view} />
          </>
        )}
      </When>
    </Screen>
  );
}

function Known({ view }: { view: KnownQuestionnaire }) {
  const { open, broken } = view;
  return (
    <>
      {view.results.length === 0 && <p class="lead">{t('questionnaire.not_answered')}</p>}
      {broken !== null && (
        <p class="text" role="alert">
          {errorWords(new Failure(broken.code, broken.line, broken.field, broken.detail))}
        </p>
      )}
      {view.results.map((result) => (
        <Of key={result.about ?? ''} result={result} view={view} />
      ))}
      {view.results.length > 0 && <p class="note">{t('questionnaire.no_type')}</p>}
      {broken === null && (
        <div class="acts">
          {open !== null && (
            <p class="note">{t('questionnaire.broken_off', { n: Object.keys(open.items).length, of: view.count })}</p>
          )}
          <Keys>
            <Key main to={href('questionnaires', [view.id, 'answer'])} name="answer">
              {t(open === null ? 'questionnaire.answer' : 'questionnaire.go_on')}
            </Key>
          </Keys>
        </div>
      )}
      <Own view={view} />
    </>
  );
}

function Of({ result, view }: { result: Result; view: KnownQuestionnaire }) {
  return (
    <>
      {result.about !== null && <h2 class="lead">{aboutName(result.about)}</h2>}
      {result.plane !== null && <TwoAxes result={result} />}
      {result.scales.map((scale) => (
        <Scale key={scale.scale} scale={scale} result={result} view={view} />
      ))}
      <Times result={result} />
    </>
  );
}

function TwoAxes({ result }: { result: Result }) {
  const plane = result.plane!;
  const first = plane.points[0];
  const last = plane.points.at(-1);
  return (
    <section class="with">
      <p class="text">{say(plane.sentence)}</p>
      <Plane
        low={plane.low}
        high={plane.high}
        points={plane.points}
        errorAvoidance={plane.error_avoidance}
        errorAnxiety={plane.error_anxiety}
        avoidance={scaleName('avoidance')}
        anxiety={scaleName('anxiety')}
        first={first === undefined ? '' : shortDate(first.at, today())}
        last={last === undefined ? '' : shortDate(last.at, today())}
        label={say(plane.sentence)}
      />
      <p class="note">
        {t(
          plane.error_avoidance === null || plane.error_anxiety === null
            ? 'questionnaire.no_cloud'
            : 'questionnaire.cloud',
        )}
      </p>
    </section>
  );
}

function Scale({ scale, result, view }: { scale: ScaleCourse; result: Result; view: KnownQuestionnaire }) {
  const trust = scale.retest ?? scale.looser;
  const records = result.times
    .filter((time) => typeof time.scores[scale.scale] === 'number')
    .map((time) => time.id)
    .reverse();
  return (
    <section class="with">
      <h3 class="label">{scaleName(scale.scale)}</h3>
      <p class="text">{say(scale.sentence)}</p>
      {scale.latest !== null && trust !== null && (
        <Estimate
          value={scale.latest}
          low={scale.latest - trust.error}
          high={scale.latest + trust.error}
          from={scale.low}
          to={scale.high}
          less={number(scale.low)}
          more={number(scale.high)}
          label={say(scale.sentence)}
        />
      )}
      {scale.change !== null && <p class="text">{say(scale.change.sentence)}</p>}
      {scale.mean !== null && <p class="text">{say(scale.mean.sentence)}</p>}
      <details class="fold">
        <summary class="label">{t('questionnaire.how_far')}</summary>
        <div class="stack">
          {scale.retest === null && scale.looser === null && <p class="note">{t('questionnaire.trust.none')}</p>}
          <TrustWords trust={scale.retest} view={view} />
          <TrustWords trust={scale.looser} view={view} />
          {scale.norm !== null && (
            <p class="note">
              {say(scale.norm.sentence)} {knownWords(scale.norm)}.
            </p>
          )}
        </div>
      </details>
      <Evidence records={records} />
    </section>
  );
}

function TrustWords({ trust, view }: { trust: Trust | null; view: QuestionnaireView }) {
  if (trust === null) return null;
  const own = trust.known === 'own' || trust.spread.known === 'own';
  return (
    <p class="note">
      {say(trust.sentence)} {knownWords(trust)}.
      {own && view.figures_from !== null && <> {t('questionnaire.own_from', { from: view.figures_from })}</>}
    </p>
  );
}

/** The table behind the pictures. */
function Times({ result }: { result: Result }) {
  if (result.times.length === 0) return null;
  return (
    <details class="fold">
      <summary class="label">{t('questionnaire.all_times')}</summary>
      <div class="scrolls">
        <table class="plain">
          <thead>
            <tr>
              <th scope="col">{t('questionnaire.day')}</th>
              {result.scales.map(({ scale }) => (
                <th scope="col" key={scale}>
                  {scaleName(scale)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {[...result.times].reverse().map((time) => (
              <tr key={time.id}>
                <th scope="row">
                  <a href={href('record', [time.id])}>{shortDate(time.at, today())}</a>
                </th>
                {result.scales.map(({ scale }) => {
                  const score = time.scores[scale];
                  return (
                    <td key={scale}>
                      {typeof score === 'number' ? number(score, 2) : t('questionnaire.no_score_short')}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

/** Figures of one's own source, which go before the published ones. */
function Own({ view }: { view: KnownQuestionnaire }) {
  const [spread, setSpread] = useState<Record<string, string>>(() => texts(view.own.spread));
  const [retest, setRetest] = useState<Record<string, string>>(() => texts(view.own.retest));
  const [from, setFrom] = useState(view.figures_from ?? '');
  const keeping = useKeeping();
  const wrong = [
    ...Object.values(spread).filter((typed) => figure(typed, 1000) === false),
    ...Object.values(retest).filter((typed) => figure(typed, 1) === false),
  ];
  const keep = () =>
    keeping.run(async () => {
      const { current } = await life.view('record', { id: view.id });
      const body = { ...(current as Bodies['questionnaire']) };
      body.spread = numbers(spread, 1000);
      body.retest = numbers(retest, 1);
      body.figures_from = from;
      await life.put({ kind: 'questionnaire', id: view.id, body });
    });
  return (
    <details class="fold">
      <summary class="label">{t('questionnaire.own')}</summary>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (wrong.length === 0) keep();
        }}
      >
        <p class="note">{t('questionnaire.own_what')}</p>
        {view.scales.map(({ scale }) => (
          <div class="stack" key={scale}>
            <Field
              label={t('questionnaire.own_spread', { scale })}
              value={spread[scale] ?? ''}
              onInput={(typed) => setSpread({ ...spread, [scale]: typed })}
              wrong={figure(spread[scale] ?? '', 1000) === false ? t('questionnaire.own_wrong') : undefined}
            />
            <Field
              label={t('questionnaire.own_retest', { scale })}
              value={retest[scale] ?? ''}
              onInput={(typed) => setRetest({ ...retest, [scale]: typed })}
              wrong={figure(retest[scale] ?? '', 1) === false ? t('questionnaire.own_wrong_retest') : undefined}
            />
          </div>
        ))}
        <Field label={t('questionnaire.own_where')} value={from} onInput={setFrom} most={500} />
        {keeping.failure !== null && <Trouble failure={keeping.failure} onAgain={keep} />}
        <Keys few>
          <Key submit disabled={keeping.busy || wrong.length > 0} name="keep-figures">
            {t('questionnaire.own_keep')}
          </Key>
        </Keys>
      </form>
    </details>
  );
}

const texts = (figures: Record<string, number>): Record<string, string> =>
  Object.fromEntries(Object.entries(figures).map(([scale, value]) => [scale, number(value, 4)]));

/** The number that was typed, with a point or a comma; null for nothing, false for what is none or out of range. */
function figure(typed: string, most: number): number | null | false {
  const plain = typed.trim().replace(',', '.');
  if (plain === '') return null;
  if (!/^\d{1,4}(\.\d{1,4})?$/.test(plain)) return false;
  const value = Number(plain);
  return value > 0 && value < most ? value : false;
}

const numbers = (typed: Record<string, string>, most: number): Record<string, number> =>
  Object.fromEntries(
    Object.entries(typed).flatMap(([scale, text]) => {
      const value = figure(text, most);
      return typeof value === 'number' ? [[scale, value]] : [];
    }),
  );

/** Takes the text away; what was answered stays. */
function Away({ view }: { view: QuestionnaireView }) {
  const keeping = useKeeping();
  const remove = () =>
    keeping.run(async () => {
      const { undo } = await life.remove(view.id);
      offerUndo(t('questionnaire.removed'), undo);
      go(href('questionnaires'), { replace: true });
    });
  return (
    <section class="stack">
      {keeping.failure !== null && <Trouble failure={keeping.failure} onAgain={remove} />}
      <p class="note">{t('questionnaire.remove_what')}</p>
      <Keys few>
        <Key disabled={keeping.busy} onPress={remove} name="remove">
          {t('questionnaire.remove')}
        </Key>
      </Keys>
    </section>
  );
}
