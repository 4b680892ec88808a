import { useTranslation } from 'react-i18next'

export function CompareScreen() {
  const { t } = useTranslation('compare')
  return <h1>{t('title')}</h1>
}
