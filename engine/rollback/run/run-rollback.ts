import { AppError, toAppError } from '#shared/contract/app-error.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { RollbackResult, RollbackWay } from '#shared/contract/rollback.ts'
import { confirmationEvent } from '../../confirmations/confirmation-event.ts'
import type { Engine } from '../../engine.ts'
import { writeEventTo } from '../../history/journal-event.ts'
import type { JobContext } from '../../jobs/job-runner.ts'
import type { Consent } from '../../migrations/confirmation.ts'
import type { BackupTools } from '../../migrations/run/run-migrations.ts'
import { planRollback, type PlanKnown, type Planned } from '../plan-rollback.ts'
import type { PointRequest } from '../point.ts'
import type { PlannedWay } from '../way.ts'
import { checkReached } from './reached.ts'
import { begin, finish, stopped, tell, type Going } from './record.ts'
import { runRestoreWay, type ReplaceDatabase } from './run-restore-way.ts'
import { runScripts } from './run-scripts.ts'
import { isScript } from './step-log.ts'

export interface RollbackRequest {
  point: PointRequest
  way?: RollbackWay['id'] | undefined
  planFingerprint?: string | undefined
  backup?: boolean | undefined
  endSessions: boolean
  reason?: string | undefined
  /** Used up once it is known that what was confirmed is what would be done. */
  consent?: Consent | undefined
}

export interface RollbackTools extends Pick<BackupTools, 'createBackup'> {
  replaceDatabase: ReplaceDatabase
}

/** What a run of a way gives before the end is checked. */
export interface Gone {
  backup: RollbackResult['backup']
  /** The database that was replaced and kept. */
  database: string | null
}

/**
 * Plans again, goes the way and checks where it led. Throws `rollback_impossible`, `plan_changed` and what stands before a run while nothing is changed; `rollback_failed`
 * with the step, what was done and what is left when it stops in the middle.
 */
export async function runRollback(engine: Engine, tools: RollbackTools, environment: Environment, request: RollbackRequest, known: PlanKnown, job: JobContext): Promise<RollbackResult> {
  job.progress({ label: 'Planning the way back' })
  const planned = await planRollback(engine, environment, request.point, known)
  const chosen = chooseWay(planned, request.way)
  if (request.planFingerprint !== undefined && request.planFingerprint !== chosen.way.fingerprint) throw new AppError('plan_changed', {}, { state: 'Nothing was changed.' })
  const used = await request.consent?.use(chosen.way.fingerprint)
  if (used) await writeEventTo(engine, environment, confirmationEvent(used, 'used', engine.actor, job.jobId), job.log)
  const going = await begin(engine, environment, planned, chosen.way, request.reason, job)
  try {
    const gone = await go(tools, going, chosen, request)
    return await concluded(going, gone)
  } catch (thrown) {
    throw await stopped(going, toAppError(thrown))
  }
}

/** The best way that can be gone now. */
export function chooseWay({ ways }: Planned, id: RollbackWay['id'] | undefined): PlannedWay {
  const wanted = id === undefined ? ways[0] : ways.find(({ way }) => way.id === id)
  if (!wanted) throw new AppError('rollback_impossible', { problem: 'this way does not lead there' }, { state: 'Nothing was changed.' })
  const { possible, reasons } = wanted.way
  if (possible === 'after_preview') throw new AppError('rollback_impossible', { problem: 'an undo has to be written and tried first' }, { state: 'Nothing was changed.', help: 'Preview the way back: that writes the missing undos and tries them in a shadow.' })
  if (possible === 'no') throw new AppError('rollback_impossible', { problem: reasons.find(({ severity }) => severity === 'error')?.message ?? 'no way leads there' }, { state: 'Nothing was changed.' })
  return wanted
}

async function go(tools: RollbackTools, going: Going, chosen: PlannedWay, request: RollbackRequest): Promise<Gone> {
  const { engine, environment, planned, way, steps, job } = going
  if (way.steps.length === 0) return { backup: null, database: null }
  const backup = request.backup ?? environment.policies.backupBeforeMigrating
  if (chosen.backup) return runRestoreWay(tools, going, chosen, { backup, endSessions: request.endSessions, reason: request.reason })
  const saving: Pick<BackupTools, 'createBackup'> = {
    createBackup: async (...given) => {
      await steps.begin(({ method }) => method === 'safety_backup')
      const manifest = await tools.createBackup(...given)
      await steps.end()
      return manifest
    },
  }
  const run = await runScripts(engine, saving, environment, {
    scripts: chosen.scripts, history: planned.history, fingerprint: way.fingerprint, reason: request.reason, backup,
    onScript: ({ script }) => steps.begin((step) => isScript(step) && step.script === script),
  }, job)
  return { backup: run.backup, database: null }
}

async function concluded(going: Going, { backup, database }: Gone): Promise<RollbackResult> {
  const { engine, environment, id, planned, way, steps, job, began } = going
  await steps.begin(({ method }) => method === 'check')
  job.progress({ label: 'Comparing with the point' })
  const { outcome, differences, version } = await checkReached(engine, environment, planned.wanted, planned.schema)
  await steps.end()
  await finish(going, backup?.id ?? null)
  const ms = Math.round(performance.now() - began)
  if (way.steps.length > 0) await tell(going, 'rollback', { description: describe(going, outcome), problem: outcome === 'differs' ? differences.slice(0, 5).join(' ') : null, version, backupId: backup?.id ?? null, ms })
  return { rollback: id, env: environment.name, way: way.id, outcome, differences, version, steps: [...steps.steps], backup, forward: forwardOf(planned, way, database), ms }
}

const words = { reached: 'the schema is as it was then', differs: 'the schema differs from what it was then', unknown: 'what the schema was then is not known' } as const

function describe({ planned: { point, wanted } }: Going, outcome: RollbackResult['outcome']): string {
  return `Went back to ${wanted.highest === null ? 'before the first version' : `version ${wanted.highest}`} (${point.at.toISOString()}): ${words[outcome]}`
}

function forwardOf({ plan }: Planned, { id, steps }: RollbackWay, database: string | null): RollbackResult['forward'] {
  if (id !== 'scripts') return { way: 'put_back', versions: [], database }
  const versions = plan.now.versions.filter((version) => !plan.point.versions.includes(version))
  return { way: steps.length === 0 ? 'nothing' : 'apply', versions, database: null }
}
