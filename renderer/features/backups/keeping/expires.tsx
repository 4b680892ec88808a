import { useTranslation } from 'react-i18next'
import type { Backup } from '#shared/contract/backups.ts'
import { useFormat } from '../../../i18n/format.ts'
import { Tag } from '../../../ui/tag.tsx'
import { isDue } from './which-backups.ts'
import css from './keeping.module.css'

/** When the rules let go of it. */
export function Expires({ backup }: { backup: Pick<Backup, 'keep' | 'expiresAt'> }) {
  const { t } = useTranslation('keeping')
  const format = useFormat()
  if (backup.keep) return <Tag tone="info">{t('expires.kept')}</Tag>
  if (backup.expiresAt === null) return <span className={css.quiet}>{t('expires.never')}</span>
  if (isDue(backup)) return <span className={css.due}>{t('expires.due')}</span>
  return <span title={format.exact(backup.expiresAt)}>{format.day(backup.expiresAt)}</span>
}
