import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/contract/environments.ts'
import { isFinished } from '#shared/contract/jobs.ts'
import { rollbackProgressSchema, type RollbackProgress } from '#shared/contract/rollback.ts'
import { closeRollback, type RollbackTarget } from '../../app/rollback-store.ts'
import { cancelJob, useJob, type JobView } from '../../client/jobs.ts'
import { useFormat } from '../../i18n/format.ts'
import { Bar } from '../../ui/bar.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { SkeletonLines } from '../../ui/skeleton.tsx'
import { Log } from './log.tsx'
import { Outcome } from './outcome.tsx'
import { OutcomeActions } from './outcome-actions.tsx'
import { StepStates } from './step-states.tsx'
import css from './rollback.module.css'

export interface RunDialogProps {
  environment: Environment
  target: RollbackTarget
  jobId: string
}

/** Follows a way back to its end. Closing it leaves the job going. */
export function RunDialog({ environment, target, jobId }: RunDialogProps) {
  const { t } = useTranslation('rollback')
  const view = useJob(jobId)
  const finished = view !== undefined && isFinished(view.job.state)
  const steps = view ? stepsOf(view) : []
  return (
    <Dialog
      open
      onClose={closeRollback}
      title={t(finished ? 'title' : 'run.title', { env: environment.name })}
      width={720}
      production={environment.class === 'production'}
      foot={view && (finished ? <OutcomeActions environment={environment} target={target} view={view} steps={steps} /> : <Running view={view} />)}
    >
      {!view ? (
        <SkeletonLines />
      ) : finished ? (
        <Outcome environment={environment} view={view} steps={steps} />
      ) : (
        <div className={css.form}>
          <Progress view={view} />
          <StepStates steps={steps} />
          <Log lines={view.log} open />
        </div>
      )}
    </Dialog>
  )
}

/** As the job told them last. */
function stepsOf({ steps }: JobView): RollbackProgress[] {
  const told = steps.findLast(({ kind }) => kind === 'rollback-steps')
  return rollbackProgressSchema.array().safeParse(told?.['steps']).data ?? []
}

function Progress({ view: { job } }: { view: JobView }) {
  const { t } = useTranslation('rollback')
  const format = useFormat()
  const { label, done, total, secondsLeft } = job.progress ?? {}
  const words = job.state === 'queued' ? t('run.queued') : job.state === 'cancelling' ? t('run.cancelling') : (label ?? t('run.running'))
  return (
    <section className={css.part}>
      <p className={css.now} aria-live="polite">
        <b>{words}</b>
        <span>{secondsLeft !== undefined && t('run.left', { time: format.duration(secondsLeft * 1000) })}</span>
      </p>
      <Bar label={t('run.progress')} value={done !== undefined && total ? done / total : undefined} />
    </section>
  )
}

function Running({ view: { job } }: { view: JobView }) {
  const { t } = useTranslation('rollback')
  const cancelling = job.state === 'cancelling'
  return (
    <>
      <Button onClick={closeRollback} title={t('run.hideHelp')}>
        {t('run.hide')}
      </Button>
      <Button variant="danger" busy={cancelling} title={t('run.cancelHelp')} onClick={() => void cancelJob(job.id)}>
        {cancelling ? t('run.cancelling') : t('run.cancel')}
      </Button>
    </>
  )
}
