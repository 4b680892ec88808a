import { useTranslation } from 'react-i18next'
import { useAppInfo } from '../client/queries.ts'

/** Help of a field for a path: in a browser it adds whose path it is, since nothing can be chosen there. */
export function usePathHelp(): (help: string | undefined) => string | undefined {
  const { t } = useTranslation('access')
  const { data: info } = useAppInfo()
  if (info?.host !== 'browser') return (help) => help
  return (help) => [help, t('serverPath')].filter(Boolean).join(' · ')
}
