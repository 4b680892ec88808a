import { AppError } from '#shared/contract/app-error.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { RollbackProgress, RollbackWay } from '#shared/contract/rollback.ts'
import type { Engine } from '../../engine.ts'
import { writeEventTo } from '../../history/journal-event.ts'
import { readHistory } from '../../history/history.ts'
import type { JobContext } from '../../jobs/job-runner.ts'
import { withSession } from '../../migrations/locked-session.ts'
import type { Planned } from '../plan-rollback.ts'
import { changedSomething, isScript, settleSteps, StepLog, waitingSteps } from './step-log.ts'

/** A way back under way. */
export interface Going {
  engine: Engine
  environment: Environment
  id: string
  planned: Planned
  way: RollbackWay
  steps: StepLog
  reason: string | undefined
  job: JobContext
  /** performance.now() */
  began: number
}

/** Notes in the store what will be done, before anything is. */
export async function begin(engine: Engine, environment: Environment, planned: Planned, way: RollbackWay, reason: string | undefined, job: JobContext): Promise<Going> {
  const { point, rank, at } = planned
  const steps = waitingSteps(way.steps)
  const { user, host } = engine.actor
  await engine.rollbacks.insert({
    id: job.jobId, envId: environment.id, jobId: job.jobId, way: way.id, event: point.event, version: point.version, at: point.at.toISOString(), state: 'running',
    startedAt: new Date().toISOString(), endedAt: null, by: `${user}@${host}`, steps, problem: null, backup: null, planFingerprint: way.fingerprint, startRank: rank, startAt: at.toISOString(),
  })
  return { engine, environment, id: job.jobId, planned, way, steps: new StepLog(engine.rollbacks, job.jobId, job, steps), reason, job, began: performance.now() }
}

/** Writes down that a way ended before its end, and gives the error that says where it stands now. */
export async function stopped(going: Going, error: AppError): Promise<AppError> {
  const { engine, environment, id, steps, planned, way } = going
  const settled = way.backup ? besideStopped(steps.steps) : await scriptsStopped(engine, environment, steps.steps, planned.rank)
  const failed = settled.find(({ state }) => state === 'failed' || state === 'unknown') ?? settled.find(({ state }) => state === 'waiting')
  const changed = changedSomething(settled)
  await steps.replace(settled)
  await engine.rollbacks.update(id, { state: error.code === 'cancelled' ? 'cancelled' : 'failed', endedAt: new Date().toISOString(), problem: error.message })
  const told = changed ? asStopped(error, failed?.number ?? settled.length, stateOf(going, settled)) : error
  if (changed) await tell(going, 'rollback_failed', { description: `Stopped at step ${failed?.number ?? settled.length} of ${settled.length} on the way back`, problem: error.message })
  return told
}

/** The history says which scripts took effect. */
async function scriptsStopped(engine: Engine, environment: Environment, steps: readonly RollbackProgress[], startRank: number): Promise<RollbackProgress[]> {
  const history = await withSession(engine, environment, (client) => readHistory(client, environment)).catch(() => undefined)
  if (history) return settleSteps(steps, history, startRank, 'failed')
  return steps.map((step) => (step.state === 'running' ? { ...step, state: isScript(step) ? 'unknown' : 'failed' } : step))
}

/** What was done beside is dropped with the database there; of the swap that was under way the part that replaces databases says how it stands. */
function besideStopped(steps: readonly RollbackProgress[]): RollbackProgress[] {
  return steps.map((step) => (step.state === 'running' ? { ...step, state: 'failed' } : step))
}

function asStopped(error: AppError, step: number, state: string): AppError {
  const { where, pg, help } = error.data
  if (error.code === 'cancelled' || error.code === 'outcome_unknown') return new AppError(error.code, error.data.params ?? {}, { state, cause: error.cause })
  return new AppError('rollback_failed', { step, problem: error.message }, { state, cause: error.cause, ...(where && { where }), ...(pg && { pg }), ...(help && error.code !== 'undo_failed' && { help }) })
}

/** What was done and what is left, in words. */
function stateOf({ way }: Going, steps: readonly RollbackProgress[]): string {
  const scripts = steps.filter(({ script }) => script !== null)
  const name = ({ method, version, script }: (typeof scripts)[number]) => `${method === 'undo' || method === 'generated_undo' ? 'undo of ' : ''}${version === null ? script : `version ${version}`}`
  const list = (wanted: readonly RollbackProgress['state'][]) => scripts.filter(({ state }) => wanted.includes(state)).map(name).join(', ')
  const done = list(['done'])
  const left = list(['failed', 'waiting'])
  const unknown = list(['unknown'])
  const where = way.backup ? 'in the restored database beside; the database itself was not touched' : 'in the database'
  return [done && `Done ${where}: ${done}.`, left && `Not done: ${left}.`, unknown && `Not known: ${unknown}.`, 'Plan again to go on from here, or go back to where it began.'].filter(Boolean).join(' ')
}

export interface Told {
  description: string
  problem: string | null
  version?: string | null
  backupId?: string | null
  ms?: number
}

/** An event of the timeline. */
export async function tell({ engine, environment, id, reason, way, job, began }: Going, kind: 'rollback' | 'rollback_failed', { description, problem, version = null, backupId = null, ms = Math.round(performance.now() - began) }: Told): Promise<void> {
  await writeEventTo(engine, environment, { kind, runId: id, actor: engine.actor, reason: reason ?? '', backupId, version, description, ms, problem, planFingerprint: way.fingerprint }, job.log)
}

/** A later way back that came to its end leaves nothing open. */
export async function finish({ engine, environment, id }: Going, backup: string | null): Promise<void> {
  await engine.rollbacks.update(id, { state: 'done', endedAt: new Date().toISOString(), backup })
  for (const other of await engine.rollbacks.list(environment.id)) if (other.id !== id && ['failed', 'cancelled', 'interrupted'].includes(other.state)) await engine.rollbacks.update(other.id, { state: 'left' })
}
