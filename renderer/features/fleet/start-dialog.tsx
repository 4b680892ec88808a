import { useMutation } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fleetPlanSchema, type Fleet, type FleetPlan } from '#shared/contract/fleet.ts'
import { isFinished } from '#shared/contract/jobs.ts'
import { ConfirmFields, confirmInput, isConfirmed, type Confirmed } from '../../app/confirm-fields.tsx'
import { JobProgress } from '../../app/job-detail.tsx'
import { cancelJob, followJob, useJob } from '../../client/jobs.ts'
import { api, readable, useEnvironments } from '../../client/queries.ts'
import { Bar } from '../../ui/bar.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { PlanView } from './plan-view.tsx'
import { RunLimits, type ChosenLimits } from './run-limits.tsx'
import { refreshFleets } from './use-fleet.ts'
import css from './fleet.module.css'

interface StartDialogProps {
  fleet: Fleet
  onClose: () => void
  onStarted: (run: string) => void
}

/** Reads every member first; then says what will run on how many, and asks for what has to be said before it does. */
export function StartDialog({ fleet, onClose, onStarted }: StartDialogProps) {
  const { t } = useTranslation(['fleet', 'common'])
  const [changed, setChanged] = useState(false)
  const { mutate, data, error } = useMutation(api.fleet.plan.mutationOptions())
  useEffect(() => mutate({ fleet: fleet.id }), [fleet.id, mutate])
  const view = useJob(data?.jobId)
  const plan = fleetPlanSchema.safeParse(view?.job.result).data
  const failed = error ?? view?.job.error
  const again = () => {
    setChanged(true)
    mutate({ fleet: fleet.id })
  }
  const leave = () => {
    if (view && !isFinished(view.job.state)) void cancelJob(view.job.id)
    onClose()
  }
  if (plan) return <Form key={plan.at} fleet={fleet} plan={plan} changed={changed} onChanged={again} onClose={onClose} onStarted={onStarted} />
  return (
    <Dialog open onClose={leave} width={680} title={t('fleet:run.start', { fleet: fleet.name })} foot={<Button onClick={leave}>{t('common:cancel')}</Button>}>
      {failed ? <ErrorNotice error={failed} onRetry={() => mutate({ fleet: fleet.id })} /> : view?.job.progress ? <JobProgress progress={view.job.progress} /> : <Bar label={t('fleet:states.reading')} />}
    </Dialog>
  )
}

interface FormProps extends StartDialogProps {
  plan: FleetPlan
  changed: boolean
  onChanged: () => void
}

function Form({ fleet, plan, changed, onChanged, onClose, onStarted }: FormProps) {
  const { t } = useTranslation(['fleet', 'common'])
  const environment = useEnvironments().data?.find(({ name }) => name === plan.env)
  const [limits, setLimits] = useState<ChosenLimits>({ concurrency: fleet.concurrency, afterCanaries: fleet.afterCanaries, backup: fleet.backup && plan.backup.problem === undefined })
  const [confirmed, setConfirmed] = useState<Confirmed>({ name: '', reason: '' })
  const run = useMutation(
    api.fleet.run.mutationOptions({
      onSuccess: async ({ jobId, runId }) => {
        void followJob(jobId)
        await refreshFleets()
        onStarted(runId)
        onClose()
      },
      onError: (thrown) => readable(thrown).code === 'plan_changed' && onChanged(),
    }),
  )
  if (!environment) return null
  const production = environment.class === 'production'
  const go = () => run.mutate({ fleet: fleet.id, planFingerprint: plan.fingerprint, ...limits, ...confirmInput(environment, confirmed) })
  const foot = (
    <>
      <Button variant="quiet" onClick={onClose}>
        {t(plan.total === 0 ? 'common:close' : 'common:cancel')}
      </Button>
      {plan.total > 0 && (
        <Button variant={production ? 'danger' : 'primary'} disabled={!isConfirmed(environment, confirmed)} busy={run.isPending} onClick={go}>
          {t('fleet:run.do', { count: plan.total })}
        </Button>
      )}
    </>
  )
  return (
    <Dialog open onClose={onClose} width={680} production={production} title={t('fleet:run.start', { fleet: fleet.name })} foot={foot}>
      <div className={css.form}>
        {changed && <p className={css.notice} role="status">{t('fleet:run.changed')}</p>}
        <PlanView plan={plan} />
        {plan.total > 0 && (
          <>
            <RunLimits fleet={fleet} plan={plan} value={limits} onChange={setLimits} />
            <ConfirmFields environment={environment} value={confirmed} onChange={setConfirmed} what={{ operation: 'fleet.run', plan: plan.fingerprint }} />
          </>
        )}
        {run.error && readable(run.error).code !== 'plan_changed' && <ErrorNotice error={run.error} />}
      </div>
    </Dialog>
  )
}
