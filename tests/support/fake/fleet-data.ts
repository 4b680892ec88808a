import { AppError } from '#shared/contract/app-error.ts'
import { fleetLimitsSchema, type Fleet, type FleetCounts, type FleetRun, type FleetRunSummary, type FleetStates, type MemberStatus, type RunMember } from '#shared/contract/fleet.ts'
import { iso } from './data.ts'

const hash = (letter: string) => letter.repeat(64)

/** A fleet of tenants that were migrated at different times, and one that nobody has run yet. */
export function fakeFleets(now: number): Fleet[] {
  const base = { ...fleetLimitsSchema.parse({ canaries: 2, concurrency: 4 }), envKnown: true, createdAt: iso(now - 9e9), updatedAt: iso(now - 9e8), servers: [], of: 'databases' as const, members: [], query: '', excludes: ['tenant_demo'] }
  return [
    { ...base, id: 'fl-1', name: 'tenants', env: 'production', by: 'pattern', pattern: 'tenant_*', lastRun: null },
    { ...base, id: 'fl-2', name: 'regional shops', env: 'staging', of: 'schemas', by: 'query', pattern: '', query: "SELECT schema_name FROM shops WHERE state = 'open'", excludes: [], afterCanaries: 'go_on', stopAfterFailures: 0, stopAfterPercent: 5, backup: false, lastRun: null },
  ]
}

export const memberCount = 1000

/** Of a thousand tenants most are at version 14; some wait, one was changed by hand, and one does not answer. */
export function fakeStates(fleet: Fleet, now: number): FleetStates {
  const groups = [['14', 'a', 820, 3], ['15', 'b', 140, 2], ['11', 'c', 32, 6], ['17', 'd', 7, 0]] as const
  const members: MemberStatus[] = []
  for (const [version, letter, count, pending] of groups) {
    for (let index = 0; index < count; index += 1) {
      const label = `tenant_${String(members.length + 1).padStart(4, '0')}`
      members.push({ label, server: fleet.env, database: label, schema: 'public', state: hash(letter), version, pending, failed: 0, shape: letter === 'b' && index < 3 ? hash('9') : hash('1'), error: null })
    }
  }
  const label = `tenant_${String(members.length + 1).padStart(4, '0')}`
  members.push({ label, server: fleet.env, database: label, schema: 'public', state: null, version: null, pending: 0, failed: 0, shape: null, error: new AppError('permission_denied', { user: 'deployer', problem: 'permission denied for database "tenant_1000"' }).data })
  const files = [['V12__stock.sql', '12', 'stock'], ['V13__order_events_2027.sql', '13', 'order events 2027'], ['V14__payment_methods.sql', '14', 'payment methods'], ['V15__customer_phone.sql', '15', 'customer phone'], ['V16__order_totals.sql', '16', 'order totals'], ['V17__drop_legacy_sku.sql', '17', 'drop legacy sku']] as const
  return {
    fleet: fleet.name, env: fleet.env, at: iso(now - 480_000), ms: 8120, members,
    states: groups.map(([version, letter, , pending]) => {
      const own = members.filter(({ state }) => state === hash(letter))
      const shapes = [...new Set(own.map(({ shape }) => shape ?? ''))].map((shape) => ({ shape, members: own.filter((one) => one.shape === shape).map((one) => one.label) })).toSorted((a, b) => b.members.length - a.members.length)
      return { fingerprint: hash(letter), version, members: own.map((one) => one.label), pending: files.slice(files.length - pending).map(([script, of, description]) => ({ script, version: of, description })), diagnostics: [], shapes }
    }),
  }
}

export function countsOf(members: readonly Pick<RunMember, 'state'>[]): FleetCounts {
  const counts: FleetCounts = { queued: 0, running: 0, done: 0, failed: 0, skipped: 0, unknown: 0 }
  for (const { state } of members) counts[state] += 1
  return counts
}

export function summaryOf({ limits: _limits, to: _to, planFingerprint: _plan, coordinator: _who, error: _error, members, ...rest }: FleetRun): FleetRunSummary {
  return { ...rest, total: members.length, canaries: members.filter(({ canary }) => canary).length, counts: countsOf(members) }
}

interface NewRun {
  id: string
  fleet: Fleet
  states: FleetStates
  at: number
  by?: string
  reason?: string | null
}

/** A run at its beginning: canaries first, who is up to date is done. */
export function newRun({ id, fleet, states, at, by = 'lena@dev-7', reason = null }: NewRun): FleetRun {
  const canaries = new Set(states.states.filter(({ pending }) => pending.length > 0).slice(0, fleet.canaries).flatMap(({ members }) => members.slice(0, 1)))
  const members = states.members.map(({ label, server, database, schema, state, version, pending, error }): RunMember => ({
    label, server, database, schema, canary: canaries.has(label), planned: state, before: version, after: pending === 0 && !error ? version : null, state: error ? 'skipped' : pending === 0 ? 'done' : 'queued',
    migrations: 0, ms: null, attempts: 0, worker: null, backup: null, startedAt: null, endedAt: null, error,
  }))
  const sorted = members.toSorted((a, b) => Number(b.canary) - Number(a.canary))
  return {
    id, fleetId: fleet.id, fleet: fleet.name, env: fleet.env, state: 'running', stop: null, by, reason, startedAt: iso(at), endedAt: null, total: members.length, canaries: canaries.size, counts: countsOf(members),
    limits: fleetLimitsSchema.parse(fleet), to: null, planFingerprint: hash('e'), coordinator: 'ops-1:4123', error: null, members: sorted,
  }
}

/** Ended by its stop rule: two failed, of one it is not known, most were left out. */
export function stoppedRun(fleet: Fleet, states: FleetStates, now: number): FleetRun {
  const run = newRun({ id: 'run-stopped', fleet, states: { ...states, members: states.members.slice(0, 240) }, at: now - 86_400_000, by: 'dba@ops-1', reason: 'CHG-1190: phones of customers' })
  const failure = new AppError('statement_failed', { file: 'V16__order_totals.sql', line: 4, problem: 'check constraint "total_positive" of relation "orders" is violated by some row' }, { state: 'V16 was rolled back; the database is at version 15. 1 migration was completed before it in this run.', where: { file: 'V16__order_totals.sql', line: 4, statement: 2 }, pg: { sqlstate: '23514', message: 'check constraint "total_positive" of relation "orders" is violated by some row' } }).data
  const members = run.members.map((member, index): RunMember => {
    const startedAt = iso(now - 86_400_000 + index * 400)
    const worked = { startedAt, endedAt: iso(now - 86_400_000 + index * 400 + 700), attempts: 1, worker: `ops-${(index % 3) + 1}:${4100 + (index % 3)}`, ms: 420 + ((index * 37) % 700) }
    if (index === 61 || index === 64) return { ...member, ...worked, state: 'failed', after: '15', migrations: 1, error: failure }
    if (index === 65) return { ...member, ...worked, state: 'unknown', after: null, error: new AppError('outcome_unknown', { what: 'V17 was committed' }).data }
    if (index < 68) return { ...member, ...worked, state: 'done', after: '17', migrations: 3 }
    return { ...member, state: 'skipped' }
  })
  return { ...run, state: 'stopped', stop: '3 members failed', endedAt: iso(now - 86_370_000), coordinator: null, members, counts: countsOf(members) }
}
