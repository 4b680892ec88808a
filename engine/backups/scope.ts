import { AppError } from '#shared/contract/app-error.ts'
import { qualified } from '#shared/sql/quote.ts'
import type { RelationRow } from './contents.sql.ts'
import { pattern, type DumpPlan } from './dump-plan.ts'

/** What is dumped, by the names that are there. */
export interface Scope {
  content: DumpPlan['content']
  /** Empty: all. */
  schemas: readonly string[]
  /** Tables that were chosen, each with its partitions; empty: all of the schemas. */
  tables: readonly { schema: string; name: string }[]
  /** The relations in it. */
  relations: readonly RelationRow[]
}

/** Finds what a plan names. Throws `not_found` on a name that is not there. */
export function resolveScope({ content, onlySchemas, onlyTables }: DumpPlan, schemas: readonly string[], relations: readonly RelationRow[]): Scope {
  const missing = onlySchemas.find((name) => !schemas.includes(name))
  if (missing !== undefined) throw new AppError('not_found', { what: 'schema', name: missing })
  const chosen = withPartitions(onlyTables.map((name) => findTable(name, relations)), relations)
  const inside = ({ schema, oid }: RelationRow) => (onlyTables.length > 0 ? chosen.has(oid) : onlySchemas.length === 0 || onlySchemas.includes(schema))
  const inScope = relations.filter(inside)
  return { content, schemas: onlySchemas, tables: onlyTables.length > 0 ? inScope.map(({ schema, name }) => ({ schema, name })) : [], relations: inScope }
}

/** `schema.name` as it is shown or as SQL writes it; the bare name where only one table has it. */
function findTable(text: string, relations: readonly RelationRow[]): RelationRow {
  const whole = relations.find(({ schema, name }) => `${schema}.${name}` === text || qualified(schema, name) === text)
  const named = relations.filter(({ name }) => name === text)
  const found = whole ?? (named.length === 1 ? named[0] : undefined)
  if (found) return found
  const help = named.length > 1 ? `Say which: ${named.map(({ schema, name }) => `${schema}.${name}`).join(', ')}.` : undefined
  throw new AppError('not_found', { what: 'table', name: text }, help === undefined ? {} : { help })
}

function withPartitions(chosen: readonly RelationRow[], relations: readonly RelationRow[]): Set<number> {
  const found = new Set(chosen.map(({ oid }) => oid))
  for (let before = -1; before !== found.size;) {
    before = found.size
    for (const { oid, parent } of relations) if (parent !== null && found.has(parent)) found.add(oid)
  }
  return found
}

export function isWhole({ schemas, tables }: Pick<Scope, 'schemas' | 'tables'>): boolean {
  return schemas.length === 0 && tables.length === 0
}

/** What a scope is to pg_dump. */
export function scopeArguments({ content, schemas, tables }: Scope): string[] {
  return [
    ...(content === 'schema' ? ['--schema-only'] : content === 'data' ? ['--data-only'] : []),
    ...(tables.length > 0 ? [] : schemas).map((name) => `--schema=${pattern(name)}`),
    ...tables.map(({ schema, name }) => `--table=${pattern(schema, name)}`),
  ]
}

/** Large objects belong to no schema: they are dumped with the whole of the rows alone. */
export function holdsLargeObjects(scope: Scope): boolean {
  return isWhole(scope) && scope.content !== 'schema'
}

/** What a backup of that scope does not hold, in words. */
export function scopeNotes(scope: Scope, largeObjects: number): string[] {
  const foreign = scope.relations.filter(({ kind }) => kind === 'f').map(({ schema, name }) => `${schema}.${name}`)
  const whole = isWhole(scope)
  return [
    ...(foreign.length > 0 && scope.content !== 'schema' ? [`Rows of foreign tables stay where they are and are not in it: ${listed(foreign)}.`] : []),
    ...(largeObjects > 0 && !holdsLargeObjects(scope) ? [`The database has ${largeObjects} large objects; they are not in it.`] : []),
    ...(whole || scope.content === 'data' ? [] : ['Extensions are not in it: the target needs those that its tables use.']),
    ...(scope.tables.length > 0 && scope.content !== 'data' ? ['Schemas, types and functions that the tables use are not in it: the target needs them.'] : []),
    ...(scope.content === 'data' ? ['Definitions are not in it: the target needs the tables.'] : []),
  ]
}

function listed(names: readonly string[]): string {
  return names.length > 5 ? `${names.slice(0, 5).join(', ')} and ${names.length - 5} more` : names.join(', ')
}
