import { useApply } from '../../app/apply-store.ts'
import { useEnvironment } from '../../client/queries.ts'
import { ConfirmDialog } from './confirm-dialog.tsx'
import { RunDialog } from './run-dialog.tsx'

/** In front of every screen: first what would run and the consent to it, then the run itself. */
export function ApplyDialog() {
  const { request, jobId } = useApply()
  const environment = useEnvironment(request?.env ?? null)
  if (!request || !environment) return null
  const key = `${request.env} ${request.direction} ${request.to}`
  return jobId ? <RunDialog key={jobId} environment={environment} request={request} jobId={jobId} /> : <ConfirmDialog key={key} environment={environment} request={request} />
}
