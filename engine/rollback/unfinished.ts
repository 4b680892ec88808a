import { toAppError } from '#shared/contract/app-error.ts'
import { isFinished } from '#shared/contract/jobs.ts'
import type { RollbackRecord } from '#shared/contract/rollback.ts'
import type { Engine } from '../engine.ts'
import { readHistory } from '../history/history.ts'
import { withSession } from '../migrations/locked-session.ts'
import type { KeptRollback } from './rollback-store.ts'
import { changedSomething, isScript, settleSteps } from './run/step-log.ts'

const stopped: ReadonlySet<KeptRollback['state']> = new Set(['failed', 'cancelled', 'interrupted'])

/** Ways back that have changed something and did not come to their end. Of one whose process was killed the history is asked what it had done. */
export async function unfinishedRollbacks(engine: Engine, envId?: string): Promise<RollbackRecord[]> {
  for (const one of await engine.rollbacks.list(envId)) if (one.state === 'running' && (await isDead(engine, one))) await settle(engine, one)
  const names = new Map(engine.environments.list().map(({ id, name }) => [id, name]))
  return (await engine.rollbacks.list(envId)).filter(({ state, steps }) => stopped.has(state) && changedSomething(steps)).map((one) => recordOf(one, names.get(one.envId) ?? one.envId))
}

async function isDead({ jobs }: Engine, { jobId }: KeptRollback): Promise<boolean> {
  try {
    return isFinished((await jobs.get(jobId)).state)
  } catch (thrown) {
    if (toAppError(thrown).code === 'not_found') return true
    throw thrown
  }
}

async function settle(engine: Engine, kept: KeptRollback): Promise<void> {
  if (kept.way === 'scripts') return settleScripts(engine, kept)
  // Only once the swap was under way can the database be another one; what replaces databases finds its half-done swap by itself.
  const steps = kept.steps.map((step) => (step.state === 'running' ? { ...step, state: step.method === 'swap' ? ('unknown' as const) : ('waiting' as const) } : step))
  await engine.rollbacks.update(kept.id, { state: 'interrupted', steps, problem: ended, endedAt: new Date().toISOString() })
}

const ended = 'Strata ended while this was running.'

async function settleScripts(engine: Engine, { id, envId, steps, startRank }: KeptRollback): Promise<void> {
  const environment = engine.environments.list().find((one) => one.id === envId)
  const history = environment && (await withSession(engine, environment, (client) => readHistory(client, environment)).catch(() => undefined))
  // Without an answer it stays open, and is asked again.
  if (!history) return
  const settled = settleSteps(steps, history, startRank, 'waiting')
  const whole = settled.every((step) => !isScript(step) || step.state === 'done') && settled.some(isScript)
  await engine.rollbacks.update(id, { state: whole ? 'done' : 'interrupted', steps: settled, problem: ended, endedAt: new Date().toISOString() })
}

function recordOf({ id, jobId, way, event, version, at, state, startedAt, endedAt, by, steps, problem, backup }: KeptRollback, env: string): RollbackRecord {
  return { id, env, jobId, way, event, version, at, state, startedAt, endedAt, by, steps, problem, backup }
}

/** Nobody is asked about it any more. Throws `not_found`. */
export async function leaveRollback(engine: Engine, id: string): Promise<{ rollback: string }> {
  if (stopped.has((await engine.rollbacks.get(id)).state)) await engine.rollbacks.update(id, { state: 'left' })
  return { rollback: id }
}
