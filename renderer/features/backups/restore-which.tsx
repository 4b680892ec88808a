import { useTranslation } from 'react-i18next'
import type { Backup } from '#shared/contract/backups.ts'
import { useFormat } from '../../i18n/format.ts'
import { Empty } from '../../ui/empty.tsx'
import { List, Row } from '../../ui/row.tsx'
import { Condition } from './condition.tsx'
import css from './restore.module.css'

export function RestoreWhich({ backups, chosen, onChoose }: { backups: readonly Backup[]; chosen: Backup | null; onChoose: (backup: Backup) => void }) {
  const { t } = useTranslation('backups')
  const format = useFormat()
  if (backups.length === 0) return <Empty title={t('empty')}>{t('emptyText')}</Empty>
  return (
    <div className={css.which}>
      <List label={t('wizard.which')}>
        {backups.map((backup, index) => (
          <Row key={backup.id} selected={backup.id === chosen?.id} tabStop={chosen ? backup.id === chosen.id : index === 0} onChoose={() => onChoose(backup)} end={<Condition backup={backup} />}>
            <span className={css.when}>{format.dateTime(backup.createdAt)}</span>
            <b className={css.env}>{backup.env}</b>
            <span className={css.quiet}>
              {[backup.migrationVersion && `V${backup.migrationVersion}`, format.bytes(backup.bytes), backup.reason].filter(Boolean).join(' · ')}
            </span>
          </Row>
        ))}
      </List>
    </div>
  )
}
