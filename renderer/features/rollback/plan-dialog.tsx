import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/contract/environments.ts'
import type { RollbackPlan, RollbackWay } from '#shared/contract/rollback.ts'
import { MayButton } from '../../app/abilities/may.tsx'
import { confirmInput, isConfirmed, type Confirmed } from '../../app/confirm-fields.tsx'
import { closeRollback, showRollback, type RollbackTarget } from '../../app/rollback-store.ts'
import { api, client, readable } from '../../client/queries.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { SkeletonLines } from '../../ui/skeleton.tsx'
import { ConsentPart, type RollbackConsent } from './consent-part.tsx'
import { PlanView } from './plan-view.tsx'
import { useTrial } from './use-trial.ts'
import css from './rollback.module.css'

interface PlanDialogProps {
  environment: Environment
  target: RollbackTarget
}

/** The ways to the point, what each would lose, a trial in a shadow, and the consent. */
export function PlanDialog({ environment, target }: PlanDialogProps) {
  const { t } = useTranslation('rollback')
  const plan = useQuery(api.rollback.plan.queryOptions({ input: target, staleTime: 0, gcTime: 0 }))
  if (plan.data) return <Form environment={environment} target={target} plan={plan.data} refresh={() => void plan.refetch()} />
  return (
    <Dialog open onClose={closeRollback} title={t('title', { env: environment.name })} width={760} production={environment.class === 'production'}>
      {plan.error ? (
        <ErrorNotice error={plan.error} onRetry={() => void plan.refetch()} />
      ) : (
        <div aria-busy aria-label={t('loading')}>
          <SkeletonLines widths={[58, 82, 74, 66, 40, 71]} />
        </div>
      )}
    </Dialog>
  )
}

interface FormProps extends PlanDialogProps {
  plan: RollbackPlan
  refresh: () => void
}

function Form({ environment, target, plan, refresh }: FormProps) {
  const { t } = useTranslation(['rollback', 'common'])
  const [wanted, setWanted] = useState<RollbackWay['id']>()
  const [consent, setConsent] = useState<RollbackConsent>({ backup: environment.policies.backupBeforeMigrating, endSessions: false })
  const [confirmed, setConfirmed] = useState<Confirmed>({ name: '', reason: '' })
  const [changed, setChanged] = useState(false)
  const way = plan.ways.find(({ id }) => id === wanted) ?? plan.ways[0]
  const trial = useTrial(target, way?.id, refresh)
  const run = useMutation({
    mutationFn: () => client.rollback.run({ ...target, ...(way && { way: way.id, planFingerprint: way.fingerprint }), ...consent, ...confirmInput(environment, confirmed) }),
    onSuccess: ({ jobId }) => showRollback(target, jobId),
    onError: (thrown) => {
      if (readable(thrown).code !== 'plan_changed') return
      setChanged(true)
      refresh()
    },
  })
  const canRun = way !== undefined && way.possible === 'yes' && way.steps.length > 0
  const ready = canRun && isConfirmed(environment, confirmed) && !trial.running
  const foot = (
    <>
      <Button onClick={closeRollback}>{t('common:cancel')}</Button>
      {way && way.possible !== 'no' && way.steps.length > 0 && (
        <MayButton operation="rollback.preview" env={environment.id} busy={trial.running} variant={way.possible === 'after_preview' ? 'primary' : 'default'} onClick={trial.start}>
          {t('trial.start')}
        </MayButton>
      )}
      {canRun && (
        <MayButton operation="rollback.run" env={environment.id} variant="danger" disabled={!ready} busy={run.isPending} onClick={() => run.mutate()}>
          {t('go', { env: environment.name })}
        </MayButton>
      )}
    </>
  )
  return (
    <Dialog open onClose={closeRollback} title={t('title', { env: environment.name })} width={760} production={environment.class === 'production'} foot={foot}>
      <div className={css.form}>
        {changed && (
          <p className={css.changed} role="status">
            {t('changed')}
          </p>
        )}
        <PlanView plan={plan} way={way} trial={trial} onWay={setWanted} />
        {canRun && <ConsentPart environment={environment} way={way} consent={consent} onConsent={setConsent} confirmed={confirmed} onConfirmed={setConfirmed} />}
        {run.error && readable(run.error).code !== 'plan_changed' && <ErrorNotice error={run.error} />}
      </div>
    </Dialog>
  )
}
