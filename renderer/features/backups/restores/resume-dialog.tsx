import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/contract/environments.ts'
import { isFinished } from '#shared/contract/jobs.ts'
import { swapResultSchema, type UnfinishedSwap } from '#shared/contract/restores.ts'
import { ConfirmFields, confirmInput, isConfirmed } from '../../../app/confirm-fields.tsx'
import { CancelButton, JobProgress } from '../../../app/job-detail.tsx'
import { useJob } from '../../../client/jobs.ts'
import { api } from '../../../client/queries.ts'
import { useFormat } from '../../../i18n/format.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { Sessions } from './sessions.tsx'
import { SwapDone } from './swap-dialog.tsx'
import { useReplaceCheck } from './replace-check.tsx'
import css from './restores.module.css'

/** What the server says of a swap that was cut off, and both ways out of it. */
export function ResumeDialog({ environment, swap, onClose }: { environment: Environment; swap: UnfinishedSwap; onClose: () => void }) {
  const { t } = useTranslation(['restores', 'backups', 'common'])
  const [confirmed, setConfirmed] = useState({ name: '', reason: '' })
  const [endSessions, setEndSessions] = useState(false)
  const check = useReplaceCheck(environment.id, true)
  const resume = useMutation(api.restores.resume.mutationOptions())
  const view = useJob(resume.data?.jobId)
  const done = view !== undefined && isFinished(view.job.state)
  const result = swapResultSchema.safeParse(view?.job.result).data
  const go = (direction: 'forward' | 'back') => resume.mutate({ env: environment.id, swap: swap.swap, direction, endSessions, ...confirmInput(environment, confirmed) })
  const foot = resume.isSuccess ? (
    <>
      {view && !done && <CancelButton job={view.job} />}
      <Button variant={done ? 'primary' : 'default'} onClick={onClose}>
        {done ? t('common:close') : t('backups:goOn')}
      </Button>
    </>
  ) : (
    <Button onClick={onClose}>{t('common:cancel')}</Button>
  )
  return (
    <Dialog open onClose={onClose} width={640} locked={resume.isSuccess && !done} title={t('restores:swap.dialog')} production={environment.class === 'production'} foot={foot}>
      <div className={css.fields}>
        {!resume.isSuccess && (
          <>
            <Story swap={swap} />
            {check.data && <Sessions sessions={check.data.sessions} agreed={endSessions} onAgree={setEndSessions} />}
            <ConfirmFields environment={environment} value={confirmed} onChange={setConfirmed} />
            <Ways swap={swap} disabled={!isConfirmed(environment, confirmed) || resume.isPending} onGo={go} />
          </>
        )}
        {(resume.isError || view?.job.error) && <ErrorNotice error={resume.error ?? view?.job.error} />}
        {view?.job.progress && !done && (
          <div className={css.running}>
            <JobProgress progress={view.job.progress} />
          </div>
        )}
        {result && <SwapDone result={result} title={result.outcome === 'went_back' ? t('restores:outcome.back') : t('restores:outcome.swapped', { database: result.database })} />}
      </div>
    </Dialog>
  )
}

function Story({ swap: { at, by, found, closed, database, reason } }: { swap: UnfinishedSwap }) {
  const { t } = useTranslation('restores')
  const format = useFormat()
  return (
    <>
      <p className={css.quiet}>
        {t('swap.begun', { when: format.exact(at), by })}
        {reason && ` · ${reason}`}
      </p>
      <section className={css.sentences} data-tone="warn" aria-label={t('swap.found')}>
        <h3>{t('swap.found')}</h3>
        <p>{found}</p>
        {closed && <p>{t('swap.closed', { database })}</p>}
      </section>
    </>
  )
}

function Ways({ swap, disabled, onGo }: { swap: UnfinishedSwap; disabled: boolean; onGo: (direction: 'forward' | 'back') => void }) {
  const { t } = useTranslation('restores')
  const ways = [
    ['forward', swap.forward, swap.ifForward],
    ['back', swap.back, swap.ifBack],
  ] as const
  return (
    <div className={css.ways}>
      {ways.map(([way, possible, text]) => (
        <div key={way} className={css.way}>
          <p>{text}</p>
          <Button disabled={!possible || disabled} onClick={() => onGo(way)}>
            {t(`swap.${way}`)}
          </Button>
        </div>
      ))}
    </div>
  )
}
