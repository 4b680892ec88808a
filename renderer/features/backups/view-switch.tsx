import { SegmentedControl } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { select } from '../../app/navigation.ts'

/** Between whole backups and what migrations have kept. */
export function ViewSwitch({ view }: { view: 'backups' | 'kept' }) {
  const { t } = useTranslation('backups')
  const data = [
    { value: 'backups', label: t('title') },
    { value: 'kept', label: t('kept.title') },
  ]
  return <SegmentedControl size="xs" aria-label={t('kept.view')} value={view} data={data} onChange={(next) => select(next === 'kept' ? 'kept' : null)} />
}
