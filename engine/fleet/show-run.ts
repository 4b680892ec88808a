import type { Fleet, FleetRun, FleetRunSummary, RunMember } from '#shared/contract/fleet.ts'
import type { Engine } from '../engine.ts'
import { isAlive, type ProcessOwner } from '../jobs/process-owner.ts'
import { AppError } from '#shared/contract/app-error.ts'
import type { KeptFleet } from './store/fleets-table.ts'
import type { KeptMember, KeptRun } from './store/kept-run.ts'
import { RunsTable } from './store/runs-table.ts'
import { countsOf } from './store/tally.ts'

type Store = Pick<Engine, 'database' | 'environments'>

export async function summaryOf(engine: Pick<Engine, 'database'>, runId: string): Promise<FleetRunSummary> {
  const runs = new RunsTable(engine.database)
  return shownSummary(runs, await settled(engine, await runs.get(runId)))
}

export async function summariesOf(engine: Pick<Engine, 'database'>, fleetId: string | undefined, limit: number): Promise<FleetRunSummary[]> {
  const runs = new RunsTable(engine.database)
  return Promise.all((await runs.list(fleetId, limit)).map(async (run) => shownSummary(runs, await settled(engine, run))))
}

export async function showRun(engine: Pick<Engine, 'database'>, runId: string): Promise<FleetRun> {
  const runs = new RunsTable(engine.database)
  const run = await settled(engine, await runs.get(runId))
  const { request: { limits, to }, plan, owner, error } = run
  return { ...(await shownSummary(runs, run)), limits, to, planFingerprint: plan, coordinator: workerName(owner), error, members: (await runs.members(runId)).map(shownMember) }
}

export async function shownFleet(engine: Store, { id, envId, env, settings, createdAt, updatedAt }: KeptFleet): Promise<Fleet> {
  const names = new Map(engine.environments.list().map((environment) => [environment.id, environment.name]))
  const servers = settings.servers.map((server) => names.get(server) ?? server)
  const [lastRun = null] = await summariesOf(engine, id, 1)
  return { id, ...settings, env: names.get(envId) ?? env, servers, envKnown: names.has(envId), createdAt: iso(createdAt), updatedAt: iso(updatedAt), lastRun }
}

/** A store that one machine has for itself has no other process to go on: a run whose process is gone was interrupted. */
async function settled(engine: Pick<Engine, 'database'>, run: KeptRun): Promise<KeptRun> {
  const isActive = run.state === 'preparing' || run.state === 'running' || run.state === 'stopping'
  if (!isActive || engine.database.kind === 'postgres') return run
  const owner = processOf(run.owner)
  if (owner && isAlive(owner)) return run
  const runs = new RunsTable(engine.database)
  if (run.state === 'preparing') await runs.fail(run.id, new AppError('interrupted', {}, { state: 'Nothing was changed.' }).data)
  else await runs.interrupt(run.id)
  return runs.get(run.id)
}

async function shownSummary(runs: RunsTable, { id, fleetId, fleet, env, state, stop, request, startedAt, endedAt }: KeptRun): Promise<FleetRunSummary> {
  const tallies = await runs.tallies(id)
  const total = tallies.reduce((sum, { number }) => sum + number, 0)
  const canaries = tallies.filter(({ canary }) => canary).reduce((sum, { number }) => sum + number, 0)
  const { actor, reason } = request
  return { id, fleetId, fleet, env, state, stop, by: `${actor.user}@${actor.host}`, reason, startedAt: iso(startedAt), endedAt: endedAt === null ? null : iso(endedAt), total, canaries, counts: countsOf(tallies) }
}

function shownMember(member: KeptMember): RunMember {
  const { label, server, database, schema, state, canary, planned, before, after, migrations, ms, attempts, owner, backup, startedAt, endedAt, error } = member
  return {
    label, server, database, schema, state, canary, planned, before, after, migrations, ms, attempts, worker: workerName(owner), backup,
    startedAt: startedAt === null ? null : iso(startedAt), endedAt: endedAt === null ? null : iso(endedAt), error,
  }
}

/** "host:pid". */
function workerName(owner: string | null): string | null {
  const process = processOf(owner)
  return process ? `${process.host}:${process.pid}` : null
}

function processOf(owner: string | null): ProcessOwner | undefined {
  return owner === null ? undefined : (JSON.parse(owner) as ProcessOwner)
}

function iso(ms: number): string {
  return new Date(ms).toISOString()
}
