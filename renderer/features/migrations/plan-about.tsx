import { ArchiveRestore, CircleCheck, KeyRound, Lock, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/contract/environments.ts'
import type { Plan, Status } from '#shared/contract/migrations.ts'
import { useFormat } from '../../i18n/format.ts'
import { DiagnosticList } from '../../ui/diagnostic-list.tsx'
import { Panel, PanelBody, PanelHead, Section } from '../../ui/panel.tsx'
import { SkeletonLines } from '../../ui/skeleton.tsx'
import type { Tone } from '../../ui/tag.tsx'
import { FindingsSection } from './findings.tsx'
import css from './plan.module.css'

interface PlanAboutProps {
  environment: Environment
  status: Status
  plan: Plan | undefined
}

/** What happens around the run: backup, confirmation, locks, transactions, findings. */
export function PlanAbout({ environment, status, plan }: PlanAboutProps) {
  const { t } = useTranslation('migrations')
  return (
    <Panel tone="raise" className={css.side} label={t('plan.before')}>
      <PanelHead title={t('plan.before')} />
      <PanelBody>
        {!plan ? (
          <Section>
            <SkeletonLines />
          </Section>
        ) : (
          <>
            {plan.steps.length > 0 && <BeforeRun environment={environment} plan={plan} />}
            <Section title={t('plan.findings')} note={plan.diagnostics.length || undefined}>
              {plan.diagnostics.length > 0 ? <DiagnosticList diagnostics={plan.diagnostics} /> : <p className={css.quiet}>{t('plan.noFindings')}</p>}
            </Section>
          </>
        )}
        <FindingsSection environment={environment} status={status} />
      </PanelBody>
    </Panel>
  )
}

/** Backup, transactions, locks and confirmation of a plan. */
export function BeforeRun({ environment, plan }: { environment: Environment; plan: Plan }) {
  const { t } = useTranslation('migrations')
  const format = useFormat()
  const { planned, problem, help } = plan.backup
  const outside = plan.steps.filter(({ transactional }) => !transactional).length
  const { lockTimeoutMs } = environment.policies
  const asked = [plan.confirmation.name && t('plan.askName'), plan.confirmation.reason && t('plan.askReason')].filter(Boolean).join(' ')
  return (
    <Section>
      <Fact tone={problem ? 'warn' : planned ? 'ok' : 'neutral'} sign={<ArchiveRestore />}>
        {problem ? t('plan.backupProblem') : t(planned ? 'plan.backupPlanned' : 'plan.backupOff', { env: environment.name })}
        {problem && <small>{problem}</small>}
        {help && <small>{help}</small>}
      </Fact>
      <Fact tone={outside > 0 ? 'warn' : 'ok'} sign={outside > 0 ? <TriangleAlert /> : <CircleCheck />}>
        {outside > 0 ? t('plan.outside', { count: outside }) : t('plan.allInside')}
      </Fact>
      <Fact tone="neutral" sign={<Lock />}>
        {lockTimeoutMs > 0 ? t('plan.locks', { time: format.duration(lockTimeoutMs) }) : t('plan.locksNever')}
      </Fact>
      <Fact tone={asked ? 'bad' : 'neutral'} sign={<KeyRound />}>
        {asked || t('plan.askNothing')}
      </Fact>
    </Section>
  )
}

function Fact({ tone, sign, children }: { tone: Tone; sign: ReactNode; children: ReactNode }) {
  return (
    <div className={css.fact}>
      <span className={css.sign} data-tone={tone} aria-hidden>
        {sign}
      </span>
      <div>{children}</div>
    </div>
  )
}
