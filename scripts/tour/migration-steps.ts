import type { DoctorReport } from '../../shared/contract/environments.ts'
import type { RunResult } from '../../shared/contract/migrations.ts'
import { renderError } from '../../cli/render/error.ts'
import { paint } from '../../cli/render/look.ts'
import { count, duration } from '../../cli/render/values.ts'
import { expectThat } from './expect.ts'
import { confirmed, env, type TourStep } from './notes.ts'
import type { TourWorld } from './tour-world.ts'

const plain = { paint: paint(false), width: 100 }

export const startSample: TourStep = {
  title: 'Start the sample',
  async run(world) {
    await world.finished(world.client.app.openSample({}))
    const { environments } = await world.client.environments.list({})
    const positions = await Promise.all(environments.map(async ({ name }) => `${name} at ${await versionOf(world, name)}`))
    expectThat(positions.join() === 'development at 16,staging at 13,production at 11', `the sample stands where it should, not ${positions.join(', ')}`)
    return [`A PostgreSQL of its own, with ${positions.join(', ')}.`]
  },
}

export const connect: TourStep = {
  title: 'Connect',
  async run(world) {
    const report = await world.finished<DoctorReport>(world.client.environments.test({ env }))
    expectThat(report.ok, 'the doctor finds nothing wrong')
    const checked = report.steps.filter(({ outcome }) => outcome === 'ok').map(({ step }) => step)
    return [`The doctor finds ${checked.join(', ')} in order: PostgreSQL ${report.serverVersion}.`]
  },
}

export const plan: TourStep = {
  title: 'Plan',
  async run({ client }) {
    const { steps, from, to, fingerprint } = await client.migrations.plan({ env })
    expectThat(steps.length === 5, 'five migrations are pending')
    return [
      `${count(steps.length, 'migration')} would take ${env} from ${from} to ${to}; plan ${fingerprint.slice(0, 12)}.`,
      ...steps.map(({ script, statements, reason }) => `  ${script}: ${count(statements.length, 'statement')}, ${reason ?? 'in one transaction'}`),
    ]
  },
}

export const migrate: TourStep = {
  title: 'Migrate',
  async run(world) {
    const result = await world.finished<RunResult>(world.client.migrations.apply({ ...confirmed, reason: 'Release 2026.11' }))
    expectThat(result.migrations.length === 5 && result.to === '16', 'five migrations were applied')
    return [`${env} went from ${result.from} to ${result.to} in ${duration(result.ms)}.`]
  },
}

export const timeline: TourStep = {
  title: 'Show the timeline',
  async run({ client }) {
    const { events, unreachable } = await client.timeline.list({ env })
    expectThat(unreachable.length === 0 && events.some(({ version, reason }) => version === '16' && reason === 'Release 2026.11'), 'the timeline tells of the run and its reason')
    return events.slice(0, 6).map(({ kind, version, description, by, reason }) => `  ${kind.replaceAll('_', ' ')} ${version ?? ''} ${description}, by ${by}${reason ? `: ${reason}` : ''}`)
  },
}

export const undo: TourStep = {
  title: 'Undo',
  async run(world) {
    const result = await world.finished<RunResult>(world.client.migrations.undo({ ...confirmed, to: '14', reason: 'The reservations are not ready' }))
    expectThat(result.migrations.map(({ version }) => version).join() === '16,15', 'versions 16 and 15 were undone, the newest first')
    return [`Versions ${result.migrations.map(({ version }) => version).join(' and ')} are taken back; ${env} is at ${await versionOf(world, env)}.`]
  },
}

export const fail: TourStep = {
  title: 'Migrate to failure',
  async run(world) {
    world.addDraft()
    const { error } = await world.ended(world.client.migrations.apply({ ...confirmed, reason: 'Release 2026.12, too early' }))
    expectThat(error?.code === 'statement_failed' && error.where?.line === 14, 'version 17 fails in line 14')
    const version = await versionOf(world, env)
    expectThat(version === '16', 'the versions before the failure stay')
    return [...renderError(error, plain).trimEnd().split('\n').map((line) => `  ${line}`), `${env} is at ${version}: 15 and 16 are in, of 17 nothing is left.`]
  },
}

export const recover: TourStep = {
  title: 'Recover',
  async run(world) {
    world.correctDraft()
    const result = await world.finished<RunResult>(world.client.migrations.apply({ ...confirmed, reason: 'Release 2026.12, column name corrected' }))
    const { ok } = await world.client.migrations.validate({ env })
    expectThat(result.to === '17' && ok, 'version 17 is applied and files and history agree')
    return [`With the column's name corrected, ${env} is at ${result.to}; files and history agree.`]
  },
}

export async function versionOf({ client }: TourWorld, name: string): Promise<string | null> {
  return (await client.migrations.status({ env: name })).version
}
