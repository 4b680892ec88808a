import { useTranslation } from 'react-i18next'

export function FleetScreen() {
  const { t } = useTranslation('fleet')
  return <h1>{t('title')}</h1>
}
