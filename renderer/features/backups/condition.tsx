import { useTranslation } from 'react-i18next'
import type { Backup } from '#shared/contract/backups.ts'
import { useFormat } from '../../i18n/format.ts'
import { Tag, type Tone } from '../../ui/tag.tsx'

/** Whether one can rely on it: damaged, restored and compared, or not tried yet. */
export function Condition({ backup: { condition, lastRestore } }: { backup: Pick<Backup, 'condition' | 'lastRestore'> }) {
  const { t } = useTranslation('backups')
  const format = useFormat()
  if (condition !== 'ok') return <Tag tone="bad">{t(`conditions.${condition}`)}</Tag>
  if (!lastRestore) return <Tag>{t('neverRestored')}</Tag>
  const tone: Tone = { verified: 'ok', differs: 'warn', failed: 'bad' }[lastRestore.outcome] as Tone
  return (
    <Tag tone={tone} title={format.exact(lastRestore.at)}>
      {t(`outcomes.${lastRestore.outcome}`)}
    </Tag>
  )
}
