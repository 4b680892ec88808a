import { useTranslation } from 'react-i18next'

export function HooksScreen() {
  const { t } = useTranslation('hooks')
  return <h1>{t('title')}</h1>
}
