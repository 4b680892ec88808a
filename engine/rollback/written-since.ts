import type pg from 'pg'
import type { Manifest } from '#shared/contract/backups.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { RollbackLoss } from '#shared/contract/rollback.ts'
import { qualified } from '#shared/sql/quote.ts'
import { journalTable } from '../history/journal-table.ts'
import { writtenSql, type WrittenRow } from './losses.sql.ts'

type Table = Manifest['tables'][number]

/** What the server has counted of the tables until now. */
export async function readWritten(client: pg.Client): Promise<WrittenRow[]> {
  return (await client.query<WrittenRow>(writtenSql)).rows
}

/**
 * What was written since a backup, by table: the difference of the server's counters, or, where they were reset or are not in the manifest, of the numbers
 * of rows. The most first. Tables of the history are left out. Pure.
 */
export function writtenSince({ tables }: Pick<Manifest, 'tables'>, now: readonly WrittenRow[], { schema, historyTable }: Pick<Environment, 'schema' | 'historyTable'>): RollbackLoss[] {
  const then = new Map(tables.map((table) => [qualified(table.schema, table.name), table]))
  const reset = now.some((row) => isReset(row, then.get(qualified(row.schema, row.name))))
  const own = (row: WrittenRow) => row.schema === schema && (row.name === historyTable || row.name === journalTable)
  const losses = now.filter((row) => !own(row)).flatMap((row) => lossOf(row, then.get(qualified(row.schema, row.name)), reset))
  return losses.toSorted((a, b) => (b.rows ?? Infinity) - (a.rows ?? Infinity))
}

/** Counters only rise, unless somebody resets them or the server breaks down. */
function isReset({ inserted, updated, deleted }: WrittenRow, then: Table | undefined): boolean {
  const before = then?.written
  return before !== undefined && (inserted < before.inserted || updated < before.updated || deleted < before.deleted)
}

function lossOf(row: WrittenRow, then: Table | undefined, reset: boolean): RollbackLoss[] {
  const base = { relation: qualified(row.schema, row.name), columns: [], kind: 'written' as const, script: null }
  if (!then) return row.live === 0 && row.rows <= 0 ? [] : [{ ...base, rows: Math.max(row.live, row.rows, 0), inserted: null, updated: null, deleted: null, basis: 'estimated' }]
  if (then.written && !reset) return byCounters(base, row, then.written)
  const more = Math.abs(row.live - then.rows)
  return more === 0 ? [] : [{ ...base, rows: more, inserted: null, updated: null, deleted: null, basis: 'row_counts' }]
}

function byCounters(base: Pick<RollbackLoss, 'relation' | 'columns' | 'kind' | 'script'>, row: WrittenRow, then: NonNullable<Table['written']>): RollbackLoss[] {
  const [inserted, updated, deleted] = [row.inserted - then.inserted, row.updated - then.updated, row.deleted - then.deleted]
  const rows = inserted + updated + deleted
  return rows === 0 ? [] : [{ ...base, rows, inserted, updated, deleted, basis: 'statistics' }]
}
