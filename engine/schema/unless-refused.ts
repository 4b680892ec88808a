import type pg from 'pg'
import { rollbackToSql, savepointSql } from './session.sql.ts'
import { sqlState } from './sql-state.ts'

/** Rows of a query, or undefined where the user may not read what it reads; the transaction goes on. */
export async function unlessRefused<R extends pg.QueryResultRow>(client: pg.Client, sql: string): Promise<R[] | undefined> {
  await client.query(savepointSql)
  try {
    return (await client.query<R>(sql)).rows
  } catch (thrown) {
    if (sqlState(thrown) !== '42501') throw thrown
    await client.query(rollbackToSql)
    return undefined
  }
}
