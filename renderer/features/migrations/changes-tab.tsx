import type { UseQueryResult } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { DiffView } from '../../editor/diff-view.tsx'
import { Empty } from '../../ui/empty.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import type { FileView } from './file-view.ts'
import type { MigrationPageProps } from './migration-page.tsx'
import { onlyCommentsDiffer } from './sql-essence.ts'
import { TextSkeleton } from './sql-tab.tsx'
import css from './page.module.css'

interface ChangesTabProps extends MigrationPageProps {
  file: UseQueryResult<FileView>
}

/** The text that was applied beside the text in the folder now, and whether the difference means anything. */
export function ChangesTab({ row, file }: ChangesTabProps) {
  const { t } = useTranslation('migrations')
  if (row.state === 'missing') return <Empty title={t('sql.gone', { script: row.script })}>{t('sql.goneHelpBare')}</Empty>
  if (!row.applied) return <Empty title={t('changes.never')}>{t('changes.neverText')}</Empty>
  if (file.error) return <ErrorNotice error={file.error} onRetry={() => void file.refetch()} fill />
  if (!file.data) return <TextSkeleton />
  const { text, appliedText } = file.data
  if (appliedText === null || appliedText === text) return <Same row={row} />
  const cosmetic = onlyCommentsDiffer(appliedText, text)
  return (
    <>
      <p className={css.strip} data-tone={cosmetic ? 'ok' : 'warn'} role="status">
        <b>{cosmetic ? t('changes.cosmetic') : t('changes.real')}</b> {cosmetic ? t('changes.cosmeticHelp') : t('changes.realHelp')}
      </p>
      <div className={css.sides} aria-hidden>
        <span>{t('changes.before')}</span>
        <span>{t('changes.after')}</span>
      </div>
      <DiffView before={appliedText} after={text} beforeLabel={t('changes.beforeLabel', { script: row.script })} afterLabel={t('changes.afterLabel', { script: row.script })} />
    </>
  )
}

function Same({ row }: Pick<MigrationPageProps, 'row'>) {
  const { t } = useTranslation('migrations')
  const applied = row.applied?.checksum
  if (row.state !== 'changed') return <Empty title={t('changes.none')}>{t('changes.noneText')}</Empty>
  return <Empty title={t('changes.notKept')}>{t('changes.notKeptText', { applied: applied ?? t('about.none'), file: row.checksum ?? t('about.none') })}</Empty>
}
