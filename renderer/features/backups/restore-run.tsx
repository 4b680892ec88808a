import { useTranslation } from 'react-i18next'
import { restoreResultSchema, type RestoreResult } from '#shared/contract/backups.ts'
import { replaceResultSchema } from '#shared/contract/restores.ts'
import { JobProgress } from '../../app/job-detail.tsx'
import type { JobView } from '../../client/jobs.ts'
import { useFormat } from '../../i18n/format.ts'
import { Bar } from '../../ui/bar.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { StateDot } from '../../ui/state-dot.tsx'
import { Comparison } from './restores/comparison.tsx'
import { ReplaceOutcome } from './restores/swap-outcome.tsx'
import css from './restore.module.css'

/** The restore while it runs, and its honest outcome. */
export function RestoreRun({ view, error, onPutBack }: { view: JobView | undefined; error: unknown; onPutBack?: (database: string) => void }) {
  const { t } = useTranslation('backups')
  if (error) return <ErrorNotice error={error} />
  if (!view) return <Bar label={t('wizard.starting')} />
  const { job, log } = view
  const replaced = replaceResultSchema.safeParse(job.result).data
  if (replaced) return <ReplaceOutcome result={replaced} onPutBack={onPutBack} />
  const result = restoreResultSchema.safeParse(job.result).data
  if (result) return <Outcome result={result} />
  if (job.error && job.state === 'cancelled') return <p>{t('wizard.cancelled', { state: job.error.state ?? '' })}</p>
  if (job.error) return <ErrorNotice error={job.error} />
  return (
    <div className={css.run}>
      {job.progress ? <JobProgress progress={job.progress} /> : <Bar label={t('wizard.starting')} />}
      <pre className={css.log} tabIndex={0} aria-label={t('wizard.log')}>
        {log.slice(-8).map(({ text }) => `${text}\n`)}
      </pre>
    </div>
  )
}

function Outcome({ result }: { result: RestoreResult }) {
  const { t } = useTranslation('backups')
  const format = useFormat()
  const verified = result.outcome === 'verified'
  return (
    <div className={css.outcome} role="status">
      <p className={css.headline} data-outcome={result.outcome}>
        <StateDot shape={verified ? 'full' : 'bang'} tone={verified ? 'ok' : 'warn'} />
        {verified ? t('wizard.verified') : t('wizard.differs', { subjects: result.differences.map(({ subject }) => subject).join(', ') })}
      </p>
      <p>{t('wizard.summary', { database: result.database, tables: result.tables, rows: format.number(result.rows), time: format.duration(result.ms) })}</p>
      <Comparison differences={result.differences} harmless={result.harmless} />
    </div>
  )
}
