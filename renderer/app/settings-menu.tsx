import { Menu, useMantineColorScheme } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Check, Settings2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Settings } from '#shared/contract/app.ts'
import { useAppInfo } from '../client/queries.ts'
import { keepSettings, useSettings } from '../client/settings.ts'
import { changeLanguage } from '../i18n/i18n.ts'
import { languageOf } from '../i18n/language.ts'
import { IconButton } from '../ui/button.tsx'
import css from './settings-menu.module.css'

const languages = ['system', 'en', 'zh-CN'] as const
const themes = ['system', 'light', 'dark'] as const

/** Changes a setting at once and keeps it. */
export function useChangeSettings(): (patch: Partial<Settings>) => void {
  const { setColorScheme } = useMantineColorScheme()
  const keep = useMutation({ mutationFn: keepSettings })
  return (patch) => {
    if (patch.theme) setColorScheme(patch.theme === 'system' ? 'auto' : patch.theme)
    if (patch.language) void changeLanguage(languageOf(patch.language, navigator.languages))
    keep.mutate(patch)
  }
}

export function SettingsMenu() {
  const { t } = useTranslation('frame')
  const { data: settings } = useSettings()
  const { data: info } = useAppInfo()
  const change = useChangeSettings()
  const tick = (on: boolean) => (on ? <Check size={14} aria-hidden /> : null)
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <IconButton label={t('settings.title')} icon={<Settings2 />} />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('settings.theme')}</Menu.Label>
        {themes.map((theme) => (
          <Menu.Item key={theme} rightSection={tick(settings?.theme === theme)} onClick={() => change({ theme })}>
            {t(`settings.themes.${theme}`)}
          </Menu.Item>
        ))}
        <Menu.Label>{t('settings.language')}</Menu.Label>
        {languages.map((language) => (
          <Menu.Item key={language} rightSection={tick(settings?.language === language)} onClick={() => change({ language })}>
            {t(`settings.languages.${language}`)}
          </Menu.Item>
        ))}
        {info && (
          <div className={css.about}>
            <p>Strata {info.version}</p>
            <p>{info.vault.note}</p>
            <p className={css.folder}>{info.dataFolder}</p>
          </div>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
