import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { isFinished } from '#shared/contract/jobs.ts'
import { CancelButton, JobProgress } from '../../app/job-detail.tsx'
import { useJob } from '../../client/jobs.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { StateDot } from '../../ui/state-dot.tsx'
import files from './backup-files.module.css'
import css from './backups.module.css'

interface FileJobProps {
  title: string
  onClose: () => void
  production?: boolean
  /** The started job, and what starting it threw. */
  job: { jobId: string | undefined; pending: boolean; error: Error | null }
  /** The button that starts it. */
  action: { label: string; disabled: boolean; run: () => void }
  done: string
  children: ReactNode
}

/** A dialog that asks, starts a job, shows it and its end. A failed one can be tried again. */
export function FileJobDialog({ title, onClose, production, job, action, done, children }: FileJobProps) {
  const { t } = useTranslation(['backups', 'common'])
  const view = useJob(job.jobId)
  const state = view?.job.state
  const ended = state !== undefined && isFinished(state)
  const running = (job.pending || job.jobId !== undefined) && !ended
  const foot = running ? (
    <>
      {view && <CancelButton job={view.job} />}
      <Button onClick={onClose}>{t('backups:goOn')}</Button>
    </>
  ) : state === 'succeeded' ? (
    <Button variant="primary" onClick={onClose}>
      {t('common:close')}
    </Button>
  ) : (
    <>
      <Button variant="quiet" onClick={onClose}>
        {t('common:cancel')}
      </Button>
      <Button variant="primary" disabled={action.disabled} onClick={action.run}>
        {action.label}
      </Button>
    </>
  )
  return (
    <Dialog open onClose={onClose} width={480} production={production === true} title={title} foot={foot}>
      <div className={files.body}>
        {!running && state !== 'succeeded' && children}
        {running && view?.job.progress && <JobProgress progress={view.job.progress} />}
        {state === 'succeeded' && (
          <p className={css.success}>
            <StateDot shape="full" tone="ok" /> {done}
          </p>
        )}
        {(job.error ?? view?.job.error) && !running && <ErrorNotice error={job.error ?? view?.job.error} />}
      </div>
    </Dialog>
  )
}
