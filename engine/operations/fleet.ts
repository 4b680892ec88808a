import { AppError } from '#shared/contract/app-error.ts'
import type { Fleet, FleetInput, FleetPlan, FleetStates } from '#shared/contract/fleet.ts'
import type { Handlers } from '#shared/contract/handlers.ts'
import { checkBackup } from '../backups/check-backup.ts'
import type { Engine } from '../engine.ts'
import { findMembers, type FoundMembers } from '../fleet/find-members.ts'
import { planFleet } from '../fleet/plan-fleet.ts'
import { readStates } from '../fleet/read-states.ts'
import { writeReport } from '../fleet/report/report.ts'
import { beginRun } from '../fleet/run/begin-run.ts'
import { resumeRun } from '../fleet/run/resume-run.ts'
import { showRun, shownFleet, summariesOf } from '../fleet/show-run.ts'
import { stopRun } from '../fleet/stop-run.ts'
import { FleetsTable } from '../fleet/store/fleets-table.ts'

export function fleetOperations(engine: Engine): Handlers<'fleet'> {
  const fleets = new FleetsTable(engine.database)
  const shown = async (name: string) => shownFleet(engine, await fleets.get(name))
  return {
    list: async () => ({ fleets: await Promise.all((await fleets.list()).map((kept) => shownFleet(engine, kept))) }),
    get: ({ fleet }) => shown(fleet),
    create: async (input) => {
      const { settings, env } = settingsOf(engine, input)
      return shownFleet(engine, await fleets.create(settings, env))
    },
    update: async ({ fleet, ...input }) => {
      const { settings, env } = settingsOf(engine, input)
      return shownFleet(engine, await fleets.update((await fleets.get(fleet)).id, settings, env))
    },
    delete: async ({ fleet }) => {
      const { id, name, lastRun } = await shown(fleet)
      if (isActive(lastRun)) throw new AppError('bad_request', { problem: `fleet ${name} is being migrated` }, { help: 'Stop the run first, then remove the fleet.' })
      await fleets.delete(id)
      return { removed: name }
    },
    members: async ({ fleet }) => shownMembers(await findMembers(engine, (await fleets.get(fleet)).settings)),
    find: async (input) => shownMembers(await findMembers(engine, settingsOf(engine, input).settings)),
    states: ({ fleet }) => states(engine, fleets, fleet),
    lastStates: async ({ fleet }) => ({ states: await fleets.states((await fleets.get(fleet)).id) }),
    plan: ({ fleet, to }) => plan(engine, fleets, fleet, to),
    run: async ({ fleet: name, to, planFingerprint, concurrency, afterCanaries, backup, ...confirm }) => {
      const fleet = await fleets.get(name)
      const { concurrency: its, canaries, canaryNames, afterCanaries: then, stopAfterFailures, stopAfterPercent, backup: backs, lockTimeoutMs } = fleet.settings
      const limits = { concurrency: concurrency ?? its, canaries, canaryNames, afterCanaries: afterCanaries ?? then, stopAfterFailures, stopAfterPercent, backup: backup ?? backs, lockTimeoutMs }
      return beginRun(engine, { fleet, limits, to, planFingerprint, ...confirm })
    },
    resume: (input) => resumeRun(engine, input),
    stop: ({ run, running }) => stopRun(engine, run, running),
    runs: async ({ fleet, limit }) => ({ runs: await summariesOf(engine, fleet === undefined ? undefined : (await fleets.get(fleet)).id, limit) }),
    showRun: ({ run }) => showRun(engine, run),
    report: async ({ run, format }) => writeReport(await showRun(engine, run), format),
  }
}

/** Environments by their ids, so that they may be renamed. Throws `not_found`. */
function settingsOf(engine: Engine, input: FleetInput): { settings: FleetInput; env: string } {
  const base = engine.environments.get(input.env)
  return { env: base.name, settings: { ...input, env: base.id, servers: input.servers.map((server) => engine.environments.get(server).id) } }
}

function shownMembers({ members, excluded }: FoundMembers) {
  return { members: members.map(({ serverId: _id, ...member }) => member), excluded }
}

function isActive(run: Fleet['lastRun']): boolean {
  return run !== null && ['preparing', 'running', 'stopping'].includes(run.state)
}

async function states(engine: Engine, fleets: FleetsTable, name: string): Promise<{ jobId: string }> {
  const { id, envId, settings } = await fleets.get(name)
  const base = engine.environments.get(envId)
  return engine.jobs.start({ operation: 'fleet.states', env: base.name, input: { fleet: settings.name } }, async (job): Promise<FleetStates> => {
    const began = performance.now()
    const { members } = await findMembers(engine, settings)
    const read = await readStates(engine, base, members, { shapes: true, job })
    const found: FleetStates = {
      fleet: settings.name, env: base.name, at: new Date().toISOString(), ms: Math.round(performance.now() - began),
      members: read.members.map(({ status }) => status), states: [...read.states.values()].map(({ state }) => state),
    }
    await fleets.keepStates(id, found)
    return found
  })
}

async function plan(engine: Engine, fleets: FleetsTable, name: string, to: string | undefined): Promise<{ jobId: string }> {
  const { envId, settings } = await fleets.get(name)
  const base = engine.environments.get(envId)
  return engine.jobs.start({ operation: 'fleet.plan', env: base.name, input: { fleet: settings.name, to } }, async (job): Promise<FleetPlan> => {
    const { members } = await findMembers(engine, settings)
    const read = await readStates(engine, base, members, { shapes: false, job })
    const { plan: found } = await planFleet(read, { fleet: settings.name, base, limits: settings, to })
    if (!settings.backup || found.total === 0) return { ...found, backup: { planned: false } }
    const { ok, message, help } = await checkBackup(engine, base)
    return { ...found, backup: ok ? { planned: true } : { planned: true, problem: message, ...(help && { help }) } }
  })
}
