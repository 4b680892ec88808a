import type { Diagram } from '#shared/contract/schema.ts'

export type DiagramTable = Diagram['tables'][number]
export type DiagramRelation = Diagram['relations'][number]

/** Pixels. The same numbers stand in diagram.module.css. */
export const headHeight = 28
export const rowHeight = 20
export const footHeight = 4
const letter = 6.6
const smallLetter = 6.2
const minWidth = 150
const maxWidth = 320

export interface Size {
  width: number
  height: number
}

/** Top left corner and size, in pixels of the diagram. */
export interface Box extends Size {
  x: number
  y: number
}

/** What of a table is drawn: all columns, or those of keys. */
export function shownColumns(table: DiagramTable, keysOnly: boolean): DiagramTable['columns'] {
  return keysOnly ? table.columns.filter(({ primaryKey, foreignKey }) => primaryKey || foreignKey) : table.columns
}

export function sizeOf(table: DiagramTable, keysOnly: boolean): Size {
  const columns = shownColumns(table, keysOnly)
  const widest = Math.max(0, ...columns.map(({ name, type }) => name.length * letter + type.length * smallLetter + 62))
  const width = Math.min(maxWidth, Math.max(minWidth, table.name.length * 7.4 + 48, widest))
  return { width: Math.round(width), height: headHeight + columns.length * rowHeight + footHeight }
}

/** Middle of a column's row, from the top of its table; of a column that is not drawn, the middle of the head. */
export function rowMiddle(table: DiagramTable, column: string | undefined, keysOnly: boolean): number {
  const index = shownColumns(table, keysOnly).findIndex(({ name }) => name === column)
  return index < 0 ? headHeight / 2 : headHeight + index * rowHeight + rowHeight / 2
}
