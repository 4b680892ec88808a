import type pg from 'pg'
import type { CatalogQuery, Row } from '#shared/schema/kind.ts'
import { withParameters, type Reading } from './catalog-query.ts'
import { rollbackToSql, savepointSql } from './session.sql.ts'
import { isFromChange, sqlState } from './sql-state.ts'

/** An object whose text the server cannot print. */
export interface Unreadable {
  catalog: string
  oid: number
  /** The server's words. */
  problem: string
}

type Batches = NonNullable<CatalogQuery['batches']>

/**
 * Reads what locks relations in batches. ROLLBACK TO SAVEPOINT gives the locks back and keeps the view of the data, so a server with
 * few locks (max_locks_per_transaction) is read to the end too. Of a batch that fails, the object that makes it fail is found by halving.
 */
export async function readBatches(client: pg.Client, query: CatalogQuery, batches: Batches, reading: Reading, sink: (row: Row) => void): Promise<Unreadable[]> {
  const keys = await client.query<[number]>({ ...withParameters(batches.keys(reading.server), [reading.schemas]), rowMode: 'array' })
  const oids = keys.rows.map(([oid]) => Number(oid))
  if (oids.length === 0) return []
  const sql = query.sql(reading.server)
  const unreadable: Unreadable[] = []
  const read = async (part: readonly number[]): Promise<void> => {
    try {
      const result = await client.query<Row>(withParameters(sql, [reading.schemas, part]))
      await client.query(rollbackToSql)
      for (const row of result.rows) sink(row)
    } catch (thrown) {
      const outOfLocks = sqlState(thrown) === '53200' && part.length > 1
      if (!isFromChange(thrown) && !outOfLocks) throw thrown
      await client.query(rollbackToSql)
      const [only] = part
      if (part.length === 1 && only !== undefined) return void unreadable.push({ catalog: query.catalog, oid: only, problem: (thrown as Error).message })
      const middle = part.length >> 1
      await read(part.slice(0, middle))
      await read(part.slice(middle))
    }
  }
  await client.query(savepointSql)
  for (let start = 0; start < oids.length; start += batches.size) await read(oids.slice(start, start + batches.size))
  return unreadable
}
