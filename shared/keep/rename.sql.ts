import { quoteIdentifier, qualified } from '../sql/quote.ts'

const schema = 'strata_archive'

export function openAsideSql(): string[] {
  return [`CREATE SCHEMA IF NOT EXISTS ${schema}`, `REVOKE ALL ON SCHEMA ${schema} FROM PUBLIC`]
}

export function renameTableSql(from: readonly [schema: string, name: string], to: string): string {
  return `ALTER TABLE ${qualified(...from)} RENAME TO ${quoteIdentifier(to)}`
}

export function moveTableSql([from, name]: readonly [schema: string, name: string], to: string): string {
  return `ALTER TABLE ${qualified(from, name)} SET SCHEMA ${quoteIdentifier(to)}`
}

export function renameObjectSql(kind: 'INDEX' | 'SEQUENCE', from: readonly [schema: string, name: string], to: string): string {
  return `ALTER ${kind} ${qualified(...from)} RENAME TO ${quoteIdentifier(to)}`
}

export function dropConstraintSql(relation: string, name: string): string {
  return `ALTER TABLE ${relation} DROP CONSTRAINT ${quoteIdentifier(name)}`
}

export function addConstraintSql(relation: string, text: string): string {
  return `ALTER TABLE ${relation} ADD ${text}`
}

export function renameColumnSql(relation: string, from: string, to: string): string {
  return `ALTER TABLE ${relation} RENAME COLUMN ${quoteIdentifier(from)} TO ${quoteIdentifier(to)}`
}

export function renameSchemaSql(from: string, to: string): string {
  return `ALTER SCHEMA ${quoteIdentifier(from)} RENAME TO ${quoteIdentifier(to)}`
}
