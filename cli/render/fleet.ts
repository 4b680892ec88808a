import type { Fleet, FleetMember, FleetPlan, FleetRun, FleetRunSummary, FleetStates, RunMember } from '#shared/contract/fleet.ts'
import type { Look } from './look.ts'
import { versionName } from './migrations.ts'
import { table } from './table.ts'
import { count, duration, indent, time } from './values.ts'

export function renderFleets({ fleets }: { fleets: Fleet[] }, look: Look): string {
  if (fleets.length === 0) return 'No fleet is kept here. Make one: strata fleet create NAME --env ENVIRONMENT --by pattern --pattern "tenant_*"\n'
  const rows = fleets.map((fleet) => [fleet.name, fleet.env, whose(fleet), fleet.lastRun ? `${fleet.lastRun.state}, ${time(fleet.lastRun.startedAt, look.timeZone)}` : 'never'])
  return `${table(['Fleet', 'Environment', 'Members', 'Last run'], rows, look)}\n`
}

export function renderFleet(fleet: Fleet, look: Look): string {
  const { name, env, envKnown, servers, excludes, concurrency, canaries, canaryNames, afterCanaries, stopAfterFailures, stopAfterPercent, backup, lastRun } = fleet
  const first = canaryNames.length > 0 ? canaryNames.join(', ') : String(canaries)
  const stops = [...(stopAfterFailures > 0 ? [`${stopAfterFailures} failed`] : []), ...(stopAfterPercent > 0 ? [`${stopAfterPercent} % failed`] : [])]
  const lines = [
    `${look.paint.bold(name)}  on ${env}${envKnown ? '' : look.paint.red(', which is gone')}`,
    `Members:  ${whose(fleet)}${excludes.length > 0 ? `, without ${excludes.join(', ')}` : ''}`,
    ...(servers.length > 0 ? [`Servers:  ${servers.join(', ')}`] : []),
    `At a time: ${concurrency}`, `Canaries: ${first}${first === '0' ? '' : afterCanaries === 'wait' ? ', then it waits for a go-ahead' : ', then it goes on'}`,
    `Stops:    ${stops.length === 0 ? 'never by itself, but for a canary that failed' : `when ${stops.join(' or ')}`}`, `Backup:   ${backup ? 'of each before it is changed' : 'none'}`,
    ...(lastRun ? [`Last run: ${lastRun.id}, ${lastRun.state}, ${time(lastRun.startedAt, look.timeZone)}`] : []),
  ]
  return `${lines.join('\n')}\n`
}

function whose({ of, by, members, pattern, query }: Fleet): string {
  if (by === 'list') return count(members.length, of === 'databases' ? 'database' : 'schema', of)
  return by === 'pattern' ? `${of} named ${pattern}` : `${of} that a query names: ${query}`
}

export function renderMembers({ members, excluded }: { members: FleetMember[]; excluded: string[] }, look: Look): string {
  const rows = members.map(({ label, server, database, schema, present }) => [label, server, database, schema, present ? '' : look.paint.red('is not there')])
  const left = excluded.length > 0 ? look.paint.dim(`${count(excluded.length, 'name')} left out: ${excluded.slice(0, 10).join(', ')}${excluded.length > 10 ? ', ...' : ''}\n`) : ''
  return members.length === 0 ? `The fleet has no member now.\n${left}` : `${table(['Member', 'Server of', 'Database', 'Schema', ''], rows, look)}\n${count(members.length, 'member')}\n${left}`
}

export function renderStates({ fleet, members, states, ms }: FleetStates, look: Look): string {
  const head = `${look.paint.bold(fleet)}: ${count(members.length, 'member')} in ${count(states.length, 'distinct state')}, read in ${duration(ms)}\n\n`
  const groups = states.map(({ fingerprint, version, members: its, pending, diagnostics, shapes }) => {
    const errors = diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => `${look.paint.red('error')} ${message}\n`).join('')
    const drift = shapes.length > 1 ? `${look.paint.yellow('drift')} ${count(shapes.length, 'different schema')}: ${shapes.slice(1).flatMap((shape) => shape.members).slice(0, 10).join(', ')} differ from the others\n` : ''
    return `${look.paint.bold(versionName(version))}, ${pending.length} pending  ${look.paint.dim(fingerprint.slice(0, 12))}  ${count(its.length, 'member')}\n${indent(`${named(its)}\n${errors}${drift}`)}`
  })
  const unread = members.filter(({ error }) => error).map(({ label, error }) => `${look.paint.red('not read')} ${label}: ${error?.message}\n`)
  return `${head}${groups.join('\n')}${unread.length > 0 ? `\n${unread.join('')}` : ''}`
}

function named(labels: readonly string[]): string {
  return `${labels.slice(0, 12).join(', ')}${labels.length > 12 ? `, and ${labels.length - 12} more` : ''}`
}

export function renderFleetPlan(plan: FleetPlan, look: Look): string {
  const { paint } = look
  const { fleet, states, steps, unread, canaries, total, upToDate, unable, confirmation, backup, fingerprint } = plan
  const head = `${paint.bold(fleet)}: ${total} to migrate, ${upToDate} up to date${unable > 0 ? paint.red(`, ${unable} that cannot be migrated`) : ''}\n`
  const groups = states.map(({ from, to, members, scripts, problem }) => {
    const what = problem ? `${paint.red('cannot be migrated:')} ${problem.message}` : scripts.length === 0 ? 'nothing to do' : `${versionName(from)} -> ${versionName(to)}: ${scripts.join(', ')}`
    return `${count(members.length, 'member')}  ${what}\n${indent(`${named(members)}\n`)}`
  })
  const sql = steps.map((step) => `${paint.bold(step.script)}${step.transactional ? '' : paint.yellow('  outside a transaction')}\n${indent(step.sql.trimEnd())}\n`)
  const asks = [confirmation.name && '--yes', confirmation.reason && '--reason TEXT'].filter(Boolean).join(' and ')
  const foot = [
    ...unread.map(({ label, error }) => `${paint.red('not read')} ${label}: ${error.message}`), ...(canaries.length > 0 ? [`Canaries: ${named(canaries)}`] : []),
    backup.planned ? (backup.problem ? paint.yellow(`Backup: cannot be made: ${backup.problem}`) : 'Backup: of each before it is changed') : 'Backup: none planned', ...(asks ? [`Asks for ${asks}`] : []), paint.dim(`Plan ${fingerprint}`),
  ]
  return `${head}\n${groups.join('')}\n${sql.join('\n')}${sql.length > 0 ? '\n' : ''}${foot.join('\n')}\n`
}

export function renderRunSummary({ id, state, stop, counts: { done, failed, skipped, unknown, queued }, total }: FleetRunSummary, { paint }: Look): string {
  const figures = `${done} of ${total} done${failed > 0 ? `, ${failed} failed` : ''}${unknown > 0 ? `, ${unknown} not known` : ''}${skipped > 0 ? `, ${skipped} left out` : ''}`
  if (state === 'waiting') return `${paint.yellow('The canaries are done')} (${figures}); ${queued} wait for a go-ahead.\nGo on: strata fleet resume ${id}\nStop:  strata fleet stop ${id}\n`
  if (state === 'succeeded') return `${paint.green('Every member is migrated')}: ${figures}\n${paint.dim(`Run ${id}`)}\n`
  return `${paint.yellow(state)}${stop === null ? '' : `, ${stop}`}: ${figures}\n${paint.dim(`Run ${id}`)}\n`
}

export function renderRuns({ runs }: { runs: FleetRunSummary[] }, look: Look): string {
  if (runs.length === 0) return 'No fleet was run yet.\n'
  const rows = runs.map(({ id, fleet, state, startedAt, by, counts, total }) => [id, fleet, state, time(startedAt, look.timeZone), by, `${counts.done} of ${total}`, counts.failed + counts.unknown > 0 ? look.paint.red(String(counts.failed + counts.unknown)) : ''])
  return `${table(['Run', 'Fleet', 'State', 'Begun', 'By', 'Done', 'Failed'], rows, look)}\n`
}

export function renderFleetRun(run: FleetRun, look: Look): string {
  const rows = run.members.map((member) => [member.label, member.canary ? 'canary' : '', stateWord(member, look), `${member.before ?? '-'} -> ${member.after ?? '-'}`, member.ms === null ? '' : duration(member.ms), member.error?.message ?? ''])
  return `${renderRunSummary(run, look)}\n${table(['Member', '', 'State', 'Version', { title: 'Time', align: 'right' }, 'Problem'], rows, look)}\n`
}

function stateWord({ state }: RunMember, { paint }: Look): string {
  if (state === 'done') return paint.green(state)
  if (state === 'failed' || state === 'unknown') return paint.red(state)
  return state === 'running' ? paint.yellow(state) : paint.dim(state)
}
