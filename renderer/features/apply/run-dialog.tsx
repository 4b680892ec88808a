import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/contract/environments.ts'
import { isFinished } from '#shared/contract/jobs.ts'
import { closeApply, type ApplyRequest } from '../../app/apply-store.ts'
import { cancelJob, useJob, type JobView } from '../../client/jobs.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { SkeletonLines } from '../../ui/skeleton.tsx'
import { Outcome } from './outcome.tsx'
import { OutcomeActions } from './outcome-actions.tsx'
import { ProgressView } from './progress-view.tsx'

export interface RunDialogProps {
  environment: Environment
  request: ApplyRequest
  jobId: string
}

/** Follows a run to its end. Closing it leaves the run going. */
export function RunDialog({ environment, request, jobId }: RunDialogProps) {
  const { t } = useTranslation('apply')
  const view = useJob(jobId)
  const finished = view !== undefined && isFinished(view.job.state)
  return (
    <Dialog
      open
      onClose={closeApply}
      title={t(`${finished ? 'title' : 'run.title'}.${request.direction}`, { env: environment.name })}
      width={720}
      production={environment.class === 'production'}
      foot={view && (finished ? <OutcomeActions environment={environment} request={request} view={view} /> : <Running view={view} />)}
    >
      {!view ? <SkeletonLines /> : finished ? <Outcome environment={environment} request={request} view={view} /> : <ProgressView view={view} />}
    </Dialog>
  )
}

function Running({ view: { job } }: { view: JobView }) {
  const { t } = useTranslation('apply')
  const cancelling = job.state === 'cancelling'
  return (
    <>
      <Button onClick={closeApply} title={t('run.hideHelp')}>
        {t('run.hide')}
      </Button>
      <Button variant="danger" busy={cancelling} title={t('run.cancelHelp')} onClick={() => void cancelJob(job.id)}>
        {cancelling ? t('run.cancelling') : t('run.cancel')}
      </Button>
    </>
  )
}
