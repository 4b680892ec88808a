import { AppError } from '#shared/contract/app-error.ts'
import type { MigrationRow } from '#shared/contract/migrations.ts'
import { checkRunnable, chooseRows } from '../../migrations/check-runnable.ts'
import { buildSteps } from '../../migrations/run/build-steps.ts'
import type { RunRequest } from '../../migrations/run/run-migrations.ts'
import type { Situation } from '../../migrations/situation.ts'
import type { PlannedState, PlannedStep } from '../plan-fleet.ts'
import { stateFingerprint } from '../state-fingerprint.ts'

export interface Expected {
  planned: PlannedState
  to: string | undefined
  /** A worker has begun it before: a part of the plan may have taken effect. */
  begun: boolean
}

/** Steps for `runMigrations`, chosen with the lock of the member held. Throws `plan_changed` where the member is not in the state that was planned for. */
export function plannedSteps({ planned, to, begun }: Expected): NonNullable<RunRequest['steps']> {
  return async (situation) => {
    checkRunnable(situation, 'up')
    const rows = chooseRows(situation.rows, 'up', to)
    if (stateFingerprint(situation) !== planned.fingerprint && !(begun && isRest(situation.rows, rows, planned.steps))) throw changed()
    return buildSteps(situation, rows, 'up')
  }
}

/** Number of the planned migrations that the history has. */
export function countApplied({ rows }: Pick<Situation, 'rows'>, steps: readonly PlannedStep[]): number {
  return steps.filter((step) => isApplied(rows, step)).length
}

/** Whether what is pending is the end of what was planned, and the history has what comes before it. */
function isRest(rows: readonly MigrationRow[], pending: readonly MigrationRow[], steps: readonly PlannedStep[]): boolean {
  const done = steps.length - pending.length
  if (done < 0) return false
  const rest = steps.slice(done)
  return pending.every(({ script, checksum }, index) => rest[index]?.script === script && rest[index].checksum === checksum) && steps.slice(0, done).every((step) => isApplied(rows, step))
}

const applied: ReadonlySet<MigrationRow['state']> = new Set(['applied', 'out_of_order', 'baseline'])

function isApplied(rows: readonly MigrationRow[], { script, checksum }: PlannedStep): boolean {
  return rows.some((row) => row.script === script && row.checksum === checksum && applied.has(row.state))
}

function changed(): AppError {
  return new AppError('plan_changed', {}, { state: 'Nothing was changed.', help: 'Its history is not what it was when the fleet was planned. Start a new run, which plans it anew.' })
}
