import { useTranslation } from 'react-i18next'

export function ApprovalsScreen() {
  const { t } = useTranslation('approvals')
  return <h1>{t('title')}</h1>
}
