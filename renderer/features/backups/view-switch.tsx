import { SegmentedControl } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { select } from '../../app/navigation.ts'

/** Between whole backups, databases that were replaced and what migrations have kept. */
export function ViewSwitch({ view }: { view: 'backups' | 'replaced' | 'kept' }) {
  const { t } = useTranslation(['backups', 'restores'])
  const data = [
    { value: 'backups', label: t('backups:title') },
    { value: 'replaced', label: t('restores:replaced.title') },
    { value: 'kept', label: t('backups:kept.title') },
  ]
  return <SegmentedControl size="xs" aria-label={t('backups:kept.view')} value={view} data={data} onChange={(next) => select(next === 'backups' ? null : next)} />
}
