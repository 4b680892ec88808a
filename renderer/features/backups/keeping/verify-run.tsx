import { useTranslation } from 'react-i18next'
import { rehearsalResultSchema, type RehearsalResult } from '#shared/contract/backups-keeping.ts'
import { JobProgress } from '../../../app/job-detail.tsx'
import type { JobView } from '../../../client/jobs.ts'
import { useFormat } from '../../../i18n/format.ts'
import { Bar } from '../../../ui/bar.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { StateDot } from '../../../ui/state-dot.tsx'
import css from './keeping.module.css'

/** The rehearsal while it runs, and what it found. */
export function VerifyRun({ view, error }: { view: JobView | undefined; error: unknown }) {
  const { t } = useTranslation('keeping')
  if (error) return <ErrorNotice error={error} />
  if (!view) return <Bar label={t('verify.starting')} />
  const { job } = view
  const result = rehearsalResultSchema.safeParse(job.result).data
  if (result) return <Outcome result={result} />
  if (job.state === 'cancelled') return <p>{t('verify.cancelled')}</p>
  if (job.error) {
    return (
      <>
        {(job.error.code === 'restore_failed' || job.error.code === 'backup_damaged') && <p className={css.headline}>{t('verify.failed')}</p>}
        <ErrorNotice error={job.error} />
      </>
    )
  }
  return job.progress ? <JobProgress progress={job.progress} /> : <Bar label={t('verify.starting')} />
}

function Outcome({ result }: { result: RehearsalResult }) {
  const { t } = useTranslation('keeping')
  const format = useFormat()
  const verified = result.outcome === 'verified'
  return (
    <div role="status" className={css.form}>
      <p className={css.headline} data-outcome={result.outcome}>
        <StateDot shape={verified ? 'full' : 'bang'} tone={verified ? 'ok' : 'warn'} />
        {t(verified ? 'verify.verified' : 'verify.differs')}
      </p>
      {verified && <p>{t('verify.verifiedText', { tables: format.number(result.tables), rows: format.number(result.rows), server: result.server, time: format.duration(result.ms) })}</p>}
      {result.differences.length > 0 && <Differences differences={result.differences} />}
      {result.notes.map((note) => (
        <p key={note} className={css.small}>
          {note}
        </p>
      ))}
    </div>
  )
}

function Differences({ differences }: { differences: RehearsalResult['differences'] }) {
  const { t } = useTranslation('backups')
  return (
    <table className={css.differences}>
      <thead>
        <tr>
          <th scope="col">{t('wizard.subject')}</th>
          <th scope="col">{t('wizard.expected')}</th>
          <th scope="col">{t('wizard.found')}</th>
        </tr>
      </thead>
      <tbody>
        {differences.map(({ subject, expected, found }) => (
          <tr key={subject}>
            <td>{subject}</td>
            <td>{expected}</td>
            <td>{found}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
