import type { UseQueryResult } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { SqlView } from '../../editor/sql-view.tsx'
import { useFormat } from '../../i18n/format.ts'
import { Empty } from '../../ui/empty.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { SkeletonLines } from '../../ui/skeleton.tsx'
import { useLastRun } from './last-run.ts'
import type { MigrationPageProps } from './migration-page.tsx'
import { runLines } from './statement-lines.ts'
import type { FileView } from './file-view.ts'
import css from './page.module.css'

interface SqlTabProps extends MigrationPageProps {
  file: UseQueryResult<FileView>
}

/** The text of the file, with what each statement did where its run is known here. */
export function SqlTab({ environment, row, file }: SqlTabProps) {
  const { t } = useTranslation('migrations')
  const format = useFormat()
  const run = useLastRun(environment, row.script)
  const lines = useMemo(() => (file.data ? runLines(file.data.statements, run.statements, { t, format }) : []), [file.data, run.statements, t, format])
  if (row.state === 'missing') {
    const { applied } = row
    const help = applied ? t('sql.goneHelp', { when: format.dateTime(applied.at), by: applied.by }) : t('sql.goneHelpBare')
    return <Empty title={t('sql.gone', { script: row.script })}>{help}</Empty>
  }
  if (file.error) return <ErrorNotice error={file.error} onRetry={() => void file.refetch()} fill />
  if (!file.data) return <TextSkeleton />
  return <SqlView text={file.data.text} label={t('sql.label', { script: row.script })} lines={lines} problem={run.problem} />
}

export function TextSkeleton() {
  return (
    <div className={css.pad} aria-busy>
      <SkeletonLines widths={[38, 52, 31, 44, 60, 27]} />
    </div>
  )
}
