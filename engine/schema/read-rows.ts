import pg from 'pg'
import { AppError } from '#shared/contract/app-error.ts'
import { pgErrorInfo, toConnectionError } from '../postgres/pg-error.ts'
import type { RelationName } from './read-sizes.ts'
import { rollbackSql } from './session.sql.ts'
import { beginRowsSql, rowColumnsSql, rowsSql, type RowColumn } from './rows.sql.ts'

export interface SampleRows {
  columns: { name: string; type: string }[]
  /** As text, in the order of the columns; null is NULL. */
  rows: (string | null)[][]
  /** Cells that were cut to `cellLength` characters. */
  cut: number
  /** How long the server and the way took. */
  ms: number
  /** There are more rows than these. */
  more: boolean
}

/** Characters of a cell that are read. */
export const cellLength = 2_000

/**
 * The first rows of a table or view, in a read-only transaction of five seconds at most, under the row security of the user. Columns
 * that the user may not read are left out. Throws `not_found`, `permission_denied`, `lock_timeout`, and `statement_failed` with the server's words.
 */
export async function readRows(client: pg.ClientBase, relation: RelationName, limit: number): Promise<SampleRows> {
  const started = performance.now()
  await client.query(beginRowsSql)
  try {
    const all = (await client.query<RowColumn>(rowColumnsSql, [relation.schema, relation.name])).rows
    if (all.length === 0) throw new AppError('not_found', { what: 'table or view with columns', name: `${relation.schema}.${relation.name}` })
    const columns = all.filter(({ allowed }) => allowed).map(({ name, type }) => ({ name, type }))
    if (columns.length === 0)
      throw new AppError('permission_denied', { user: 'this user', problem: `there is no right to read rows of ${relation.schema}.${relation.name}.` })
    const text = rowsSql(
      relation,
      columns.map(({ name }) => name),
      cellLength,
    )
    const { rows } = await client.query<(string | null)[]>({ text, values: [limit + 1], rowMode: 'array' })
    return { columns, ...shorten(rows.slice(0, limit)), ms: performance.now() - started, more: rows.length > limit }
  } catch (thrown) {
    throw rowsError(thrown, relation)
  } finally {
    await client.query(rollbackSql).catch(() => {})
  }
}

function shorten(rows: readonly (string | null)[][]): { rows: (string | null)[][]; cut: number } {
  let cut = 0
  const cell = (text: string | null) => {
    if (text === null || text.length <= cellLength) return text
    const characters = [...text]
    if (characters.length <= cellLength) return text
    cut += 1
    return characters.slice(0, cellLength).join('')
  }
  return { rows: rows.map((row) => row.map(cell)), cut }
}

function rowsError(thrown: unknown, { schema, name }: RelationName): AppError {
  if (!(thrown instanceof pg.DatabaseError)) return toConnectionError(thrown, { connection: {} })
  const place = `${schema}.${name}`
  const server = { pg: pgErrorInfo(thrown), cause: thrown }
  if (thrown.code === '55P03') return new AppError('lock_timeout', { timeout: '5 s', attempts: 1 }, server)
  if (thrown.code === '42501') return new AppError('permission_denied', { user: 'this user', problem: `${thrown.message}.` }, server)
  const help =
    thrown.code === '57014'
      ? 'The first rows took longer than five seconds: it may be a view over much data. Query it where no limit is set.'
      : 'A function or an expression of it failed.'
  return new AppError('statement_failed', { file: place, line: 1, problem: thrown.message }, { help, state: 'Nothing was changed.', ...server })
}
