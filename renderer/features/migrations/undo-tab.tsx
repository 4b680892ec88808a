import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { select } from '../../app/navigation.ts'
import { SqlView } from '../../editor/sql-view.tsx'
import { useFormat } from '../../i18n/format.ts'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { shortName, undoFileName, versionBefore } from './groups.ts'
import type { MigrationPageProps } from './migration-page.tsx'
import { useFile } from './queries.ts'
import { planLines } from './statement-lines.ts'
import { TextSkeleton } from './sql-tab.tsx'
import { itemOf } from './view.ts'
import css from './page.module.css'

/** The undo file's text, or what it means that there is none. */
export function UndoTab({ environment, status, row }: MigrationPageProps) {
  const { t } = useTranslation('migrations')
  if (row.kind !== 'versioned') return <Empty title={t('undoTab.title')}>{row.kind === 'repeatable' ? t('undoTab.repeatable') : t('undoTab.baseline')}</Empty>
  if (row.undoScript === null) {
    return (
      <Empty title={t('undoTab.title')}>
        <p>{t('undoTab.text')}</p>
        <p>{t('undoTab.expected', { file: undoFileName(row.script) })}</p>
      </Empty>
    )
  }
  const applied = row.applied?.success === true && row.state !== 'undone'
  const planUndo = () => select(itemOf({ type: 'plan', direction: 'down', to: versionBefore(status.migrations, row) }))
  return (
    <>
      <div className={css.strip}>
        <span className={css.file}>{row.undoScript}</span>
        <span style={{ flex: 1 }} />
        {applied && (
          <Button size="s" onClick={planUndo}>
            {t('undoTab.plan', { name: shortName(row) })}
          </Button>
        )}
      </div>
      <UndoText env={environment.id} script={row.undoScript} />
    </>
  )
}

function UndoText({ env, script }: { env: string; script: string }) {
  const { t } = useTranslation('migrations')
  const format = useFormat()
  const file = useFile(env, script, true)
  const lines = useMemo(() => (file.data ? planLines(file.data.statements, undefined, { t, format }) : []), [file.data, t, format])
  if (file.error) return <ErrorNotice error={file.error} onRetry={() => void file.refetch()} fill />
  if (!file.data) return <TextSkeleton />
  return <SqlView text={file.data.text} label={t('undoTab.label', { script })} lines={lines} />
}
