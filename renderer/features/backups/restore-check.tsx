import { Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Backup } from '#shared/contract/backups.ts'
import type { Environment } from '#shared/contract/environments.ts'
import { useFormat } from '../../i18n/format.ts'
import { Facts } from '../../ui/field.tsx'
import type { RestoreChoice } from './restore-wizard.tsx'
import css from './restore.module.css'

interface CheckProps {
  choice: RestoreChoice
  backup: Backup
  target: Environment
  onChange: (patch: Partial<RestoreChoice>) => void
}

/** What will happen, in words, before it does. */
export function RestoreCheck({ choice, backup, target, onChange }: CheckProps) {
  const { t } = useTranslation('backups')
  const format = useFormat()
  return (
    <div className={css.fields}>
      <Facts
        facts={[
          [t('wizard.from'), `${backup.env} · ${format.exact(backup.createdAt)}`],
          [t('wizard.content'), t('wizard.contentText', { tables: backup.tableCount, rows: format.number(backup.rowCount), size: format.bytes(backup.bytes) })],
          [t('columns.version'), backup.migrationVersion === null ? t('detail.noVersion') : `V${backup.migrationVersion}`],
          [t('wizard.to'), t('wizard.toText', { database: choice.into, host: target.connection.host, port: target.connection.port })],
          [t('wizard.then'), t('wizard.thenText')],
        ]}
      />
      {target.policies.confirm && (
        <>
          <TextInput label={t('wizard.confirm', { name: target.name })} value={choice.confirm} spellCheck={false} autoComplete="off" onChange={(event) => onChange({ confirm: event.currentTarget.value })} />
          <Textarea autosize minRows={2} label={t('wizard.reason')} value={choice.reason} onChange={(event) => onChange({ reason: event.currentTarget.value })} />
        </>
      )}
    </div>
  )
}
