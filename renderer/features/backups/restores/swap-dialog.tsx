import { useMutation } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/contract/environments.ts'
import { isFinished } from '#shared/contract/jobs.ts'
import { swapResultSchema, type SwapResult } from '#shared/contract/restores.ts'
import { MayButton } from '../../../app/abilities/may.tsx'
import { ConfirmFields, confirmInput, isConfirmed } from '../../../app/confirm-fields.tsx'
import { CancelButton, JobProgress } from '../../../app/job-detail.tsx'
import { useJob } from '../../../client/jobs.ts'
import { api } from '../../../client/queries.ts'
import { useFormat } from '../../../i18n/format.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { StateDot } from '../../../ui/state-dot.tsx'
import { Sentences, useReplaceCheck } from './replace-check.tsx'
import { Sessions } from './sessions.tsx'
import { Aside } from './swap-outcome.tsx'
import css from './restores.module.css'

interface SwapDialogProps {
  environment: Environment
  /** Name under which it is kept, the name that it gets again, and when it was replaced. */
  kept: { database: string; of: string; at: string }
  onClose: () => void
}

/** Says what becomes of both databases and who is connected, then swaps them as a job. */
export function SwapDialog({ environment, kept, onClose }: SwapDialogProps) {
  const { t } = useTranslation(['restores', 'backups', 'common'])
  const format = useFormat()
  const check = useReplaceCheck(environment.id, true)
  const [confirmed, setConfirmed] = useState({ name: '', reason: '' })
  const [endSessions, setEndSessions] = useState(false)
  const start = useMutation(api.restores.putBack.mutationOptions())
  const view = useJob(start.data?.jobId)
  const done = view !== undefined && isFinished(view.job.state)
  const result = swapResultSchema.safeParse(view?.job.result).data
  const free = endSessions || (check.data?.sessions.every(({ own }) => own) ?? false)
  const ready = check.data?.problems.length === 0 && free && isConfirmed(environment, confirmed)
  const run = () => start.mutate({ env: environment.id, database: kept.database, endSessions, ...confirmInput(environment, confirmed) })
  const foot = start.isSuccess ? (
    <>
      {view && !done && <CancelButton job={view.job} />}
      <Button variant={done ? 'primary' : 'default'} onClick={onClose}>
        {done ? t('common:close') : t('backups:goOn')}
      </Button>
    </>
  ) : (
    <>
      <Button onClick={onClose}>{t('common:cancel')}</Button>
      <MayButton operation="restores.putBack" env={environment.id} variant={environment.class === 'production' ? 'danger' : 'primary'} disabled={!ready} busy={start.isPending} onClick={run}>
        {t('restores:replaced.putBackNow', { of: kept.of })}
      </MayButton>
    </>
  )
  return (
    <Dialog open onClose={onClose} width={600} locked={start.isSuccess && !done} title={t('restores:replaced.putBackTitle', { database: kept.database })} production={environment.class === 'production'} foot={foot}>
      <div className={css.fields}>
        {!start.isSuccess && (
          <>
            <p>{t('restores:replaced.putBackText', { database: kept.database, of: kept.of, when: format.exact(kept.at) })}</p>
            {check.data && <p className={css.quiet}>{t('restores:replaced.putBackKept', { of: kept.of, aside: check.data.aside })}</p>}
            {check.isError && <ErrorNotice error={check.error} onRetry={() => void check.refetch()} />}
            {check.data && check.data.problems.length > 0 && <Sentences title={t('restores:check.problems')} tone="bad" texts={check.data.problems} />}
            {check.data && <Sessions sessions={check.data.sessions} agreed={endSessions} onAgree={setEndSessions} />}
            <ConfirmFields environment={environment} value={confirmed} onChange={setConfirmed} />
          </>
        )}
        {(start.isError || view?.job.error) && <ErrorNotice error={start.error ?? view?.job.error} />}
        {view?.job.progress && !done && (
          <div className={css.running}>
            <JobProgress progress={view.job.progress} />
          </div>
        )}
        {result && <SwapDone result={result} title={t('restores:outcome.putDone', { aside: kept.database, database: result.database })} />}
      </div>
    </Dialog>
  )
}

export function SwapDone({ result, title }: { result: SwapResult; title: ReactNode }) {
  const { t } = useTranslation('restores')
  const format = useFormat()
  return (
    <div className={css.outcome} role="status">
      <p className={css.headline}>
        <StateDot shape="full" tone="ok" />
        {title}
      </p>
      <p className={css.quiet}>{t('outcome.putText', { time: format.duration(result.ms) })}</p>
      <Aside result={result} />
    </div>
  )
}
