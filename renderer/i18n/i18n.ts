import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { Settings } from '#shared/contract/app.ts'
import { resources } from './resources.ts'

export type Language = 'en' | 'zh-CN'

/** The setting, or what the system speaks where it says so. */
export function languageOf(setting: Settings['language'], spoken: readonly string[] = navigator.languages): Language {
  if (setting !== 'system') return setting
  return spoken.find((tag) => /^(zh|en)\b/i.test(tag))?.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en'
}

export async function startI18n(language: Language): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    resources,
    defaultNS: 'common',
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  document.documentElement.lang = language
}

export async function changeLanguage(language: Language): Promise<void> {
  document.documentElement.lang = language
  if (i18next.language !== language) await i18next.changeLanguage(language)
}
