import { useRollback } from '../../app/rollback-store.ts'
import { useEnvironment } from '../../client/queries.ts'
import { PlanDialog } from './plan-dialog.tsx'
import { PointDialog } from './point-dialog.tsx'
import { RunDialog } from './run-dialog.tsx'

/** In front of every screen: where to, then the way and the consent to it, then the run itself. */
export function RollbackDialog() {
  const { target, jobId } = useRollback()
  const environment = useEnvironment(target?.env ?? null)
  if (!target || !environment) return null
  if (jobId) return <RunDialog key={jobId} environment={environment} target={target} jobId={jobId} />
  const { event, version, at, rollback } = target
  const point = event ?? version ?? at ?? rollback
  return point === undefined ? <PointDialog key={target.env} environment={environment} /> : <PlanDialog key={`${target.env} ${point}`} environment={environment} target={target} />
}
