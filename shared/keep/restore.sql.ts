import { quoteIdentifier, quoteLiteral, qualified } from '../sql/quote.ts'
import { archiveRelation, backAgain, type ArchivePart } from './archive-part.ts'
import type { ColumnNow } from './scene.ts'

const column = (of: string, { name }: ColumnNow) => `${of}.${quoteIdentifier(name)}`
const sameKey = (key: readonly ColumnNow[]) => key.map((one) => `${column('o', one)} = ${backAgain('a', one)}`).join(' AND ')

/** Values into rows that are there. */
export function updateSql(part: ArchivePart, relation: string): string {
  const values = part.columns.map((one) => `${quoteIdentifier(one.name)} = ${backAgain('a', one)}`).join(', ')
  return `UPDATE ${relation} AS o\n   SET ${values}\n  FROM ${archiveRelation(part.name)} AS a\n WHERE ${sameKey(part.key)}`
}

export type Again = 'insert' | 'on_conflict' | 'not_exists'

/** Whole rows; `again`: how those that are there again are left as they are. */
export function insertSql(part: ArchivePart, relation: string, columns: readonly ColumnNow[], again: Again): string {
  const names = columns.map(({ name }) => quoteIdentifier(name)).join(', ')
  const overriding = columns.some(({ identity }) => identity !== null) ? ' OVERRIDING SYSTEM VALUE' : ''
  const from = `SELECT ${columns.map((one) => backAgain('a', one)).join(', ')}\n  FROM ${archiveRelation(part.name)} AS a`
  const ending = again === 'on_conflict' ? '\n    ON CONFLICT DO NOTHING' : again === 'not_exists' ? `\n WHERE NOT EXISTS (SELECT FROM ${relation} AS o WHERE ${sameKey(part.key)})` : ''
  return `INSERT INTO ${relation} (${names})${overriding}\n${from}${ending}`
}

/** The sequence goes on where it stood. */
export function setSequenceSql(part: ArchivePart): string {
  return `SELECT pg_catalog.setval(${quoteLiteral(qualified(part.schema, part.relation))}, a.last_value, a.is_called)\n  FROM ${archiveRelation(part.name)} AS a`
}

export function triggerSql(relation: string, name: string, words: string): string {
  return `ALTER TABLE ${relation} ${words} ${quoteIdentifier(name)}`
}

export function constraintsSql(names: readonly string[], mode: 'IMMEDIATE' | 'DEFERRED'): string {
  return `SET CONSTRAINTS ${names.join(', ')} ${mode}`
}

export function dropArchivesSql(names: readonly string[]): string {
  return `DROP TABLE ${names.map(archiveRelation).join(', ')}`
}

export function alterColumnSql(relation: string, name: string, action: string): string {
  return `ALTER TABLE ${relation} ALTER COLUMN ${quoteIdentifier(name)} ${action}`
}

export function columnTypeSql(relation: string, { name, type, collation }: ColumnNow, using: string | null): string {
  return alterColumnSql(relation, name, `TYPE ${type}${collation === null ? '' : ` COLLATE ${collation}`}${using === null ? '' : ` USING ${using}`}`)
}
