import pg from 'pg'
import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import { silentSql } from '../base.sql.ts'
import { isFullDisk, shadowNote } from '../failures.ts'
import {
  beginSql, checkedAtOnceSql, commitSql, constraintsSql, deferrableSql, insertSql, rollbackSql, rollbackToSql, savepointSql, triggersSql, triggerSql, type NamedRow,
} from './sample.sql.ts'
import type { Taken } from './take-rows.ts'

/** Characters that one statement carries. */
const chunk = 4_000_000

export interface Loaded {
  /** Rows by table. */
  rows: Map<string, number>
  notes: Diagnostic[]
}

/** Puts the rows into the shadow's tables, with no trigger fired. Throws what a lost connection or a full disk throws. */
export async function loadRows(client: pg.Client, taken: readonly Taken[]): Promise<Loaded> {
  const full = taken.filter(({ rows }) => rows.size > 0)
  // As replication loads: no trigger fires and no foreign key is checked.
  const isReplica = await client.query(silentSql).then(() => true, () => false)
  return isReplica ? insertAll(client, full, false) : withoutChecks(client, full)
}

async function insertAll(client: pg.Client, full: readonly Taken[], inTransaction: boolean): Promise<Loaded> {
  const loaded: Loaded = { rows: new Map(), notes: [] }
  for (const { table, rows } of full) {
    if (inTransaction) await client.query(savepointSql)
    try {
      for (const { texts, nulls } of chunks(table, rows)) await client.query(insertSql(table.name, table.filled, nulls), [texts])
      loaded.rows.set(table.name, rows.size)
    } catch (thrown) {
      if (!(thrown instanceof pg.DatabaseError) || thrown.code === '53100' || isFullDisk(thrown.message)) throw thrown
      if (inTransaction) await client.query(rollbackToSql)
      loaded.notes.push(shadowNote('sample-not-loaded', 'warning', `The rows of ${table.name} could not be put into the shadow: ${thrown.message}`, { subject: table.name }))
    }
  }
  return loaded
}

/**
 * For a user who may not load as replication does: in one transaction, triggers are off and foreign keys are checked at the end, whatever
 * the order of the tables; then all is as it was.
 */
async function withoutChecks(client: pg.Client, full: readonly Taken[]): Promise<Loaded> {
  const names = new Set(full.map(({ table }) => table.name))
  const triggers = (await client.query<NamedRow>(triggersSql)).rows.filter(({ table }) => names.has(table))
  const constraints = (await client.query<NamedRow>(checkedAtOnceSql)).rows
  try {
    await client.query(beginSql)
    for (const one of triggers) await client.query(triggerSql(one, false))
    for (const one of constraints) await client.query(deferrableSql(one, true))
    await client.query(constraintsSql.deferred)
    const loaded = await insertAll(client, full, true)
    await client.query(constraintsSql.immediate)
    for (const one of constraints) await client.query(deferrableSql(one, false))
    for (const one of triggers) await client.query(triggerSql(one, true))
    await client.query(commitSql)
    return loaded
  } catch (thrown) {
    if (!(thrown instanceof pg.DatabaseError) || thrown.code === '53100') throw thrown
    await client.query(rollbackSql)
    return { rows: new Map(), notes: [shadowNote('sample-not-loaded', 'warning', `No rows could be put into the shadow: ${thrown.message}`)] }
  }
}

interface Chunk {
  texts: string[]
  /** Columns that get no value. */
  nulls: ReadonlySet<string>
}

/** Rows of which the same columns are cut go together. */
function* chunks({ shape }: Taken['table'], rows: Taken['rows']): Generator<Chunk> {
  const open = new Map<string, Chunk & { size: number }>()
  for (const { row, cut = [] } of rows.values()) {
    const key = cut.join()
    const one = open.get(key) ?? { texts: [], nulls: new Set(cut.map((at) => shape.keys[at] as string)), size: 0 }
    one.texts.push(row)
    one.size += row.length
    open.set(key, one)
    if (one.size < chunk) continue
    open.delete(key)
    yield one
  }
  yield* open.values()
}
