import { randomUUID } from 'node:crypto'
import { AppError, toAppError } from '#shared/contract/app-error.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { FleetLimits, FleetRunResult } from '#shared/contract/fleet.ts'
import { confirmationEvent } from '../../confirmations/confirmation-event.ts'
import type { Engine } from '../../engine.ts'
import { writeEventTo } from '../../history/journal-event.ts'
import { thisProcess } from '../../jobs/process-owner.ts'
import type { JobContext } from '../../jobs/job-runner.ts'
import { checkConfirmation, type ConfirmInput, type Consent } from '../../migrations/confirmation.ts'
import { throwIfCancelled } from '../../migrations/run/pause.ts'
import { findMembers } from '../find-members.ts'
import { planFleet, type PlannedFleet } from '../plan-fleet.ts'
import { readStates, type ReadStates } from '../read-states.ts'
import type { NewMember } from '../store/kept-run.ts'
import { RunsTable } from '../store/runs-table.ts'
import type { KeptFleet } from '../store/fleets-table.ts'
import { followRun } from './follow-run.ts'

export const runOperation = 'fleet.run'

export interface BeginRequest extends ConfirmInput {
  fleet: KeptFleet
  limits: FleetLimits
  to?: string | undefined
  planFingerprint?: string | undefined
}

/** Starts the job that plans the fleet anew, uses up the confirmation and hands the members to the queue. Throws as `checkConfirmation`. */
export async function beginRun(engine: Engine, { fleet, limits, to, planFingerprint, ...confirm }: BeginRequest): Promise<{ jobId: string; runId: string }> {
  const base = engine.environments.get(fleet.envId)
  const consent = await checkConfirmation(base, confirm, { engine, operation: runOperation, plan: planFingerprint })
  const runId = randomUUID()
  const request = { actor: engine.actor, reason: consent.reason?.trim() || null, to: to ?? null, limits }
  const runs = new RunsTable(engine.database)
  await runs.insert({ id: runId, fleetId: fleet.id, fleet: fleet.settings.name, envId: base.id, env: base.name, request }, JSON.stringify(thisProcess()))
  const input = { fleet: fleet.settings.name, to, planFingerprint, limits, reason: request.reason, run: runId }
  const { jobId } = await engine.jobs.start({ operation: runOperation, env: base.name, input }, async (job): Promise<FleetRunResult> => {
    try {
      await prepare(engine, runs, { runId, base, fleet, limits, to, planFingerprint: consent.plan ?? planFingerprint, consent }, job)
    } catch (thrown) {
      await runs.fail(runId, toAppError(thrown).data)
      throw thrown
    }
    return followRun(engine, runId, job)
  })
  return { jobId, runId }
}

interface Preparation {
  runId: string
  base: Environment
  fleet: KeptFleet
  limits: FleetLimits
  to: string | undefined
  planFingerprint: string | undefined
  consent: Consent
}

async function prepare(engine: Engine, runs: RunsTable, asked: Preparation, job: JobContext): Promise<void> {
  const { runId, base, fleet, limits, to, planFingerprint, consent } = asked
  job.data({ kind: 'fleet-run', runId })
  const { members } = await findMembers(engine, fleet.settings)
  const read = await readStates(engine, base, members, { shapes: false, job })
  const planned = await planFleet(read, { fleet: fleet.settings.name, base, limits, to })
  const { fingerprint, total, unable } = planned.plan
  if (planFingerprint !== undefined && planFingerprint !== fingerprint) throw new AppError('plan_changed', {}, { state: 'Nothing was changed.' })
  throwIfCancelled(job.signal, 'Nothing was changed.')
  if (total > 0) await useConsent(engine, base, consent, fingerprint, job)
  if (unable > 0) job.log('warning', `${unable} of ${members.length} members cannot be migrated now; they are left out.`)
  const begun = await runs.prepared(runId, { plan: fingerprint, states: [...planned.states.values()], members: newMembers(read, planned) })
  if (!begun) throw new AppError('cancelled', {}, { state: 'Nothing was changed.' })
}

async function useConsent(engine: Engine, base: Environment, consent: Consent, fingerprint: string, { log }: JobContext): Promise<void> {
  const used = await consent.use(fingerprint)
  if (used) await writeEventTo(engine, base, confirmationEvent(used, 'used', engine.actor), log)
}

/** Canaries first; who is up to date is done, and who cannot be migrated is left out with the reason. */
function newMembers({ members }: ReadStates, { plan }: PlannedFleet): NewMember[] {
  const states = new Map(plan.states.map((state) => [state.fingerprint, state]))
  const canaries = new Set(plan.canaries)
  const rows = members.map(({ member: { label, serverId, server, database, schema }, status }): NewMember => {
    const state = status.state === null ? undefined : states.get(status.state)
    const error = status.error ?? state?.problem ?? null
    const upToDate = state?.scripts.length === 0
    return { label, serverId, server, database, schema, canary: canaries.has(label), planned: status.state, version: status.version, error, state: error ? 'skipped' : upToDate ? 'done' : 'queued' }
  })
  return rows.toSorted((a, b) => Number(b.canary) - Number(a.canary))
}
