import { qualified, quoteIdentifier, quoteLiteral } from '#shared/sql/quote.ts'
import { archiveSchemaName, type ArchiveComment } from '#shared/keep/archive-comment.ts'
import type { Target } from './read-archives.ts'

/** What rows are put back with. */
export interface PutBackNames {
  readonly archive: string
  readonly target: Target
  readonly key: readonly string[]
  /** Beside the key, without generated columns. */
  readonly columns: readonly string[]
}

const schemaOf = quoteIdentifier(archiveSchemaName)
const archiveOf = ({ archive }: PutBackNames) => `${schemaOf}.${quoteIdentifier(archive)} AS a`
export const relationOf = ({ schema, name }: Pick<Target, 'schema' | 'name'>) => qualified(schema, name)

/** The archived value in the type that the column has now; what is kept as text gets it so. */
function kept({ target }: PutBackNames, name: string): string {
  const type = target.columns.find((column) => column.name === name)?.type
  return `a.${quoteIdentifier(name)}${type === undefined ? '' : `::${type}`}`
}

const sameKey = (names: PutBackNames) => names.key.map((name) => `o.${quoteIdentifier(name)} = ${kept(names, name)}`).join(' AND ')

/** Rows are compared as text: not every type knows equality. */
const rowText = (values: readonly string[]) => `ROW(${values.join(', ')})::text`
const differs = (names: PutBackNames) => `${rowText(names.columns.map((name) => `o.${quoteIdentifier(name)}`))} IS DISTINCT FROM ${rowText(names.columns.map((name) => kept(names, name)))}`

/** Values into rows that are there: all that differ, or only where there is none now. */
export function setValuesSql(names: PutBackNames, overwrite: boolean): string {
  const values = names.columns.map((name) => `${quoteIdentifier(name)} = ${overwrite ? kept(names, name) : `coalesce(o.${quoteIdentifier(name)}, ${kept(names, name)})`}`)
  const which = overwrite ? differs(names) : `(${names.columns.map((name) => `o.${quoteIdentifier(name)} IS NULL AND a.${quoteIdentifier(name)} IS NOT NULL`).join(' OR ')})`
  return `UPDATE ${relationOf(names.target)} AS o SET ${values.join(', ')} FROM ${archiveOf(names)} WHERE ${sameKey(names)} AND ${which}`
}

/** Rows that are there with other values. */
export function leftSql(names: PutBackNames): string {
  return `SELECT count(*)::int AS left FROM ${relationOf(names.target)} AS o JOIN ${archiveOf(names)} ON ${sameKey(names)} WHERE ${differs(names)}`
}

/** Rows that are missing. */
export function insertMissingSql(names: PutBackNames): string {
  const all = [...names.key, ...names.columns]
  const overriding = names.target.columns.some(({ name, identity }) => identity && all.includes(name)) ? ' OVERRIDING SYSTEM VALUE' : ''
  const same = names.key.length > 0 ? sameKey(names) : `${rowText(all.map((name) => `o.${quoteIdentifier(name)}`))} = ${rowText(all.map((name) => kept(names, name)))}`
  const conflict = names.target.isUnique && !names.target.deferrable ? ' ON CONFLICT DO NOTHING' : ''
  return `INSERT INTO ${relationOf(names.target)} (${all.map(quoteIdentifier).join(', ')})${overriding} SELECT ${all.map((name) => kept(names, name)).join(', ')} FROM ${archiveOf(names)}
 WHERE NOT EXISTS (SELECT FROM ${relationOf(names.target)} AS o WHERE ${same})${conflict}`
}

/** Only forward, unless it is to overwrite. */
export function setSequenceSql({ archive, target }: Pick<PutBackNames, 'archive' | 'target'>, overwrite: boolean): string {
  const relation = relationOf(target)
  return `SELECT setval(${quoteLiteral(relation)}, a.last_value, a.is_called) FROM ${schemaOf}.${quoteIdentifier(archive)} AS a, ${relation} AS s${overwrite ? '' : ' WHERE a.last_value > s.last_value'}`
}

/** A table that was set aside, with the names of its indexes and sequences. */
export function renameBackSql(archive: string, { relation: [schema, name], renamed = [], comment = null }: ArchiveComment): string[] {
  return [
    `ALTER TABLE ${schemaOf}.${quoteIdentifier(archive)} SET SCHEMA ${quoteIdentifier(schema)}`,
    `ALTER TABLE ${qualified(schema, archive)} RENAME TO ${quoteIdentifier(name)}`,
    ...renamed.map(({ kind, from, to }) => `ALTER ${kind} IF EXISTS ${qualified(schema, to)} RENAME TO ${quoteIdentifier(from)}`),
    `COMMENT ON TABLE ${qualified(schema, name)} IS ${comment === null ? 'NULL' : quoteLiteral(comment)}`,
  ]
}

export function triggersSql(target: Target, verb: 'DISABLE' | 'ENABLE'): string[] {
  const words = (name: string, always: boolean) => `ALTER TABLE ${relationOf(target)} ${verb}${verb === 'ENABLE' && always ? ' ALWAYS' : ''} TRIGGER ${quoteIdentifier(name)}`
  return [...target.triggers.map((name) => words(name, false)), ...target.alwaysTriggers.map((name) => words(name, true))]
}

/** Checks that wait for the end would keep the triggers from being enabled again. */
export const checkNowSql = 'SET CONSTRAINTS ALL IMMEDIATE'
