import type pg from 'pg'
import { columnsSql, foreignKeysSql, tablesSql, type ColumnsRow, type ForeignKeyRow, type RowShape, type TableRow } from './sample.sql.ts'

export interface ForeignKey {
  to: number
  /** Columns of the referenced table, and their types. */
  referenced: readonly string[]
  types: readonly string[]
  /** Places of its columns among the keys of a row. */
  at: readonly number[]
  /** It may refer to nothing. */
  nullable: boolean
}

/** A table of the target with what is read of it for its counterpart in the shadow. */
export interface PlannedTable extends TableRow {
  shape: RowShape
  foreignKeys: readonly ForeignKey[]
  /** Columns of the shadow's table that get values. */
  filled: readonly string[]
}

/** What can be sampled: tables that both have. `shadow` is a session without search_path there. */
export async function planSample(target: pg.Client, shadow: pg.Client): Promise<Map<number, PlannedTable>> {
  const [tables, columns, foreignKeys] = [await target.query<TableRow>(tablesSql), await target.query<ColumnsRow>(columnsSql), await target.query<ForeignKeyRow>(foreignKeysSql)]
  const wanted = new Map((await shadow.query<ColumnsRow>(columnsSql)).rows.map((row) => [row.table, row.columns]))
  const there = new Map(columns.rows.map((row) => [row.table, new Set(row.columns.map(([name]) => name))]))
  const byTable = new Map<number, ForeignKeyRow[]>()
  for (const row of foreignKeys.rows) byTable.set(row.from, [...(byTable.get(row.from) ?? []), row])
  return new Map(
    tables.rows.flatMap((row): [number, PlannedTable][] => {
      const into = wanted.get(row.name)
      return into ? [[row.oid, planTable(row, into, there.get(row.name) ?? new Set(), byTable.get(row.oid) ?? [])]] : []
    }),
  )
}

function planTable(row: TableRow, into: ColumnsRow['columns'], there: ReadonlySet<string>, foreignKeys: readonly ForeignKeyRow[]): PlannedTable {
  const columns = into.map(([name, , generated]) => (generated || !there.has(name) ? null : name))
  const keys = [...new Set(foreignKeys.flatMap((one) => one.columns))]
  return {
    ...row,
    shape: { columns, keys },
    filled: columns.filter((name) => name !== null),
    foreignKeys: foreignKeys.map(({ to, referenced, types, nullable, columns: own }) => ({ to, referenced, types, nullable, at: own.map((name) => keys.indexOf(name)) })),
  }
}
