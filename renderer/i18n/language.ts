import type { Settings } from '#shared/contract/app.ts'

export type Language = 'en' | 'zh-CN'

/** The setting, or what the system speaks where the setting leaves it to it. */
export function languageOf(setting: Settings['language'], spoken: readonly string[]): Language {
  if (setting !== 'system') return setting
  const first = spoken.find((tag) => /^(zh|en)\b/i.test(tag))
  return first?.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en'
}
