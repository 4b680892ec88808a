import type pg from 'pg'
import { qualified } from '#shared/sql/quote.ts'
import { beginReadingSql, endReadingSql, positionsSql, printsSql, rollbackToSql, savepointSql, sequencesSql, tablesSql, type PrintRow, type TableRow } from './prove.sql.ts'

/** What the rows of one table come to. Hashes are texts of numbers. */
export interface TablePrint {
  name: string
  oid: string
  /** The same as long as its columns, its primary key and its file are. */
  identity: string
  rows: number
  /** Over whole rows, columns by name. */
  sum: string
  columns: ReadonlyMap<string, string>
  /** Hashes of the rows by that of their primary key, or of themselves where there is none; null: more than `toldRows`. */
  byKey: ReadonlyMap<string, readonly string[]> | null
  hasKey: boolean
}

export interface DataState {
  tables: ReadonlyMap<string, TablePrint>
  /** The last number that each sequence gave out; null: none yet. */
  sequences: ReadonlyMap<string, bigint | null>
  /** Why a table could not be read, by name. */
  unreadable: ReadonlyMap<string, string>
}

/** Tables in one query. */
const batch = 40
/** Rows of a table that are told apart, so that lost ones can be counted. */
const toldRows = 2000

/** What is known of an earlier moment, and the oids of the tables that were written to since. */
export interface Earlier {
  data: DataState
  written: ReadonlySet<string>
}

/**
 * Prints of all tables and sequences at one moment. `without`: tables that are left out, by qualified name. Tables that are as they were `earlier` are not read again.
 * The session must be in no transaction.
 */
export async function readData(client: pg.Client, without: ReadonlySet<string>, earlier?: Earlier): Promise<DataState> {
  await client.query(beginReadingSql)
  try {
    const rows = (await client.query<TableRow>(tablesSql)).rows.filter((row) => !without.has(nameOf(row)))
    const reading: Reading = { client, tables: new Map(), unreadable: new Map() }
    const unknown = takeOver(reading, rows, earlier)
    for (let at = 0; at < unknown.length; at += batch) await readBatch(reading, unknown.slice(at, at + batch))
    return { tables: reading.tables, unreadable: reading.unreadable, sequences: await readSequences(client) }
  } finally {
    await client.query(endReadingSql).catch(() => {})
  }
}

/** Gives the tables that must be read. */
function takeOver({ tables }: Reading, rows: readonly TableRow[], earlier: Earlier | undefined): TableRow[] {
  if (!earlier) return [...rows]
  const known = new Map([...earlier.data.tables.values()].map((print) => [print.identity, print]))
  return rows.filter((row) => {
    const print = earlier.written.has(row.oid) ? undefined : known.get(identityOf(row))
    if (print) tables.set(nameOf(row), { ...print, name: nameOf(row) })
    return print === undefined
  })
}

const identityOf = ({ oid, file, shape, keys }: TableRow) => JSON.stringify([oid, file, shape, keys])

interface Reading {
  client: pg.Client
  tables: Map<string, TablePrint>
  unreadable: Map<string, string>
}

const nameOf = ({ schema, name }: { schema: string; name: string }) => qualified(schema, name)

/** All at once; one that cannot be read makes them be read one by one. */
async function readBatch(reading: Reading, rows: readonly TableRow[]): Promise<void> {
  const { client, tables, unreadable } = reading
  await client.query(savepointSql)
  try {
    const prints = (await client.query<PrintRow>(printsSql(rows, toldRows))).rows
    for (const print of prints.toSorted((one, other) => one.at - other.at)) {
      const row = rows[print.at] as TableRow
      tables.set(nameOf(row), toPrint(row, print))
    }
  } catch (thrown) {
    if ((thrown as { severity?: string }).severity !== 'ERROR') throw thrown
    await client.query(rollbackToSql)
    if (rows.length > 1) for (const row of rows) await readBatch(reading, [row])
    else for (const row of rows) unreadable.set(nameOf(row), thrown instanceof Error ? thrown.message : String(thrown))
  }
}

function toPrint(row: TableRow, { rows, sum, columns, hashes }: PrintRow): TablePrint {
  const sums = new Map(row.columns.map((column, at) => [column, columns?.[at] ?? '0']))
  return { name: nameOf(row), oid: row.oid, identity: identityOf(row), rows: Number(rows), sum: sum ?? '0', columns: sums, hasKey: row.keys.length > 0, byKey: Number(rows) <= toldRows ? groupByKey(hashes ?? []) : null }
}

function groupByKey(hashes: readonly string[]): Map<string, string[]> {
  const groups = new Map<string, string[]>()
  for (const pair of hashes) {
    const [key = '', row = ''] = pair.split(' ')
    const group = groups.get(key)
    if (group) group.push(row)
    else groups.set(key, [row])
  }
  return groups
}

async function readSequences(client: pg.Client): Promise<Map<string, bigint | null>> {
  const sequences = (await client.query<{ schema: string; name: string }>(sequencesSql)).rows
  if (sequences.length === 0) return new Map()
  const positions = (await client.query<{ at: number; last: string | null }>(positionsSql(sequences))).rows
  return new Map(positions.map(({ at, last }) => [nameOf(sequences[at] as { schema: string; name: string }), last === null ? null : BigInt(last)]))
}
