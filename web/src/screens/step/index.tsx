// Step: planned with a prediction, later settled with an outcome, then looked at beside the earlier ones.
import type { ScreenProps } from '../../app/rooms';
import { href } from '../../app/router';
import { shownName } from '../../app/settings';
import { t } from '../../app/life';
import { weekday } from '../../parts/dates';
import { Screen } from '../../parts/screen';
import { When } from '../../parts/state';
import { useView } from '../../parts/view';
import { Plan } from './plan';
import { Result } from './result';
import { Settle } from './settle';

export default function Step(props: ScreenProps) {
  const id = props.place.rest[0];
  return id === undefined || id === 'new' ? (
    <Plan {...props} />
  ) : (
    <One id={id} change={props.place.rest[1] === 'change'} />
  );
}

function One({ id, change }: { id: string; change: boolean }) {
  const shown = useView('step', { id });
  const step = shown.data?.record;
  const day = step?.settled_at ?? step?.planned_for;
  const settling = step !== undefined && (step.status === 'planned' || change);
  const aside = day === undefined ? undefined : t(settling ? 'step.for_day' : 'step.afterwards', { day: weekday(day) });
  return (
    // What is settled is another screen than the form before it: it starts at its top, with the focus at its name.
    <Screen key={settling ? 'form' : 'told'} where={t('room.step')} aside={aside} back={href('steps')} class="step">
      <When shown={shown}>
        {({ record, offer }) => {
          const alias = offer?.person == null ? null : shownName(offer.person.alias);
          return record.status === 'planned' || change ? (
            <Settle id={id} step={record} alias={alias} />
          ) : (
            <>
              <Result id={id} step={record} alias={alias} />
              <a class="linked" href={href('record', [id])}>
                {t('step.change')}
              </a>
            </>
          );
        }}
      </When>
    </Screen>
  );
}
