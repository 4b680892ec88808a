import type pg from 'pg'
import { AppError } from '#shared/contract/app-error.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { ServerInfo } from '#shared/contract/migrations.ts'
import { historyColumns, inspectSql } from './history.sql.ts'
import { firstColumnNames } from './journal.sql.ts'
import { journalTable } from './journal-table.ts'

/** What stands at the place of the history and the journal, and what this user may do with it. */
export interface HistoryPlace {
  schema: string
  table: string
  user: string
  schemaExists: boolean
  mayCreate: boolean
  historyExists: boolean
  journalExists: boolean
  /** It is there, has the columns that every version knows, and may be read. */
  journalReadable: boolean
  journalColumns: readonly string[]
  /** Why a run could not write here, in words; undefined when it could. */
  writeProblem: string | undefined
}

interface InspectRow {
  serverVersion: string; serverVersionNum: number; database: string; user: string; readOnly: boolean
  schemaExists: boolean; mayCreate: boolean; mayUse: boolean
  kind: string | null; owner: string | null; maySelect: boolean | null; mayInsert: boolean | null; mayUpdate: boolean | null; mayDelete: boolean | null
  columns: string[] | null
  journalExists: boolean; maySelectJournal: boolean | null; mayWriteJournal: boolean | null; journalColumns: string[] | null
}

const oldestMajor = 13

/** One round trip: who the server is, and what is at the history's place. Throws `history_unusable` when it cannot be read, `server_unsupported`. */
export async function inspectHistory(client: pg.Client, { schema, historyTable: table }: Pick<Environment, 'schema' | 'historyTable'>): Promise<{ server: ServerInfo; place: HistoryPlace }> {
  const before = performance.now()
  const { rows } = await client.query<InspectRow>(inspectSql, [schema, table, journalTable])
  const row = rows[0] as InspectRow
  const server = serverInfo(row, performance.now() - before)
  if (server.major < oldestMajor) throw new AppError('server_unsupported', { version: row.serverVersion })
  const problem = readProblem(row)
  if (problem) throw unusable(schema, table, problem.problem, problem.help)
  const place: HistoryPlace = {
    schema, table, user: row.user, schemaExists: row.schemaExists, mayCreate: row.mayCreate, historyExists: row.kind !== null, journalExists: row.journalExists,
    journalReadable: row.maySelectJournal === true && wholeJournal(row.journalColumns ?? []), journalColumns: row.journalColumns ?? [], writeProblem: writeProblem(row, schema),
  }
  return { server, place }
}

function wholeJournal(columns: readonly string[]): boolean {
  return firstColumnNames.every((column) => columns.includes(column))
}

export function unusable(schema: string, table: string, problem: string, help?: string): AppError {
  return new AppError('history_unusable', { table: `${schema}.${table}`, problem }, { ...(help && { help }) })
}

function serverInfo(row: InspectRow, latencyMs: number): ServerInfo {
  const version = row.serverVersion.split(' ')[0] ?? row.serverVersion
  const major = Math.floor(row.serverVersionNum / 10_000)
  return { version, major, database: row.database, user: row.user, readOnly: row.readOnly, latencyMs: Math.round(latencyMs * 10) / 10 }
}

function readProblem(row: InspectRow): { problem: string; help?: string } | undefined {
  if (row.kind === null) return undefined
  const missing = historyColumns.filter((column) => !row.columns?.includes(column))
  if (!['r', 'p', 'v', 'f'].includes(row.kind) || missing.length > 0) {
    const what = missing.length > 0 ? `it has no column ${missing.join(', ')}` : 'it is not a table'
    return { problem: `${what}, so it is not a migration history`, help: 'Choose another history table in the environment: this one belongs to something else.' }
  }
  if (!row.mayUse) return { problem: `user ${row.user} may not use its schema`, help: 'Ask the owner for GRANT USAGE ON SCHEMA, or connect as another user.' }
  if (!row.maySelect) return { problem: `user ${row.user} may not read it; it is owned by ${row.owner}`, help: `Ask ${row.owner} for GRANT SELECT, INSERT, UPDATE, DELETE on it, or connect as ${row.owner}.` }
  return undefined
}

function writeProblem(row: InspectRow, schema: string): string | undefined {
  if (row.readOnly) return 'this server or session is read-only'
  if (row.kind === null && !row.mayCreate) return `it does not exist, and user ${row.user} may not create it in ${row.schemaExists ? `schema ${schema}` : `database ${row.database}`}`
  if (row.kind !== null && !(row.mayInsert && row.mayUpdate && row.mayDelete)) return `user ${row.user} may not write to it; it is owned by ${row.owner}`
  if (row.journalExists && !row.mayWriteJournal) return `user ${row.user} may not write to ${journalTable} beside it`
  if (!row.journalExists && row.kind !== null && !row.mayCreate) return `user ${row.user} may not create ${journalTable} beside it`
  return undefined
}
