import { Monitor, Moon, Sun } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useSettings } from '../../client/settings.ts'
import { useChangeSettings } from '../settings-menu.tsx'
import css from './sign-in.module.css'

const themes = [
  ['system', Monitor],
  ['light', Sun],
  ['dark', Moon],
] as const
const languages = ['en', 'zh-CN'] as const

/** Language and theme at the foot of a page that has no menu. */
export function Appearance() {
  const { t, i18n } = useTranslation('frame')
  const { data: settings } = useSettings()
  const change = useChangeSettings()
  return (
    <footer className={css.appearance}>
      <span role="group" aria-label={t('settings.language')}>
        {languages.map((language) => (
          <button key={language} type="button" lang={language} aria-pressed={i18n.language === language} onClick={() => change({ language })}>
            {t(`settings.languages.${language}`)}
          </button>
        ))}
      </span>
      <span role="group" aria-label={t('settings.theme')}>
        {themes.map(([theme, Icon]) => (
          <button key={theme} type="button" aria-label={t(`settings.themes.${theme}`)} title={t(`settings.themes.${theme}`)} aria-pressed={(settings?.theme ?? 'system') === theme} onClick={() => change({ theme })}>
            <Icon aria-hidden />
          </button>
        ))}
      </span>
    </footer>
  )
}
