import { qualified, quoteIdentifier, quoteLiteral } from '../sql/quote.ts'
import type { ArchiveComment } from './archive-comment.ts'
import { archiveRelation, keptColumn, type ArchivePart } from './archive-part.ts'
import type { ColumnNow, TableNow } from './scene.ts'

const schema = 'strata_archive'

export interface Locks {
  readonly mode: 'ACCESS EXCLUSIVE' | 'SHARE ROW EXCLUSIVE' | 'SHARE'
  readonly relations: readonly string[]
}

/** The schema, open to its owner alone, and locks: what is kept is what is destroyed, whoever writes meanwhile. */
export function openArchiveSql(locks: readonly Locks[], unfiltered: boolean): string[] {
  return [
    `CREATE SCHEMA IF NOT EXISTS ${schema}`,
    `REVOKE ALL ON SCHEMA ${schema} FROM PUBLIC`,
    ...(unfiltered ? [rowSecuritySql('off')] : []),
    ...locks.filter(({ relations }) => relations.length > 0).map(({ mode, relations }) => `LOCK TABLE ${relations.join(', ')} IN ${mode} MODE`),
  ]
}

/** Off, a statement whose rows a policy would filter fails instead of leaving some out. */
export function rowSecuritySql(state: 'on' | 'off'): string {
  return `SET LOCAL row_security = ${state}`
}

/** What the archive says of the script that filled it. */
export interface Written {
  readonly version: string | null
  readonly script: string
}

export function createArchiveSql(part: ArchivePart, { version, script }: Written): string[] {
  const name = archiveRelation(part.name)
  const [tableSchema, table] = part.table ? [part.table.schema, part.table.name] : [part.schema, part.relation]
  const comment: ArchiveComment = { strata: 1, version, script, kind: part.kind, relation: [tableSchema, table], restore: part.restore, key: names(part.key), columns: names(part.columns) }
  return [`CREATE TABLE ${name} AS\n${part.query}`, `REVOKE ALL ON TABLE ${name} FROM PUBLIC`, commentTableSql([schema, part.name], JSON.stringify(comment))]
}

/** null: no comment. */
export function commentTableSql(table: readonly [schema: string, name: string], text: string | null): string {
  return `COMMENT ON TABLE ${qualified(...table)} IS ${text === null ? 'NULL' : quoteLiteral(text)}`
}

const names = (columns: readonly ColumnNow[]) => columns.map(({ name }) => name)

/** All rows of a table. */
export function allRowsSql(table: TableNow, columns: readonly ColumnNow[]): string {
  return `SELECT ${list('o', columns)}\n  FROM ${table.relation} AS o`
}

export function sequenceSql(schemaName: string, name: string): string {
  return `SELECT last_value, is_called\n  FROM ${quoteIdentifier(schemaName)}.${quoteIdentifier(name)}`
}

const list = (of: string, columns: readonly ColumnNow[]) => columns.map((column) => keptColumn(of, column)).join(', ')

/** Pieces of an UPDATE or DELETE as its author wrote them. */
export interface Chosen {
  /** `WITH ...`, or empty. */
  readonly withClause: string
  /** The table with its alias. */
  readonly target: string
  /** How columns of it are called. */
  readonly alias: string
  /** Tables of USING or FROM, or empty. */
  readonly others: string
  readonly where: string
}

/** The rows that a statement takes, each once. */
export function chosenRowsSql(chosen: Chosen, columns: readonly ColumnNow[]): string {
  return `${chosen.withClause === '' ? '' : `${chosen.withClause}\n`}SELECT ${list(chosen.alias, columns)}\n  FROM ${chosen.target}${conditionOf(chosen)}`
}

function conditionOf({ others, where }: Chosen): string {
  if (others === '') return where === '' ? '' : `\n WHERE ${where}`
  return `\n WHERE EXISTS (SELECT FROM ${others}${where === '' ? '' : ` WHERE ${where}`})`
}

/** Rows that point to others which a deletion takes; `matches`: for each way there, the condition on the alias `c`. */
export function pointingRowsSql(table: TableNow, columns: readonly ColumnNow[], matches: readonly string[]): string {
  return `SELECT ${list('c', columns)}\n  FROM ${table.relation} AS c\n WHERE ${matches.join('\n    OR ')}`
}

export function inArchiveSql(archive: string, equals: readonly string[]): string {
  return `EXISTS (SELECT FROM ${archiveRelation(archive)} AS a WHERE ${equals.join(' AND ')})`
}

/** The rows of `first`, a query for the key, with all that point to them by foreign keys within the table, however deep. */
export function withDescendantsSql(table: TableNow, key: readonly ColumnNow[], columns: readonly ColumnNow[], first: string, links: readonly (readonly { own: ColumnNow; referenced: ColumnNow }[])[]): string {
  const quoted = key.map(({ name }) => quoteIdentifier(name))
  const same = (one: string, other: string) => quoted.map((name) => `${one}.${name} = ${other}.${name}`).join(' AND ')
  const points = links.map((pairs) => pairs.map(({ own, referenced }) => `c.${quoteIdentifier(own.name)} = p.${quoteIdentifier(referenced.name)}`).join(' AND '))
  return [
    'WITH RECURSIVE gone AS (', `  (${first})`, '  UNION',
    `  SELECT ${quoted.map((name) => `c.${name}`).join(', ')} FROM gone JOIN ${table.relation} AS p ON ${same('p', 'gone')} JOIN ${table.relation} AS c ON ${points.map((one) => `(${one})`).join(' OR ')}`,
    ')', `SELECT ${list('o', columns)}\n  FROM ${table.relation} AS o JOIN gone ON ${same('o', 'gone')}`,
  ].join('\n')
}

/** The key of the rows that a statement takes, as it is. */
export function chosenKeySql(chosen: Chosen, key: readonly ColumnNow[]): string {
  const columns = key.map(({ name }) => `${chosen.alias}.${quoteIdentifier(name)}`).join(', ')
  return `${chosen.withClause === '' ? '' : `${chosen.withClause} `}SELECT ${columns} FROM ${chosen.target}${conditionOf(chosen)}`
}

export function pointingKeySql(table: TableNow, key: readonly ColumnNow[], matches: readonly string[]): string {
  return `SELECT ${key.map(({ name }) => `c.${quoteIdentifier(name)}`).join(', ')} FROM ${table.relation} AS c WHERE ${matches.join(' OR ')}`
}
