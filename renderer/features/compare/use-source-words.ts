import { useTranslation } from 'react-i18next'
import type { Backup } from '#shared/contract/backups.ts'
import type { SnapshotInfo } from '#shared/contract/schema.ts'
import { useFormat } from '../../i18n/format.ts'
import { environmentOfFolder, readSource, type Offer } from './sources.ts'

/** Names for sources, as lists and heads show them. */
export function useSourceWords(offer: Offer) {
  const { t } = useTranslation('compare')
  const format = useFormat()
  const folder = (path: string) => t('pick.folder', { env: environmentOfFolder(offer.environments, path)?.name ?? path })
  const snapshot = ({ name, env, database, takenAt }: SnapshotInfo) => {
    const when = format.dateTime(takenAt)
    return name === null ? t('pick.snapshotOf', { env: env ?? database, when }) : t('pick.snapshot', { name, when })
  }
  const backup = ({ env, createdAt }: Backup) => t('pick.backup', { env, when: format.dateTime(createdAt) })
  const title = (text: string): string => {
    const source = readSource(text)
    if (source?.kind === 'env') return source.env
    if (source?.kind === 'dir') return [folder(source.folder), source.version !== undefined && t('pick.at', { version: source.version })].filter(Boolean).join(' ')
    const found = source?.kind === 'snapshot' ? offer.snapshots.find(({ id }) => id === source.snapshot) : undefined
    if (found) return snapshot(found)
    const kept = source?.kind === 'backup' ? offer.backups.find(({ id }) => id === source.backup) : undefined
    return kept ? backup(kept) : text.slice(text.indexOf(':') + 1)
  }
  return { folder, snapshot, backup, title }
}
