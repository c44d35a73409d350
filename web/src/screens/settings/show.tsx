// How things are shown: light or dark, and how much of a name.
import { settings } from '../../app/settings';
import { changeLanguage, languages } from '../../app/language';
import { content, t } from '../../app/words';
import { Segs } from '../../parts/segs';
import { Trouble, Waiting } from '../../parts/state';
import { useSaving } from './saving';

const themes = ['system', 'light', 'dark'] as const;
const names = ['full', 'initials', 'hidden'] as const;

export function Show() {
  const { failure, save } = useSaving();
  const values = settings.value;
  if (values === null) return <Waiting />;
  return (
    <div class="stack loose">
      {failure !== null && <Trouble failure={failure} />}
      <Segs
        legend={t('settings.theme')}
        name="theme"
        options={themes.map((value) => ({ value, label: t(`settings.theme_${value}`) }))}
        value={values.theme}
        onChange={(value) => save('theme', value)}
      />
      <Segs
        legend={t('settings.names')}
        name="names"
        options={names.map((value) => ({ value, label: t(`settings.names_${value}`) }))}
        value={values.names}
        onChange={(value) => save('names', value)}
      />
      <p class="note">{t('settings.names_note')}</p>
      {languages.length > 1 && (
        <Segs
          legend={t('settings.language')}
          name="language"
          options={languages.map((value) => ({ value, label: ownName(value) }))}
          value={content.language}
          onChange={(value) => void changeLanguage(value)}
        />
      )}
    </div>
  );
}

/** A language by its own name, so that it can be found by whoever reads no other. */
const ownName = (language: string) =>
  new Intl.DisplayNames([language], { type: 'language', fallback: 'code' }).of(language) ?? language;
