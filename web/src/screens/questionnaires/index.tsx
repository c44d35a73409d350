// Questionnaires: those that one brought, what can be counted, and one of them asked and shown.
import type { ScreenProps } from '../../app/rooms';
import { href } from '../../app/router';
import { t, today } from '../../app/life';
import type { Added } from '../../app/questionnaires';
import { shortDate } from '../../parts/dates';
import { Key, Keys } from '../../parts/keys';
import { Screen } from '../../parts/screen';
import { When } from '../../parts/state';
import { useView } from '../../parts/view';
import { Add } from './add';
import { Ask } from './ask';
import { KeysOf } from './keys';
import { Shown } from './shown';

/** `''`, `add`, `keys`, ID, ID/answer, ID/answer/WHOM/NUMBER */
export default function Questionnaires({ place }: ScreenProps) {
  const [first, second] = place.rest;
  if (first === undefined) return <List />;
  if (first === 'add') return <Add />;
  if (first === 'keys') return <KeysOf />;
  if (second === 'answer') return <Ask id={first} place={place} />;
  return <Shown id={first} key={first} />;
}

function List() {
  const shown = useView('questionnaires', {});
  return (
    <Screen where={t('room.questionnaires')} back={href('patterns')} class="questionnaires">
      <When shown={shown}>
        {({ added }) => (
          <>
            {added.length === 0 && <p class="lead">{t('questionnaire.none')}</p>}
            {added.length > 0 && (
              <ul class="rows">
                {added.map((one) => (
                  <li key={one.id}>
                    <a href={href('questionnaires', [one.id])}>
                      <span class="label">{one.title}</span>
                      <span class="note">{standing(one)}</span>
                    </a>
                  </li>
                ))}
              </ul>
            )}
            <p class="text">{t('questionnaire.where_from')}</p>
            <a class="linked" href={href('questionnaires', ['keys'])}>
              {t('questionnaire.keys')}
            </a>
            <div class="acts">
              <Keys>
                <Key main to={href('questionnaires', ['add'])} name="add">
                  {t('questionnaire.add')}
                </Key>
              </Keys>
            </div>
          </>
        )}
      </When>
    </Screen>
  );
}

function standing({ called, title, known_here, times, last, open, count }: Added): string {
  if (!known_here) return t('questionnaire.key_unknown');
  const parts = [
    ...(called !== null && called !== title ? [called] : []),
    t('questionnaire.times', { n: times }),
    ...(last === null ? [] : [shortDate(last, today())]),
    ...(open === null ? [] : [t('questionnaire.broken_off', { n: Object.keys(open.items).length, of: count })]),
  ];
  return parts.join(', ');
}
