import type { Diagram } from '#shared/contract/schema.ts'

export type DiagramTable = Diagram['tables'][number]
export type DiagramRelation = Diagram['relations'][number]

export interface Point {
  x: number
  y: number
}

export interface TableBox extends Point {
  table: DiagramTable
  /** Columns that are drawn; the others are counted. */
  columns: DiagramTable['columns']
  hidden: number
  width: number
  height: number
}

export interface KeyLine {
  relation: DiagramRelation
  points: Point[]
}

export interface Layout {
  boxes: TableBox[]
  lines: KeyLine[]
  width: number
  height: number
}

export const headHeight = 30
export const lineHeight = 20
const most = 12
const letter = 6.7

/** How large a table is drawn: keys first among the columns that are kept. */
export function boxOf(table: DiagramTable, keysOnly: boolean): TableBox {
  const keys = table.columns.filter(({ primaryKey, foreignKey }) => primaryKey || foreignKey)
  const columns = keysOnly ? keys : table.columns.length <= most ? table.columns : [...keys, ...table.columns.filter((column) => !keys.includes(column))].slice(0, Math.max(most, keys.length))
  const hidden = table.columns.length - columns.length
  const widest = Math.max((table.schema.length + table.name.length + 1) * 7.4, ...columns.map(({ name, type }) => (name.length + shortType(type).length + 2) * letter))
  return { table, columns, hidden, x: 0, y: 0, width: Math.round(Math.min(340, Math.max(150, widest + 44))), height: headHeight + (columns.length + (hidden > 0 ? 1 : 0)) * lineHeight + 6 }
}

/** Middle of a column's row, from the top of its table; of a column that is not drawn, that of the head. */
export function middleOf({ columns }: TableBox, column: string | undefined): number {
  const at = columns.findIndex(({ name }) => name === column)
  return at < 0 ? headHeight / 2 : headHeight + at * lineHeight + lineHeight / 2
}

const short: Readonly<Record<string, string>> = { 'timestamp with time zone': 'timestamptz', 'timestamp without time zone': 'timestamp', 'character varying': 'varchar', 'double precision': 'float8', character: 'char' }

/** Types as people write them. */
export function shortType(type: string): string {
  return type.replace(/^(timestamp with(?:out)? time zone|character varying|double precision|character)/, (long) => short[long] ?? long)
}
