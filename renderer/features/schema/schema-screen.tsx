import { useTranslation } from 'react-i18next'

export function SchemaScreen() {
  const { t } = useTranslation('schema')
  return <h1>{t('title')}</h1>
}
