import type { Job } from '#shared/contract/jobs.ts'
import { checkBackups, checkContent, checkRestored, checkTidy, type Faults } from './checks.ts'
import type { ChildOutcome } from './child-run.ts'
import type { Fault } from './faults.ts'
import { lastVersion } from './migrations.ts'
import { putBack, swap } from './swap-actions.ts'
import { shop, type FaultWorld, type Studio } from './world.ts'

/** One thing that people do, which is killed while it is done. */
export interface Action {
  name: string
  operation: string
  /** Version of the database before. */
  from: number
  faults: readonly Fault[]
  /** Makes what it needs and gives its input. */
  prepare(world: FaultWorld, studio: Studio): Promise<object>
  /** Whether it took effect. */
  done(world: FaultWorld, studio: Studio): Promise<boolean>
  /** `pick` from 0 to 1 chooses where a person would. */
  check(world: FaultWorld, studio: Studio, pick: number): Promise<Faults>
  /** What a person does next: the same once more, to its end. Everything is in order afterwards. */
  finish(world: FaultWorld, studio: Studio): Promise<Faults>
}

export const restored = 'restored'
const all: readonly Fault[] = ['process', 'process', 'tool', 'session', 'server']
const withoutTools: readonly Fault[] = ['process', 'process', 'session', 'server']

export async function make(studio: Studio): Promise<Faults> {
  const { state, error } = await studio.ended(studio.client.backups.create({ env: shop }))
  return state === 'succeeded' ? [] : [`The next backup ${state}: ${error?.message}`]
}

export async function newestBackup({ client }: Studio): Promise<string> {
  const id = (await client.backups.list({})).backups[0]?.id
  if (id === undefined) throw new Error('There is no backup to restore')
  return id
}

const backup: Action = {
  name: 'backup', operation: 'backups.create', from: 4, faults: all,
  prepare: async () => ({ env: shop }),
  done: async (_world, { client }) => (await client.backups.list({})).backups.length > 0,
  check: async (world, studio) => [...(await checkContent(world, studio)), ...(await checkBackups(world, studio, false))],
  finish: async (world, studio) => [...(await make(studio)), ...(await checkBackups(world, studio, true))],
}

const restore: Action = {
  name: 'restore', operation: 'backups.restore', from: 4, faults: all,
  prepare: async (_world, studio) => {
    await make(studio)
    return { backup: await newestBackup(studio), env: shop, into: restored }
  },
  done: async (world) => (await world.query('postgres', `SELECT FROM pg_database WHERE datname = '${restored}'`)).length > 0,
  check: async (world, studio) => [...(await checkContent(world, studio)), ...(await checkBackups(world, studio, false)), ...(await checkRestored(world, restored, 4))],
  finish: async (world, studio) => {
    const { state, error } = await studio.ended(studio.client.backups.restore({ backup: await newestBackup(studio), env: shop, into: `${restored}_again` }))
    const faults = state === 'succeeded' ? [] : [`The next restore ${state}: ${error?.message}`]
    return [...faults, ...(await checkRestored(world, `${restored}_again`, 4)), ...(await checkTidy(world)), ...(await checkBackups(world, studio, false))]
  },
}

/** Where a failure of statements outside a transaction is recorded, the next run wants a repair first, and says so. */
async function goOn(studio: Studio, start: () => Promise<{ jobId: string }>): Promise<Job> {
  const ended = await studio.ended(start())
  if (ended.error?.code !== 'history_failed_rows' && !ended.error?.message.includes('then run repair')) return ended
  await studio.client.migrations.repair({ env: shop })
  return studio.ended(start())
}

function migrating(name: string, operation: string, from: number, to: number): Action {
  const input = operation === 'migrations.apply' ? { env: shop } : { env: shop, to: String(to) }
  return {
    name, operation, from, faults: withoutTools,
    prepare: async () => input,
    done: async (world) => (await world.version()) === to,
    check: checkContent,
    finish: async (world, studio) => {
      const { state, error } = await goOn(studio, () => (operation === 'migrations.apply' ? studio.client.migrations.apply({ env: shop }) : studio.client.migrations.undo({ env: shop, to: String(to) })))
      const faults = state === 'succeeded' ? [] : [`The next run ${state}: ${error?.message} ${studio.said.join(' ').slice(0, 1500)}`]
      const version = await world.version()
      return [...faults, ...(version === to ? [] : [`The next run ended at version ${version}`]), ...(await checkContent(world, studio))]
    },
  }
}

const wayBack = { env: shop, version: '1', backup: false }

/** A way back by undo scripts; one that was cut off is gone on with by planning it again from where it stands. */
const rollBack: Action = {
  name: 'roll back', operation: 'rollback.run', from: lastVersion, faults: withoutTools,
  prepare: async () => wayBack,
  done: async (world) => (await world.version()) === 1,
  check: checkContent,
  finish: async (world, studio) => {
    if ((await world.version()) !== 1) {
      const { state, error } = await goOn(studio, () => studio.client.rollback.run(wayBack))
      if (state !== 'succeeded') return [`The next way back ${state}: ${error?.message}`]
    }
    const version = await world.version()
    return [...(version === 1 ? [] : [`The next way back ended at version ${version}`]), ...(await checkContent(world, studio))]
  },
}

export const actions: readonly Action[] = [
  backup, restore, swap, putBack, migrating('migrate', 'migrations.apply', 1, lastVersion), migrating('undo', 'migrations.undo', lastVersion, 1), rollBack,
]

/** What an operation said of itself must be true. */
export async function checkOutcome(action: Action, outcome: ChildOutcome | undefined, world: FaultWorld, studio: Studio): Promise<Faults> {
  if (!outcome) return []
  if (outcome.error?.code === 'internal') return [`It failed with an internal error: ${outcome.error.message}`]
  const done = await action.done(world, studio)
  if (outcome.state === 'succeeded' && !done) return ['It said that it succeeded, and it did not take effect']
  return []
}
