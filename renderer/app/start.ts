import type { Settings } from '#shared/contract/app.ts'
import { queryClient } from '../client/query-client.ts'
import { settingsOptions } from '../client/settings.ts'
import { startI18n } from '../i18n/i18n.ts'
import { languageOf } from '../i18n/language.ts'

const fallback: Settings = { language: 'system', theme: 'system' }
const patience = 1_500

/** The settings decide language and theme of the first picture; a host that is slow to answer does not hold it up. */
export async function startApp(): Promise<Settings> {
  const asked = queryClient.fetchQuery(settingsOptions).catch(() => fallback)
  const settings = await Promise.race([asked, new Promise<Settings>((resolve) => setTimeout(() => resolve(fallback), patience))])
  await startI18n(languageOf(settings.language, navigator.languages))
  return settings
}
