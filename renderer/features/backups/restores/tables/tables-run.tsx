import { useTranslation } from 'react-i18next'
import { isFinished } from '#shared/contract/jobs.ts'
import { CancelButton, JobProgress } from '../../../../app/job-detail.tsx'
import type { JobView } from '../../../../client/jobs.ts'
import { Bar } from '../../../../ui/bar.tsx'
import { Button } from '../../../../ui/button.tsx'
import { ErrorNotice } from '../../../../ui/error-notice.tsx'
import css from '../../restore.module.css'

/** A job while it runs, with its log, or why it did not end well. */
export function TablesRun({ view }: { view: JobView | undefined }) {
  const { t } = useTranslation('backups')
  if (!view) return <Bar label={t('wizard.starting')} />
  const { job, log } = view
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

/** Cancel while it runs; once it failed, the way back to the choice. */
export function RunFoot({ view, onClose, onAgain }: { view: JobView | undefined; onClose: () => void; onAgain?: (() => void) | undefined }) {
  const { t } = useTranslation(['backups', 'common'])
  const done = view !== undefined && isFinished(view.job.state)
  return (
    <>
      {view && !done && <CancelButton job={view.job} />}
      {done && onAgain && <Button onClick={onAgain}>{t('backups:wizard.change')}</Button>}
      <Button variant={done ? 'primary' : 'default'} onClick={onClose}>
        {done ? t('common:close') : t('backups:goOn')}
      </Button>
    </>
  )
}
