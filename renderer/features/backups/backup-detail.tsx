import { useQuery } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Backup, Manifest } from '#shared/contract/backups.ts'
import { MayButton, MayIconButton } from '../../app/abilities/may.tsx'
import { api } from '../../client/queries.ts'
import { useFormat } from '../../i18n/format.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Facts } from '../../ui/field.tsx'
import { Panel, PanelBody, PanelFoot, PanelHead, Section } from '../../ui/panel.tsx'
import { SkeletonLines } from '../../ui/skeleton.tsx'
import { BackupFileActions } from './backup-file-actions.tsx'
import { Condition, ConditionWords } from './condition.tsx'
import { KeepButton } from './keeping/keep-button.tsx'
import { RehearsalSection } from './keeping/rehearsal-section.tsx'
import { StaySection } from './keeping/stay-section.tsx'
import css from './backups.module.css'

export function BackupDetail({ backup, onRestore, onVerify, onDelete }: { backup: Backup; onRestore: () => void; onVerify: () => void; onDelete: () => void }) {
  const { t } = useTranslation(['backups', 'common', 'keeping'])
  const format = useFormat()
  const shown = useQuery(api.backups.show.queryOptions({ input: { backup: backup.id } }))
  const mono = (text: string, title?: string) => (
    <span className={css.mono} title={title}>
      {text}
    </span>
  )
  return (
    <Panel tone="raise" label={t('backups:detail.label')}>
      <PanelHead title={`${backup.env} · ${format.dateTime(backup.createdAt)}`}>
        <KeepButton backup={backup} />
        <MayIconButton operation="backups.delete" env={backup.env} label={t('backups:delete')} icon={<Trash2 />} onClick={onDelete} />
      </PanelHead>
      <PanelBody tabIndex={0}>
        <Section>
          <p className={css.state}>
            <Condition backup={backup} />
            <ConditionWords backup={backup} />
          </p>
          <Facts
            facts={[
              [t('backups:columns.when'), format.exact(backup.createdAt)],
              [t('backups:columns.who'), backup.by],
              [t('backups:columns.why'), [backup.trigger !== 'manual' && t(`backups:triggers.${backup.trigger}`), backup.reason].filter(Boolean).join(': ') || t('backups:detail.noReason')],
              [t('backups:columns.version'), backup.migrationVersion === null ? t('backups:detail.noVersion') : `V${backup.migrationVersion}`],
              [t('backups:detail.database'), mono(backup.database)],
              [t('backups:columns.size'), `${format.bytes(backup.bytes)} · ${t('backups:detail.took', { time: format.duration(backup.ms) })}`],
              [t('backups:detail.server'), `PostgreSQL ${backup.serverVersion} · pg_dump ${backup.clientVersion}`],
              [t('backups:detail.file'), mono(backup.file)],
              [t('backups:files.label'), <BackupFileActions backup={backup} />],
              ['SHA-256', mono(`${backup.sha256.slice(0, 16)}…`, backup.sha256)],
            ]}
          />
        </Section>
        {backup.rehearsal && <RehearsalSection rehearsal={backup.rehearsal} />}
        <StaySection id={backup.id} />
        <Section title={t('backups:detail.tables')} note={`${backup.tableCount} · ${t('backups:detail.rows', { rows: format.number(backup.rowCount) })}`}>
          {shown.isPending && <SkeletonLines />}
          {shown.isError && <ErrorNotice error={shown.error} onRetry={() => void shown.refetch()} />}
          {shown.data && <Tables tables={shown.data.manifest.tables} />}
        </Section>
      </PanelBody>
      <PanelFoot>
        <MayButton operation="backups.verify" env={backup.env} disabled={backup.condition === 'file_missing'} onClick={onVerify}>
          {t('keeping:verify.action')}
        </MayButton>
        <MayButton operation="backups.restore" env={backup.env} variant="primary" wide disabled={backup.condition !== 'ok'} onClick={onRestore}>
          {t('backups:restore')}
        </MayButton>
      </PanelFoot>
    </Panel>
  )
}

function Tables({ tables }: { tables: Manifest['tables'] }) {
  const { t } = useTranslation('backups')
  const format = useFormat()
  return (
    <table className={css.tables}>
      <thead>
        <tr>
          <th scope="col">{t('detail.table')}</th>
          <th scope="col">{t('detail.rowsHead')}</th>
          <th scope="col">{t('columns.size')}</th>
        </tr>
      </thead>
      <tbody>
        {tables
          .toSorted((a, b) => b.rows - a.rows)
          .map(({ schema, name, rows, bytes }) => (
            <tr key={`${schema}.${name}`}>
              <td>
                <span className={css.quiet}>{schema}.</span>
                {name}
              </td>
              <td>{format.number(rows)}</td>
              <td>{format.bytes(bytes)}</td>
            </tr>
          ))}
      </tbody>
    </table>
  )
}
