import { setTimeout as wait } from 'node:timers/promises'
import type { JobContext, JobRunner } from '#engine/jobs/job-runner.ts'
import { writeReport } from '#engine/fleet/report/report.ts'
import { AppError } from '#shared/contract/app-error.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { Fleet, FleetPlan, FleetRun, FleetStates } from '#shared/contract/fleet.ts'
import type { Handlers } from '#shared/contract/handlers.ts'
import type { Pace } from './jobs.ts'
import { scripts, statementsOf } from './data.ts'
import { countsOf, fakeFleets, fakeStates, newRun, stoppedRun, summaryOf } from './fleet-data.ts'

interface FleetFake {
  jobs: JobRunner
  pace: Pace
  now: number
  empty: boolean
  find: (key: string) => Environment
  moody: () => Promise<void>
}

/** Fleets in memory, whose runs go on by themselves. */
export function fakeFleet({ jobs, pace, now, empty, find, moody }: FleetFake): Handlers<'fleet'> {
  const fleets = empty ? [] : fakeFleets(now)
  const known = new Map<string, FleetStates>(fleets.slice(0, 1).map((fleet) => [fleet.id, fakeStates(fleet, now)]))
  const runs: FleetRun[] = fleets.slice(0, 1).map((fleet) => stoppedRun(fleet, fakeStates(fleet, now), now))
  const get = (name: string) => {
    const found = fleets.find(({ id, name: its }) => id === name || its === name)
    if (!found) throw new AppError('not_found', { what: 'fleet', name })
    return found
  }
  const runOf = (id: string) => {
    const found = runs.find((run) => run.id === id)
    if (!found) throw new AppError('not_found', { what: 'fleet run', name: id })
    return found
  }
  const shown = (fleet: Fleet): Fleet => ({ ...fleet, lastRun: runs.filter(({ fleetId }) => fleetId === fleet.id).map(summaryOf).at(-1) ?? null })
  const members = (fleet: Fleet) => ({ members: fakeStates(fleet, now).members.slice(0, 240).map(({ label, server, database, schema }) => ({ label, server, database, schema, present: true })), excluded: ['tenant_demo'] })
  const reading = async (context: JobContext, fleet: Fleet) => {
    const states = fakeStates(fleet, Date.now() + 480_000)
    for (const done of [250, 500, 750, 1000]) {
      await wait(pace)
      context.progress({ label: 'Reading tenant_0250', done, total: 1000, unit: 'databases' })
    }
    return states
  }
  return {
    list: async () => {
      await moody()
      return { fleets: fleets.map(shown) }
    },
    get: ({ fleet }) => shown(get(fleet)),
    create: (input) => {
      if (fleets.some(({ name }) => name === input.name)) throw new AppError('already_exists', { what: 'Fleet', name: input.name }, { where: { field: 'name' } })
      const made: Fleet = { ...input, id: `fl-${fleets.length + 3}`, env: find(input.env).name, envKnown: true, createdAt: new Date().toISOString(), updatedAt: new Date().toISOString(), lastRun: null }
      fleets.push(made)
      return made
    },
    update: ({ fleet, ...input }) => Object.assign(get(fleet), { ...input, env: find(input.env).name }),
    delete: ({ fleet }) => ({ removed: fleets.splice(fleets.indexOf(get(fleet)), 1)[0]?.name ?? fleet }),
    members: ({ fleet }) => members(get(fleet)),
    find: (input) => {
      if (input.by === 'query' && !/^\s*select/i.test(input.query)) throw new AppError('bad_request', { problem: `the query for the members cannot be used: syntax error at or near "${input.query.slice(0, 12)}"` }, { where: { field: 'query' }, help: 'Write one SELECT that gives the names in one column of text.' })
      return members({ ...(fleets[0] ?? ({} as Fleet)), ...input, env: find(input.env).name } as Fleet)
    },
    states: ({ fleet: name }) => {
      const fleet = get(name)
      return jobs.start({ operation: 'fleet.states', env: fleet.env, input: {} }, async (context) => {
        const states = await reading(context, fleet)
        known.set(fleet.id, states)
        return states
      })
    },
    lastStates: ({ fleet }) => ({ states: known.get(get(fleet).id) ?? null }),
    plan: ({ fleet: name }) => {
      const fleet = get(name)
      return jobs.start({ operation: 'fleet.plan', env: fleet.env, input: {} }, async (context) => planOf(fleet, await reading(context, fleet), find(fleet.env)))
    },
    run: async ({ fleet: name, confirm, reason, concurrency, afterCanaries, backup }) => {
      const fleet = get(name)
      const environment = find(fleet.env)
      if (environment.policies.confirm && confirm !== environment.name) throw new AppError('confirmation_required', { env: environment.name }, { where: { field: 'confirm' } })
      const id = `run-${runs.length + 1}`
      const limits = { ...fleet, ...(concurrency !== undefined && { concurrency }), ...(afterCanaries && { afterCanaries }), ...(backup !== undefined && { backup }) }
      const run = newRun({ id, fleet: limits, states: fakeStates(fleet, now), at: Date.now(), reason: reason ?? null })
      runs.push(run)
      return { runId: id, ...(await jobs.start({ operation: 'fleet.run', env: fleet.env, input: {} }, (context) => goOn(run, context, pace))) }
    },
    resume: async ({ run: id }) => {
      const run = runOf(id)
      const again = run.members.map((member) => (['skipped', 'failed', 'unknown'].includes(member.state) && member.planned ? { ...member, state: 'queued' as const, error: null } : member))
      Object.assign(run, { state: 'running', stop: null, endedAt: null, members: again, limits: { ...run.limits, afterCanaries: 'go_on' } })
      return { runId: id, ...(await jobs.start({ operation: 'fleet.resume', env: run.env, input: {} }, (context) => goOn(run, context, pace))) }
    },
    stop: ({ run: id }) => {
      const run = runOf(id)
      if (run.state === 'running') Object.assign(run, { state: 'stopping', stop: 'by lena' })
      if (run.state === 'waiting') Object.assign(run, { state: 'stopped', stop: 'by lena', endedAt: new Date().toISOString() })
      return summaryOf(run)
    },
    runs: ({ fleet }) => ({ runs: runs.filter((run) => fleet === undefined || run.fleetId === get(fleet).id).map(summaryOf).toReversed() }),
    showRun: ({ run }) => ({ ...runOf(run), counts: countsOf(runOf(run).members) }),
    report: ({ run, format }) => writeReport(runOf(run), format),
  }
}

/** So many members at each step. */
const stride = 23

async function goOn(run: FleetRun, context: JobContext, pace: Pace) {
  for (;;) {
    await wait(pace)
    const next = run.members.filter(({ state }) => state === 'queued')
    const canaries = next.filter(({ canary }) => canary)
    for (const member of run.members) if (member.state === 'running') Object.assign(member, { state: 'done', after: '17', migrations: 3, ms: 640, endedAt: new Date().toISOString() })
    const counts = countsOf(run.members)
    context.progress({ label: `Migrating ${run.limits.concurrency} databases`, done: counts.done, total: run.members.length, unit: 'databases' })
    if (context.signal.aborted || run.state === 'stopping') return end(run, 'stopped')
    if (next.length === 0) return end(run, counts.skipped + counts.failed > 0 ? 'incomplete' : 'succeeded')
    if (canaries.length === 0 && run.limits.afterCanaries === 'wait' && run.canaries > 0) {
      run.state = 'waiting'
      return summaryOf(run)
    }
    const begun = canaries.length > 0 ? canaries : next.slice(0, stride)
    for (const member of begun) Object.assign(member, { state: 'running', startedAt: new Date().toISOString(), attempts: 1, worker: 'ops-1:4123' })
  }
}

function end(run: FleetRun, state: FleetRun['state']) {
  for (const member of run.members) if (member.state === 'queued') member.state = 'skipped'
  Object.assign(run, { state, endedAt: new Date().toISOString(), coordinator: null })
  return summaryOf(run)
}

function planOf(fleet: Fleet, states: FleetStates, environment: Environment): FleetPlan {
  const pending = new Set(states.states.flatMap((state) => state.pending.map(({ script }) => script)))
  const steps = scripts.filter(([number, name]) => pending.has(`V${number}__${name}.sql`)).map(([number, name, sql]) => ({
    action: 'apply' as const, kind: 'versioned' as const, version: String(number), description: name.replaceAll('_', ' '), script: `V${number}__${name}.sql`, transactional: true, statements: statementsOf(sql), sql,
  }))
  const able = states.states.filter((state) => state.pending.length > 0)
  return {
    fleet: fleet.name, env: fleet.env, at: new Date().toISOString(), fingerprint: 'e'.repeat(64), steps,
    states: states.states.map(({ fingerprint, version, members, pending: own }) => ({ fingerprint, from: version, to: '17', members, scripts: own.map(({ script }) => script), problem: null, diagnostics: [] })),
    unread: states.members.flatMap(({ label, error }) => (error ? [{ label, error }] : [])), canaries: able.slice(0, fleet.canaries).flatMap(({ members }) => members.slice(0, 1)),
    total: able.reduce((sum, { members }) => sum + members.length, 0), upToDate: 7, unable: 1,
    confirmation: { name: environment.policies.confirm, reason: environment.policies.confirm, secondPerson: environment.policies.secondPerson }, backup: { planned: fleet.backup },
  }
}
