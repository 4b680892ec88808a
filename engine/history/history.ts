import type pg from 'pg'
import type { Environment } from '#shared/contract/environments.ts'
import type { HistoryRow } from '#shared/migrations/history-row.ts'
import { storedDescription, storedScript } from '#shared/migrations/names.ts'
import { createHistorySql, createSchemaSql, insertHistorySql, readHistorySql } from './history.sql.ts'
import { unusable, type HistoryPlace } from './inspect-history.ts'
import { createJournalSql, upgradeJournalSql } from './journal.sql.ts'
import { journalColumns } from './journal-table.ts'

interface StoredRow {
  installed_rank: number; version: string | null; description: string; type: string; script: string; checksum: number | null
  installed_by: string; installed_on: string; execution_time: number; success: boolean
}

/** The whole history in the order of its ranks. The table must exist. */
export async function readHistory(client: pg.Client, { schema, historyTable }: Pick<Environment, 'schema' | 'historyTable'>): Promise<HistoryRow[]> {
  const { rows } = await client.query<StoredRow>(readHistorySql(schema, historyTable))
  return rows.map((row) => ({
    rank: row.installed_rank, version: row.version, description: row.description, type: row.type, script: row.script, checksum: row.checksum,
    installedBy: row.installed_by, installedOn: new Date(Number(row.installed_on)).toISOString(), executionMs: row.execution_time, success: row.success,
  }))
}

/** Row to be added; the server says who and when. */
export interface NewHistoryRow {
  rank: number
  version: string | null
  description: string
  type: string
  script: string
  checksum: number | null
  /** Null: the time since the transaction began. */
  ms: number | null
  success: boolean
}

/** Parameters of `insertHistorySql`, cut to the width of the columns as Flyway cuts them. */
export function historyValues(row: NewHistoryRow): (string | null)[] {
  return [String(row.rank), row.version, storedDescription(row.description), row.type, storedScript(row.script), text(row.checksum), text(row.ms), String(row.success)]
}

export async function insertHistory(client: pg.Client, { schema, historyTable }: Pick<Environment, 'schema' | 'historyTable'>, row: NewHistoryRow): Promise<void> {
  await client.query(insertHistorySql(schema, historyTable), historyValues(row))
}

/**
 * Makes what is missing of schema, history table and journal, in one transaction, and brings an older journal forward.
 * Throws `history_unusable` when this user cannot. Call it with the migration lock held.
 */
export async function prepareHistory(client: pg.Client, place: HistoryPlace): Promise<void> {
  const { schema, table } = place
  if (place.writeProblem) throw unusable(schema, table, place.writeProblem)
  const statements = [
    ...(place.schemaExists ? [] : [createSchemaSql(schema)]),
    ...(place.historyExists ? [] : createHistorySql(schema, table)),
    ...(place.journalExists ? upgradeJournalSql(schema, place.journalColumns) : createJournalSql(schema)),
  ]
  if (statements.length === 0) return
  await client.query('BEGIN')
  try {
    for (const statement of statements) await client.query(statement)
    if (!place.schemaExists) await insertHistory(client, { schema, historyTable: table }, schemaMarker(schema))
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {})
    throw unusable(schema, table, `it could not be made (${error instanceof Error ? error.message : String(error)})`)
  }
  Object.assign(place, { schemaExists: true, historyExists: true, journalExists: true, journalReadable: true, journalColumns: Object.keys(journalColumns) } satisfies Partial<HistoryPlace>)
}

/** By this row Flyway knows that the schema was made for the migrations. */
function schemaMarker(schema: string): NewHistoryRow {
  return { rank: 0, version: null, description: '<< Flyway Schema Creation >>', type: 'SCHEMA', script: `"${schema}"`, checksum: null, ms: 0, success: true }
}

function text(value: number | null): string | null {
  return value === null ? null : String(value)
}
