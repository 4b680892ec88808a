import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/contract/environments.ts'
import type { Plan } from '#shared/contract/migrations.ts'
import { MayButton } from '../../app/abilities/may.tsx'
import { openAsk } from '../../app/approvals-store.ts'
import { closeApply, showRun, type ApplyRequest } from '../../app/apply-store.ts'
import { InterlockNotice } from '../../app/interlock-notice.tsx'
import { api, client, readable } from '../../client/queries.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { SkeletonLines } from '../../ui/skeleton.tsx'
import { BackupChoice } from './backup-choice.tsx'
import { firstConsent, isComplete, runInput, type Consent } from './consent.ts'
import { Confirmation } from './confirmation.tsx'
import { Timeouts } from './timeouts.tsx'
import { WhatRuns } from './what-runs.tsx'
import css from './apply.module.css'

interface ConfirmDialogProps {
  environment: Environment
  request: ApplyRequest
}

/** What will run where, and everything that has to be said before it does. */
export function ConfirmDialog({ environment, request }: ConfirmDialogProps) {
  const { t } = useTranslation('apply')
  const { direction, to } = request
  const plan = useQuery(api.migrations.plan.queryOptions({ input: { env: environment.id, direction, ...(to !== undefined && { to }) }, staleTime: 0, gcTime: 0 }))
  const [changed, setChanged] = useState(false)
  const title = t(`title.${direction}`, { env: environment.name })
  const production = environment.class === 'production'
  const onPlanChanged = () => {
    setChanged(true)
    void plan.refetch()
  }
  if (plan.data) return <Form key={plan.data.fingerprint} environment={environment} request={request} plan={plan.data} changed={changed} onPlanChanged={onPlanChanged} />
  return (
    <Dialog open onClose={closeApply} title={title} width={640} production={production}>
      {plan.error ? (
        <ErrorNotice error={plan.error} onRetry={() => void plan.refetch()} />
      ) : (
        <div aria-busy aria-label={t('loading')}>
          <SkeletonLines widths={[48, 72, 66, 31, 58]} />
        </div>
      )}
    </Dialog>
  )
}

interface FormProps extends ConfirmDialogProps {
  plan: Plan
  /** It replaces one that was shown before. */
  changed: boolean
  onPlanChanged: () => void
}

function Form({ environment, request, plan, changed, onPlanChanged }: FormProps) {
  const { t } = useTranslation(['apply', 'common'])
  const { direction, to, env } = request
  const [consent, setConsent] = useState<Consent>(() => firstConsent(environment, plan))
  const change = (part: Partial<Consent>) => setConsent((now) => ({ ...now, ...part }))
  const run = useMutation({
    mutationFn: () => client.migrations[direction === 'up' ? 'apply' : 'undo'](runInput(env, to, plan, consent)),
    onSuccess: ({ jobId }) => showRun(request, jobId),
    onError: (thrown) => readable(thrown).code === 'plan_changed' && onPlanChanged(),
  })
  const production = environment.class === 'production'
  const complete = isComplete(environment, plan, consent)
  const count = plan.steps.length
  const askInstead = () => {
    closeApply()
    openAsk({ env, operation: direction === 'up' ? 'migrations.apply' : 'migrations.undo', to, reason: consent.reason })
  }
  const foot = (
    <>
      <Button onClick={closeApply}>{t('common:cancel')}</Button>
      {count > 0 && plan.confirmation.secondPerson && !consent.second && <MayButton operation="approvals.ask" env={environment.id} onClick={askInstead}>{t('apply:ask')}</MayButton>}
      {count > 0 && (
        <MayButton operation={direction === 'down' ? 'migrations.undo' : 'migrations.apply'} env={environment.id} variant={production || direction === 'down' ? 'danger' : 'primary'} type={production ? 'button' : 'submit'} form="apply" disabled={!complete} busy={run.isPending} onClick={production ? () => run.mutate() : undefined}>
          {t(`do.${direction}`, { count, env: environment.name })}
        </MayButton>
      )}
    </>
  )
  return (
    <Dialog open onClose={closeApply} title={t(`title.${direction}`, { env: environment.name })} width={640} production={production} foot={foot}>
      <form
        id="apply"
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (complete && !production) run.mutate()
        }}
      >
        {changed && (
          <p className={css.changed} role="status">
            {t('changed')}
          </p>
        )}
        <WhatRuns environment={environment} plan={plan} />
        {count > 0 && (
          <>
            <BackupChoice environment={environment} plan={plan} consent={consent} onChange={change} />
            <Timeouts consent={consent} onChange={change} />
            <InterlockNotice env={environment.id} of="dumps" value={consent.interlock} onChange={(interlock) => change({ interlock })} />
            <Confirmation environment={environment} plan={plan} consent={consent} onChange={change} />
          </>
        )}
        {run.error && readable(run.error).code !== 'plan_changed' && <ErrorNotice error={run.error} />}
      </form>
    </Dialog>
  )
}
