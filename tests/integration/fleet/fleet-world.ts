import { randomUUID } from 'node:crypto'
import { onTestFinished } from 'vitest'
import pg from 'pg'
import type { FleetInput, FleetPlan, FleetRun, FleetRunResult, FleetStates } from '#shared/contract/fleet.ts'
import { fleetInputSchema } from '#shared/contract/fleet.ts'
import { onServer, serverUrl, type TestDatabase } from '../../support/database.ts'
import { studioWorld, type StudioWorld } from '../../support/studio-world.ts'
import { writeFiles } from '../../support/migration-world.ts'

/** A migration that would be seen if it ran twice: it counts itself. */
export const counting = 'CREATE TABLE runs (n int NOT NULL); INSERT INTO runs VALUES (1);'
export const again = 'INSERT INTO runs VALUES (2);'

export interface FleetWorld extends StudioWorld {
  prefix: string
  databases: TestDatabase[]
  /** Writes into the folder of the migrations. */
  files(files: Readonly<Record<string, string>>): void
  fleet(input?: Partial<FleetInput>): Promise<string>
  states(fleet: string): Promise<FleetStates>
  plan(fleet: string, to?: string): Promise<FleetPlan>
  /** Starts a run and waits for the end of its job; gives the run as it is then. */
  run(fleet: string, input?: { afterCanaries?: 'wait' | 'go_on'; to?: string; planFingerprint?: string; concurrency?: number }): Promise<{ run: FleetRun; result?: FleetRunResult; problem?: string }>
  resume(run: string, failed?: 'again' | 'leave'): Promise<FleetRun>
}

/** So many empty databases of one name, and an environment whose migrations they take. */
export async function fleetWorld(count: number, files: Readonly<Record<string, string>>): Promise<FleetWorld> {
  const world = studioWorld()
  const { folder } = await world.environment('base', '', { files })
  const prefix = `fleet${randomUUID().slice(0, 6)}`
  const databases: TestDatabase[] = []
  for (let index = 1; index <= count; index += 1) databases.push(await named(`${prefix}_${String(index).padStart(2, '0')}`))
  onTestFinished(async () => {
    for (const database of databases) await database.drop()
  })
  const { operations, done, ended } = world
  const show = (run: string) => operations.fleet.showRun({ run }, {}) as Promise<FleetRun>
  return {
    ...world, prefix, databases,
    files: (more) => writeFiles(folder, more),
    fleet: async (input = {}) => (await operations.fleet.create(fleetInputSchema.parse({ name: `fleet ${randomUUID().slice(0, 6)}`, env: 'base', by: 'pattern', pattern: `${prefix}_*`, backup: false, canaries: 0, ...input }), {})).name,
    states: async (fleet) => done<FleetStates>(await operations.fleet.states({ fleet }, {})),
    plan: async (fleet, to) => done<FleetPlan>(await operations.fleet.plan({ fleet, ...(to && { to }) }, {})),
    run: async (fleet, input = {}) => {
      const started = await operations.fleet.run({ fleet, ...input }, {})
      const job = await ended(started)
      return { run: await show(started.runId), ...(job.result !== undefined && { result: job.result as FleetRunResult }), ...(job.error && { problem: `${job.error.code}: ${job.error.message}` }) }
    },
    resume: async (run, failed = 'again') => {
      await ended(await operations.fleet.resume({ run, failed }, {}))
      return show(run)
    },
  }
}

/** As `createDatabase`, under a name of our choice. */
async function named(name: string): Promise<TestDatabase> {
  await onServer(`CREATE DATABASE ${pg.escapeIdentifier(name)} TEMPLATE template0`)
  const url = new URL(serverUrl())
  url.pathname = `/${name}`
  const pool = new pg.Pool({ connectionString: url.href, max: 1, idleTimeoutMillis: 200 })
  pool.on('error', () => {})
  return {
    name, url: url.href,
    query: async <R extends pg.QueryResultRow>(sql: string, values?: unknown[]) => (await pool.query<R>(sql, values)).rows,
    drop: async () => {
      await pool.end()
      await onServer(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`)
    },
  }
}
