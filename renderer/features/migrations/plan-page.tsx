import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/contract/environments.ts'
import type { Plan, PlanStep, Status } from '#shared/contract/migrations.ts'
import { MayButton } from '../../app/abilities/may.tsx'
import { openApply } from '../../app/apply-store.ts'
import { SqlView } from '../../editor/sql-view.tsx'
import { useFormat } from '../../i18n/format.ts'
import { Empty } from '../../ui/empty.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Panel, PanelHead } from '../../ui/panel.tsx'
import { PlanAbout } from './plan-about.tsx'
import { PlanSteps } from './plan-steps.tsx'
import { PlanTarget } from './plan-target.tsx'
import { usePlan } from './queries.ts'
import { planLines } from './statement-lines.ts'
import { TextSkeleton } from './sql-tab.tsx'
import type { View } from './view.ts'
import css from './plan.module.css'

export interface PlanPageProps {
  environment: Environment
  status: Status
  view: Extract<View, { type: 'plan' }>
}

/** What would run, or be undone: the steps, and under them the SQL of the chosen one. */
export function PlanPage({ environment, status, view }: PlanPageProps) {
  const { t } = useTranslation('migrations')
  const plan = usePlan(environment.id, view.direction, view.to, status)
  const open = () => openApply({ env: environment.id, direction: view.direction, to: view.to })
  const partial = view.direction === 'down' || view.to !== undefined
  return (
    <>
      <Panel className={css.main} label={t(`plan.${view.direction}`)} tabIndex={-1} data-migration-page>
        <PanelHead title={t(`plan.${view.direction}`)} note={plan.data && <Note plan={plan.data} />}>
          <PlanTarget status={status} view={view} />
          {partial && plan.data && plan.data.steps.length > 0 && (
            <MayButton operation={view.direction === 'down' ? 'migrations.undo' : 'migrations.apply'} env={environment.id} variant={view.direction === 'down' || environment.class === 'production' ? 'danger' : 'default'} size="s" disabled={status.server.readOnly} onClick={open}>
              {t(view.direction === 'down' ? 'undo' : 'apply', { env: environment.name })}
            </MayButton>
          )}
        </PanelHead>
        {status.server.readOnly && <p className={css.notice}>{t('readOnly', { user: status.server.user })}</p>}
        {plan.error ? <ErrorNotice error={plan.error} onRetry={() => void plan.refetch()} fill /> : plan.data ? <Steps environment={environment} plan={plan.data} /> : <TextSkeleton />}
      </Panel>
      <PlanAbout environment={environment} status={status} plan={plan.data} />
    </>
  )
}

function Note({ plan }: { plan: Plan }) {
  const { t } = useTranslation('migrations')
  if (plan.steps.length === 0) return null
  const version = (value: string | null) => (value === null || value === '0' ? t('plan.start') : value)
  return <>{[t('plan.migrations', { count: plan.steps.length }), t('plan.from', { from: version(plan.from), to: version(plan.to) })].join(' · ')}</>
}

function Steps({ environment, plan }: { environment: Environment; plan: Plan }) {
  const { t } = useTranslation('migrations')
  const [script, setScript] = useState<string>()
  const step = plan.steps.find((each) => each.script === script) ?? plan.steps[0]
  if (!step) {
    return plan.direction === 'up' ? (
      <Empty title={t('plan.nothingUp')}>{t('plan.nothingUpText', { env: environment.name })}</Empty>
    ) : (
      <Empty title={t('plan.nothingDown')}>{t('plan.nothingDownText')}</Empty>
    )
  }
  return (
    <>
      <PlanSteps steps={plan.steps} selected={step.script} onChoose={setScript} />
      <StepSql step={step} number={plan.steps.indexOf(step) + 1} />
    </>
  )
}

function StepSql({ step, number }: { step: PlanStep; number: number }) {
  const { t } = useTranslation('migrations')
  const format = useFormat()
  const lines = useMemo(() => planLines(step.statements, step.transactional, { t, format }), [step, t, format])
  return (
    <>
      <PanelHead title={<span className={css.file}>{step.script}</span>} level={3} note={t('next.statements', { count: step.statements.length })} foot />
      {!step.transactional && step.reason && <p className={css.notice}>{step.reason}</p>}
      <SqlView text={step.sql} label={t('plan.sql', { number, script: step.script })} lines={lines} />
    </>
  )
}
