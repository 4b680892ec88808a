import type { Json } from '../schema/fact.ts'
import type { Row } from '../schema/kind.ts'

/** Text of a column of a catalog row; `''` for NULL. */
export function textOf(row: Row, column: string): string {
  const value = row[column]
  return typeof value === 'string' ? value : value === null || value === undefined ? '' : String(value as number | boolean)
}

/** Text of a column, or null for NULL. */
export function textOrNull(row: Row, column: string): string | null {
  return row[column] === null || row[column] === undefined ? null : textOf(row, column)
}

/** Elements of a `text[]` or of a JSON array; none for NULL. */
export function listOf(row: Row, column: string): readonly string[] {
  const value = row[column]
  return Array.isArray(value) ? value.map((one: unknown) => (one === null || one === undefined ? '' : String(one as string))) : []
}

export function numberOf(row: Row, column: string): number {
  return Number(row[column] ?? 0)
}

/** `name=value` texts, as reloptions and proconfig hold them, by name. */
export function settingsOf(row: Row, column: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    listOf(row, column)
      .map((one) => [one.slice(0, one.indexOf('=')), one.slice(one.indexOf('=') + 1)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  )
}

/** Data of a fact without what says nothing: absent, null, false, an empty list, an empty record. */
export function sparse(data: Readonly<Record<string, Json | undefined>>): Readonly<Record<string, Json>> {
  return Object.fromEntries(Object.entries(data).filter((entry): entry is [string, Json] => !saysNothing(entry[1])))
}

function saysNothing(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === false) return true
  return typeof value === 'object' && Object.keys(value).length === 0
}
