import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import { shadowNote } from '../failures.ts'
import type { FirstRows, TakenRow } from './sample.sql.ts'
import type { PlannedTable } from './sample-plan.ts'
import type { SampleReader } from './sample-reader.ts'

/** Rows of one table, by their places in it. */
export interface Taken {
  table: PlannedTable
  rows: Map<string, TakenRowValues>
  /** All rows that it has. */
  whole: boolean
}

export interface TakenRowValues {
  row: string
  keys: readonly (string | null)[]
  /** Places among the keys of columns that are to be null, because what they refer to is not taken. */
  cut?: readonly number[]
}

export interface Limits {
  /** Of each table. */
  rows: number
  /** Of each table, and of all. */
  tableBytes: number
  bytes: number
}

/** A share of the pages is looked at where a table has many of them; else its first rows are taken. */
const manyPages = 1_000
/** So many pages at least, and so many that they hold the rows that are wanted several times: they are not equally full. */
const fewestPages = 20
const reserve = 3

/** Some rows of each table: all of a small one, those of pages here and there of a large one, without reading it or sorting it. */
export async function takeFirst(tables: Iterable<PlannedTable>, reader: SampleReader, limits: Limits): Promise<{ taken: Map<number, Taken>; notes: Diagnostic[] }> {
  const taken = new Map<number, Taken>()
  const wanted: (FirstRows & { oid: number })[] = []
  let bytes = 0
  let left = 0
  for (const table of tables) {
    if (table.partitioned) continue
    taken.set(table.oid, { table, rows: new Map(), whole: table.bytes === 0 && table.readable })
    if (table.bytes === 0 || !table.readable || table.filled.length === 0) continue
    const one = wish(table, limits)
    bytes += one.limit * rowBytes(table)
    if (bytes > limits.bytes) left += 1
    else wanted.push({ ...one, oid: table.oid })
  }
  const found = await readFirst(reader, wanted)
  for (const [index, { oid, limit, percent }] of wanted.entries()) {
    const rows = found.get(index) ?? []
    const one = taken.get(oid)
    if (!one) continue
    for (const { ctid, row, keys } of rows) one.rows.set(ctid, { row, keys })
    one.whole = found.has(index) && percent === null && rows.length < limit
  }
  return { taken, notes: left === 0 ? [] : [shadowNote('sample-cut', 'info', `No rows were taken of ${left} tables: a sample holds at most ${Math.round(limits.bytes / 1e6)} MB.`, { params: { tables: left } })] }
}

function wish(table: PlannedTable, { rows, tableBytes }: Limits): FirstRows {
  const limit = Math.max(1, Math.min(rows, Math.floor(tableBytes / rowBytes(table))))
  const pages = Math.max(fewestPages, (limit * reserve * table.pages) / Math.max(1, table.rows))
  const percent = table.pages > manyPages && pages < table.pages / 2 ? (100 * pages) / table.pages : null
  return { table: table.name, shape: table.shape, limit, percent }
}

/** Where chance has found too few, the first ones are taken. */
async function readFirst(reader: SampleReader, wanted: (FirstRows & { oid: number })[]): Promise<Map<number, TakenRow[]>> {
  const found = await reader.first(wanted)
  const few = [...wanted.entries()].filter(([index, { percent, limit }]) => percent !== null && (found.get(index)?.length ?? 0) < limit / 2)
  const again = await reader.first(few.map(([, one]) => ({ ...one, percent: null })))
  for (const [at, [index]] of few.entries()) if (again.has(at)) found.set(index, again.get(at) ?? [])
  return found
}

/** On average; where nobody has counted, a usual one. */
function rowBytes({ rows, tableBytes }: PlannedTable): number {
  return rows > 0 ? Math.max(30, tableBytes / rows) : 200
}
