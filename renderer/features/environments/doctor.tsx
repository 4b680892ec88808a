import { useMutation } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { doctorStepSchema, type DoctorStep, type EnvironmentInput } from '#shared/contract/environments.ts'
import { isFinished } from '#shared/contract/jobs.ts'
import { MayButton } from '../../app/abilities/may.tsx'
import { useJob } from '../../client/jobs.ts'
import { api } from '../../client/queries.ts'
import { useFormat } from '../../i18n/format.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Section } from '../../ui/panel.tsx'
import { StateDot, type DotShape } from '../../ui/state-dot.tsx'
import { Tag, type Tone } from '../../ui/tag.tsx'
import css from './doctor.module.css'

/** A running or ended test of a connection. */
export function useDoctor() {
  const { mutate, data, error, isPending } = useMutation(api.environments.test.mutationOptions())
  const view = useJob(data?.jobId)
  const steps = (view?.steps ?? []).flatMap((step) => doctorStepSchema.safeParse(step).data ?? [])
  const running = isPending || (data !== undefined && !(view && isFinished(view.job.state)))
  return { ask: mutate as (input: { env?: string; draft?: EnvironmentInput }) => void, steps, running, error: error ?? view?.job.error, begun: isPending || data !== undefined }
}

export type DoctorRun = ReturnType<typeof useDoctor>

export function Doctor({ env, asked, onAsk }: { env: string; asked: number; onAsk: () => void }) {
  const { t } = useTranslation('environments')
  const doctor = useDoctor()
  const { ask } = doctor
  useEffect(() => {
    if (asked > 0) ask({ env })
  }, [asked, env, ask])
  return (
    <Section title={t('doctor.title')}>
      {!doctor.begun && <p className={css.quiet}>{t('doctor.text')}</p>}
      <DoctorReport doctor={doctor} />
      <div className={css.again}>
        <MayButton operation="environments.test" env={env} size="s" busy={doctor.running} onClick={onAsk}>
          {doctor.running ? t('doctor.running') : doctor.begun ? t('doctor.again') : t('test')}
        </MayButton>
      </div>
    </Section>
  )
}

/** The steps as they come, those to come in grey; the first failure with its cause and cure. */
export function DoctorReport({ doctor: { steps, running, error, begun } }: { doctor: DoctorRun }) {
  const { t } = useTranslation('environments')
  if (!begun) return null
  const names = doctorStepSchema.shape.step.options
  const waiting = running ? names.filter((name) => !steps.some(({ step }) => step === name)) : []
  return (
    <div role="status" aria-label={t('doctor.title')}>
      {!running && steps.length > 0 && <Verdict steps={steps} />}
      <ol className={css.steps}>
        {steps.map((step) => (
          <Step key={step.step} {...step} />
        ))}
        {waiting.map((name, index) => (
          <li key={name} className={css.step}>
            <StateDot shape={index === 0 ? 'half' : 'dash'} tone={index === 0 ? 'info' : 'neutral'} />
            <span className={css.quiet}>{t(`doctor.steps.${name}`)}</span>
          </li>
        ))}
      </ol>
      {error !== undefined && error !== null && <ErrorNotice error={error} />}
    </div>
  )
}

function Verdict({ steps }: { steps: readonly DoctorStep[] }) {
  const { t } = useTranslation('environments')
  const failed = steps.some(({ outcome }) => outcome === 'failed')
  const warnings = steps.filter(({ outcome }) => outcome === 'warning').length
  const tone = failed ? 'bad' : warnings > 0 ? 'warn' : 'ok'
  return (
    <p className={css.verdict}>
      <Tag tone={tone}>{failed ? t('doctor.failed') : warnings > 0 ? t('doctor.warnings', { count: warnings }) : t('doctor.ok')}</Tag>
    </p>
  )
}

const looks: Record<DoctorStep['outcome'], { shape: DotShape; tone: Tone }> = {
  ok: { shape: 'full', tone: 'ok' },
  warning: { shape: 'bang', tone: 'warn' },
  failed: { shape: 'cross', tone: 'bad' },
  skipped: { shape: 'dash', tone: 'neutral' },
}

function Step({ step, outcome, message, help, ms }: DoctorStep) {
  const { t } = useTranslation('environments')
  const format = useFormat()
  return (
    <li className={css.step} data-outcome={outcome}>
      <StateDot {...looks[outcome]} label={t(`doctor.outcomes.${outcome}`)} />
      <div className={css.body}>
        <p className={css.line}>
          <span className={css.name}>{t(`doctor.steps.${step}`)}</span>
          {outcome !== 'skipped' && <span className={css.ms}>{format.duration(ms)}</span>}
        </p>
        <p className={css.message}>{message}</p>
        {help && <p className={css.help}>{help}</p>}
      </div>
    </li>
  )
}
