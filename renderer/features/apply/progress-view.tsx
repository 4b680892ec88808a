import { useTranslation } from 'react-i18next'
import type { JobView } from '../../client/jobs.ts'
import { useFormat } from '../../i18n/format.ts'
import { Bar } from '../../ui/bar.tsx'
import { MigrationSteps } from './migration-steps.tsx'
import { RunLog } from './run-log.tsx'
import { runProgress, shareDone } from './run-progress.ts'
import css from './apply.module.css'

/** How far the run is, what each migration and statement did, and what was logged. */
export function ProgressView({ view }: { view: JobView }) {
  const { t } = useTranslation('apply')
  const format = useFormat()
  const { job } = view
  const run = runProgress(view.steps, job.state)
  const { label, secondsLeft } = job.progress ?? {}
  const words = job.state === 'queued' ? t('run.queued') : job.state === 'cancelling' ? t('run.cancelling') : (label ?? t('run.running'))
  const done = run.migrations.filter(({ outcome }) => outcome === 'done').length
  return (
    <div className={css.form}>
      <section className={css.part}>
        <p className={css.now} aria-live="polite">
          <b>{words}</b>
          <span>
            {run.of > 0 && t('run.migrations', { done, total: run.of })}
            {secondsLeft !== undefined && ` · ${t('run.left', { time: format.duration(secondsLeft * 1000) })}`}
          </span>
        </p>
        <Bar label={t('run.progress')} value={shareDone(job, run)} />
      </section>
      <MigrationSteps migrations={run.migrations} />
      <RunLog lines={view.log} />
    </div>
  )
}
