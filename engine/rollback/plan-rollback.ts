import { AppError } from '#shared/contract/app-error.ts'
import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { RollbackPlan } from '#shared/contract/rollback.ts'
import type { HistoryRow } from '#shared/migrations/history-row.ts'
import type { Engine } from '../engine.ts'
import { readArchives } from '../archives/read-archives.ts'
import { listBackups } from '../backups/manifests.ts'
import { confirmationOf } from '../migrations/confirmation.ts'
import { withSession } from '../migrations/locked-session.ts'
import { ownSchema } from '../preview/known-schema.ts'
import { proofsNow } from '../preview/proofs-now.ts'
import type { CurrentSchemas } from '../schema/current-schema.ts'
import { readLanes } from '../timeline/read-timeline.ts'
import { stateAfter, versionsOf, type AppliedState } from './applied-state.ts'
import { readPast } from './past.ts'
import type { Planning } from './planning.ts'
import { resolvePoint, type Point, type PointRequest } from './point.ts'
import { planNotes } from './plan-notes.ts'
import { usableBackups } from './usable-backups.ts'
import { wantedSchema, type ReplayedSchemas, type WantedSchema } from './wanted-schema.ts'
import type { PlannedWay } from './way.ts'
import { planWays } from './ways.ts'

/** What earlier readings and previews have found out. */
export interface PlanKnown {
  current: CurrentSchemas
  replayed: ReplayedSchemas
}

export interface Planned {
  plan: RollbackPlan
  ways: readonly PlannedWay[]
  point: Point
  wanted: AppliedState
  schema: WantedSchema | undefined
  history: readonly HistoryRow[]
  /** Highest rank of the history now. */
  rank: number
  /** By the server's clock. */
  at: Date
}

/** Plans every way back to a point; nothing is changed. Throws `rollback_impossible`, `bad_request`, and what reading throws. */
export async function planRollback(engine: Engine, environment: Environment, request: PointRequest, { current, replayed }: PlanKnown): Promise<Planned> {
  const stored = await listBackups(engine)
  const elsewhere = request.event !== undefined && (await isElsewhere(engine, environment, request.event))
  const proofs = await proofsNow(engine, environment, current)
  return withSession(engine, environment, async (client) => {
    const past = await readPast(client, environment)
    const { situation } = past
    const point = await resolvePoint(environment, request, { past, backups: stored, rollbacks: engine.rollbacks, elsewhere })
    const planning: Planning = {
      environment, client, past, point, now: stateAfter(situation.history), wanted: stateAfter(situation.history, point.rank),
      library: { client, environment, situation, proofs, undos: await engine.rollbacks.undos(environment.id) }, backups: usableBackups(environment, stored, past),
    }
    const schema = await wantedSchema(engine, environment, { point, wanted: planning.wanted, past, replayed })
    const { ways, nothing } = await planWays(planning, { archives: await readArchives(client, environment), schemaNow: async () => ownSchema((await current.get(environment)).snapshot, environment) })
    const rank = situation.history.reduce((highest, row) => Math.max(highest, row.rank), 0)
    return { plan: { ...aboutPlan(planning, schema), nothing, ways: ways.map(({ way }) => way) }, ways, point, wanted: planning.wanted, schema, history: situation.history, rank, at: past.now }
  })
}

/** Rows of a journal that was replaced can have the numbers of others: the timeline knows which is meant. */
async function isElsewhere(engine: Engine, environment: Environment, event: string): Promise<boolean> {
  if (!event.startsWith(`${environment.id}/journal/`)) return false
  const [lane] = await readLanes(engine, [environment])
  const found = lane?.events.find(({ id }) => id === event)
  if (!found && lane?.story.away === undefined) throw new AppError('rollback_impossible', { problem: 'the journal of this database has no such event' }, { state: 'Nothing was changed.' })
  return found?.chain === 'mirror'
}

function aboutPlan(planning: Planning, schema: WantedSchema | undefined): Omit<RollbackPlan, 'ways' | 'nothing'> {
  const { environment, past, point, now, wanted } = planning
  const notes: Diagnostic[] = planNotes(planning)
  return {
    env: environment.name, notes, confirmation: confirmationOf(environment),
    point: { event: point.event, version: point.version, at: point.at.toISOString(), versions: versionsOf(wanted), highest: wanted.highest, known: schema !== undefined },
    now: { at: past.now.toISOString(), versions: versionsOf(now), highest: now.highest },
  }
}
