import { expect } from 'vitest'
import { kinds } from '#shared/kinds/index.ts'
import { diffSnapshots } from '#shared/schema/diff.ts'
import { planChange } from '#shared/schema/plan/plan-change.ts'
import type { Snapshot } from '#shared/schema/snapshot.ts'
import { readSnapshot } from '#engine/schema/read-snapshot.ts'
import type { TestDatabase } from '../../support/database.ts'
import type { Case } from './cases.ts'
import { dumpSchema } from './dump.ts'
import { applyPlan, invalidIndexes, readTables, withClient, type TableRows } from './world.ts'

export interface Side {
  database: TestDatabase
  snapshot: Snapshot
  dump: string[] | undefined
  invalid: string[]
  tables: Record<string, TableRows>
}

export const read = (url: string): Promise<Snapshot> => withClient(url, (client) => readSnapshot(client, kinds))

const major = (snapshot: Snapshot) => Math.floor(snapshot.head.serverVersionNum / 10_000)

/** What a database says of itself before anything is done to it. */
export async function look(database: TestDatabase): Promise<Side> {
  const snapshot = await read(database.url)
  return { database, snapshot, dump: await dumpSchema(database.url, major(snapshot)), invalid: await invalidIndexes(database.url), tables: await readTables(database.url) }
}

const differences = (a: Snapshot, b: Snapshot) => diffSnapshots(a, b).map((delta) => JSON.stringify(delta))

/** Turns the database of one side into the other's schema, and asks PostgreSQL, pg_dump and the planner whether it is. */
export async function judge(from: Side, to: Side, { expected }: Case): Promise<string> {
  const { actions } = planChange(from.snapshot, to.snapshot, kinds)
  await applyPlan(from.database.url, actions)
  const after = await read(from.database.url)
  const plan = actions.map((action) => action.sql).join(';\n')
  expect(differences(after, to.snapshot), `the snapshot differs after\n${plan}`).toEqual([])
  expect(planChange(after, to.snapshot, kinds).actions.map((action) => action.sql), 'planned again').toEqual([])
  expect(await invalidIndexes(from.database.url), 'invalid indexes').toEqual(to.invalid)
  const dump = await dumpSchema(from.database.url, major(after))
  if (dump && to.dump) expect(dump, `pg_dump differs after\n${plan}`).toEqual(to.dump)
  const kept = common(from.tables, to.tables)
  if (!expected.loses) expect(common(await readTables(from.database.url), kept), `rows are lost by\n${plan}`).toEqual(kept)
  return plan
}

/** Of what one side holds, the tables and columns, with their types, that the other has too. */
function common(tables: Record<string, TableRows>, other: Record<string, TableRows>): Record<string, TableRows> {
  const kept = Object.entries(tables).filter(([name]) => other[name])
  return Object.fromEntries(kept.map(([name, { rows, columns }]) => [name, { rows, columns: Object.fromEntries(Object.entries(columns).filter(([column]) => other[name]?.columns[column] !== undefined)) }]))
}
