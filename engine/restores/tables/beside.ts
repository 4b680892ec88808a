import type pg from 'pg'
import { AppError } from '#shared/contract/app-error.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { BesideTables, TableDifference } from '#shared/contract/restored-tables.ts'
import type { Engine } from '../../engine.ts'
import { withSession } from '../../migrations/locked-session.ts'
import { besidePrefix, readBeside, type BesideMark } from './beside-mark.ts'
import {
  beginCompareSql, besideSchemasSql, columnsSql, countDifferencesSql, dropSchemaSql, reachSql, sampleSql, type ColumnRow, type Pair, type ReachRow, type TableName,
} from './tables.sql.ts'

interface SchemaRow {
  schema: string
  comment: string | null
  owned: boolean
  bytes: number
}

export async function listBeside(engine: Engine, environment: Environment): Promise<BesideTables[]> {
  return withSession(engine, environment, async (client) => {
    const { rows } = await client.query<SchemaRow>(besideSchemasSql, [besidePrefix])
    return rows.flatMap(({ schema, comment, bytes }) => {
      const mark = readBeside(comment)
      return mark ? [{ schema, bytes, ...mark }] : []
    })
  })
}

/** Throws `not_found` for a schema that is not one of these: nothing else is ever dropped or merged. */
export async function findBeside(client: pg.Client, schema: string): Promise<BesideMark> {
  const { rows } = await client.query<SchemaRow>(besideSchemasSql, [schema])
  const mark = readBeside(rows.find((row) => row.schema === schema)?.comment ?? null)
  if (!mark) throw new AppError('not_found', { what: 'schema of restored tables', name: schema })
  return mark
}

export async function dropBeside(engine: Engine, environment: Environment, schema: string): Promise<void> {
  await withSession(engine, environment, async (client) => {
    await findBeside(client, schema)
    await client.query(dropSchemaSql(schema))
  })
}

const sampleRows = 5

/** What merging would do: rows that are missing, that differ, and that are only here, counted, with some of each. */
export async function compareTables(engine: Engine, environment: Environment, schema: string, signal?: AbortSignal): Promise<TableDifference[]> {
  return withSession(engine, environment, async (client) => {
    const end = () => void client.end().catch(() => {})
    signal?.addEventListener('abort', end)
    const mark = await findBeside(client, schema)
    for (const sql of beginCompareSql) await client.query(sql)
    const differences: TableDifference[] = []
    for (const table of mark.tables) differences.push(await compareOne(client, schema, table))
    await client.query('ROLLBACK')
    signal?.removeEventListener('abort', end)
    return differences
  })
}

async function compareOne(client: pg.Client, schema: string, { schema: from, name, as }: BesideMark['tables'][number]): Promise<TableDifference> {
  const target = { schema: from, name }
  const none = { ...target, key: [], missing: 0, changed: 0, extra: 0, columns: [], left: [], samples: { missing: [], changed: [], extra: [] }, triggers: [], reached: [] }
  const paired = await pairOf(client, { schema, name: as }, target)
  if ('problem' in paired) return { ...none, problem: paired.problem }
  const { pair, left } = paired
  const [counts] = (await client.query<{ missing: number; changed: number; extra: number }>(countDifferencesSql(pair))).rows
  const [reach] = (await client.query<ReachRow>(reachSql, [from, name])).rows
  const sample = async (kind: 'missing' | 'changed' | 'extra') => (await client.query<{ backup: (string | null)[] | null; now: (string | null)[] | null }>(sampleSql(pair, kind, sampleRows))).rows
  const samples = { missing: await sample('missing'), changed: await sample('changed'), extra: await sample('extra') }
  return { ...target, problem: null, key: [...pair.key], columns: [...pair.key, ...pair.columns.map((column) => column.name)], left, ...(counts ?? { missing: 0, changed: 0, extra: 0 }), samples, triggers: reach?.triggers ?? [], reached: reach?.reached ?? [] }
}

/** Both tables by the primary key of the one that is there; or why they cannot be merged. */
export async function pairOf(client: pg.Client, from: TableName, to: TableName): Promise<{ pair: Pair; left: string[]; target: ColumnRow[] } | { problem: string }> {
  const source = (await client.query<ColumnRow>(columnsSql, [from.schema, from.name])).rows
  const target = (await client.query<ColumnRow>(columnsSql, [to.schema, to.name])).rows
  if (target.length === 0) return { problem: `There is no table ${to.schema}.${to.name} any more: take the rows from beside, or restore into a new database.` }
  const key = target.filter(({ key: place }) => place !== null).toSorted((a, b) => (a.key ?? 0) - (b.key ?? 0))
  if (key.length === 0) return { problem: 'The table has no primary key: rows cannot be told apart, so they are only kept beside.' }
  const restored = new Set(source.map(({ name }) => name))
  const lacking = key.find(({ name }) => !restored.has(name))
  if (lacking) return { problem: `The primary key has the column ${lacking.name}, which the backup did not have.` }
  const shared = target.filter(({ name, key: place, generated }) => place === null && !generated && restored.has(name))
  const left = [...target.filter(({ name, generated }) => generated || !restored.has(name)), ...source.filter(({ name }) => !target.some((column) => column.name === name))].map(({ name }) => name)
  const columns = shared.map(({ name, comparable, identity }) => ({ name, comparable: comparable && source.find((column) => column.name === name)?.type === target.find((column) => column.name === name)?.type, writable: identity !== 'a' }))
  return { pair: { from, to, key: key.map(({ name }) => name), columns }, left, target }
}
