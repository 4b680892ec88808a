import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Backup } from '#shared/contract/backups.ts'
import type { ErrorCode } from '#shared/contract/errors.ts'
import { MayButton } from '../../app/abilities/may.tsx'
import { closeApply, openApply } from '../../app/apply-store.ts'
import { useHistoryDialogs } from '../../app/history-dialogs.ts'
import { navigate } from '../../app/navigation.ts'
import type { JobView } from '../../client/jobs.ts'
import { api, refreshAfterChange, useStatus } from '../../client/queries.ts'
import { Button } from '../../ui/button.tsx'
import type { OutcomeProps } from './outcome.tsx'
import { wayBackOf } from './taken-back.tsx'
import css from './apply.module.css'

const repairable: ReadonlySet<ErrorCode> = new Set(['history_failed_rows', 'validation_failed'])

/** Next steps as buttons, the most useful one last. */
export function OutcomeActions({ environment, request, view }: OutcomeProps) {
  const { t } = useTranslation('apply')
  const status = useStatus(environment.id)
  const backup = useBackupOf(view, environment.id)
  const openHistory = useHistoryDialogs((dialogs) => dialogs.open)
  const { state, error } = view.job
  const go = (to: Parameters<typeof navigate>[0]) => {
    closeApply()
    navigate({ env: environment.id, ...to })
  }
  if (state === 'succeeded') {
    return (
      <>
        <Button onClick={() => go({ screen: 'timeline' })}>{t('end.timeline')}</Button>
        <Button variant="primary" onClick={closeApply}>
          {t('end.close')}
        </Button>
      </>
    )
  }
  const file = error?.where?.file
  const needsRepair = (error && repairable.has(error.code)) || status.data?.migrations.some((row) => row.state === 'failed')
  const wayBack = wayBackOf(view.steps)
  const repair = () => {
    go({ screen: 'migrations' })
    openHistory('repair')
  }
  return (
    <div className={css.actions}>
      <Button onClick={closeApply}>{t('end.close')}</Button>
      <span className={css.gap} />
      {backup && <Button onClick={() => go({ screen: 'backups', item: backup.id })}>{t('end.restore')}</Button>}
      {wayBack && !needsRepair && <MayButton operation="migrations.undo" env={environment.id} onClick={() => openApply({ env: environment.id, direction: 'down', to: wayBack.to })}>{t('end.takeBack')}</MayButton>}
      {needsRepair && <MayButton operation="migrations.repair" env={environment.id} onClick={repair}>{t('end.repair')}</MayButton>}
      {file && (
        <Button onClick={() => go({ screen: 'migrations', item: file })}>{error.where?.line === undefined ? t('end.openFileBare') : t('end.openFile', { line: error.where.line })}</Button>
      )}
      {state === 'unknown' || state === 'interrupted' ? (
        <Button variant="primary" busy={status.isFetching} onClick={() => void refreshAfterChange()}>
          {t('end.check')}
        </Button>
      ) : (
        <Button variant="primary" onClick={() => openApply(request)}>
          {t('end.again')}
        </Button>
      )}
    </div>
  )
}

/** The backup that a failed run had made before it began. */
function useBackupOf({ job }: JobView, env: string): Backup | undefined {
  const failed = job.state === 'failed'
  const { data } = useQuery({ ...api.backups.list.queryOptions({ input: { env } }), enabled: failed })
  const since = job.startedAt ?? job.createdAt
  return failed ? data?.backups.find(({ trigger, createdAt }) => trigger !== 'manual' && createdAt >= since) : undefined
}
