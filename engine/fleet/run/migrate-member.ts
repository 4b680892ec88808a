import { toAppError, type AppError } from '#shared/contract/app-error.ts'
import type { Environment } from '#shared/contract/environments.ts'
import { createBackup } from '../../backups/create-backup.ts'
import type { Engine } from '../../engine.ts'
import { withSession } from '../../migrations/locked-session.ts'
import type { BackupTools } from '../../migrations/run/run-migrations.ts'
import { runMigrations } from '../../migrations/run/run-migrations.ts'
import { readSituation } from '../../migrations/situation.ts'
import { memberEngine, memberEnvironment } from '../member.ts'
import type { PlannedState } from '../plan-fleet.ts'
import type { KeptMember, KeptRun } from '../store/kept-run.ts'
import type { MemberOutcome } from '../store/runs-table.ts'
import { countApplied, plannedSteps } from './planned-steps.ts'

/** A killed worker leaves its session, and with it the lock, until the server looks: two seconds, or as long as its statement takes. */
const lockPatienceMs = 60_000

export interface MemberWork {
  run: KeptRun
  member: KeptMember
  signal: AbortSignal
}

/** Migrates one member by the engine that migrates every environment: its lock and its history are the judges. Never throws. */
export async function migrateMember(engine: Engine, { run, member, signal }: MemberWork): Promise<MemberOutcome> {
  const began = performance.now()
  const planned = run.states.find(({ fingerprint }) => fingerprint === member.planned)
  const ms = () => Math.round(performance.now() - began)
  try {
    if (!planned) throw new Error(`No plan for ${member.planned}`)
    const own = memberEngine(engine, run.request.actor)
    const environment = whereabouts(own, run, member)
    const { to, backup } = await migrate(own, environment, { run, member, signal }, planned)
    return { state: 'done', after: to, migrations: planned.steps.length, ms: ms(), backup, error: null }
  } catch (thrown) {
    const error = toAppError(thrown)
    return { ...(await standing(engine, run, member, planned)), state: stateAfter(error), ms: ms(), backup: null, error: error.data }
  }
}

function whereabouts(engine: Engine, { envId }: KeptRun, member: KeptMember): Environment {
  return memberEnvironment(engine, { base: engine.environments.get(envId), server: engine.environments.get(member.serverId) }, member)
}

async function migrate(engine: Engine, environment: Environment, { run, member, signal }: MemberWork, planned: PlannedState): Promise<{ to: string | null; backup: string | null }> {
  const { limits, reason, to } = run.request
  const request = {
    direction: 'up' as const, to: to ?? undefined, reason: reason ?? undefined, backup: limits.backup, lockTimeoutMs: limits.lockTimeoutMs, lockPatienceMs,
    steps: plannedSteps({ planned, to: to ?? undefined, begun: member.attempts > 1 }),
  }
  const job = { jobId: run.id, signal, ending: signal, progress: () => {}, log: () => {}, data: () => {} }
  const result = await runMigrations(engine, backupsOf(environment, engine, run), environment, request, job)
  return { to: result.to, backup: result.backup?.id ?? null }
}

/** Of a member that is a schema nothing but that schema is backed up. */
function backupsOf(environment: Environment, engine: Engine, run: KeptRun): Pick<BackupTools, 'createBackup'> {
  const whole = environment.schema === engine.environments.get(run.envId).schema
  return { createBackup: (own, of, request) => createBackup(own, of, { ...request, ...(!whole && { choice: { onlySchemas: [environment.schema] } }) }) }
}

/** A lost connection leaves open whether COMMIT got through. */
function stateAfter({ code }: AppError): 'failed' | 'unknown' | 'skipped' {
  if (code === 'outcome_unknown' || code === 'connection_lost') return 'unknown'
  return code === 'cancelled' ? 'skipped' : 'failed'
}

/** Where the member is now, as its history says; where that cannot be read, nothing is claimed. */
async function standing(engine: Engine, run: KeptRun, member: KeptMember, planned: PlannedState | undefined): Promise<Pick<MemberOutcome, 'after' | 'migrations'>> {
  try {
    const own = memberEngine(engine)
    const environment = whereabouts(own, run, member)
    const situation = await withSession(own, environment, (client) => readSituation(client, environment))
    return { after: situation.current, migrations: planned ? countApplied(situation, planned.steps) : 0 }
  } catch {
    return { after: null, migrations: 0 }
  }
}
