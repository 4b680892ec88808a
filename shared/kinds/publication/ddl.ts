import type { Fact } from '../../schema/fact.ts'
import { factId } from '../../schema/fact.ts'
import type { ActionDraft } from '../../schema/kind.ts'
import { qualified, quoteIdentifier, quoteLiteral } from '../../sql/quote.ts'
import { lastName, textOf, without } from '../naming.ts'
import type { PublishedTable } from './catalog.sql.ts'

const tablesOf = (fact: Fact) => (fact.data['tables'] ?? []) as unknown as readonly PublishedTable[]
const schemasOf = (fact: Fact) => (fact.data['schemas'] ?? []) as readonly string[]
const nameOf = ({ table }: PublishedTable) => qualified(...table)

/** Grammar wants the row filter in parentheses; pg_get_expr gives one pair for anything but a single name or constant. */
const filter = (where: string) => (/^\(.*\)$/s.test(where) ? where : `(${where})`)

function entry(published: PublishedTable): string {
  const columns = published.columns ? ` (${published.columns.map(quoteIdentifier).join(', ')})` : ''
  return `${nameOf(published)}${columns}${published.where === undefined ? '' : ` WHERE ${filter(published.where)}`}`
}

/** `TABLE a, b, TABLES IN SCHEMA c`. */
function members(tables: readonly string[], schemas: readonly string[]): string {
  return [...(tables.length > 0 ? [`TABLE ${tables.join(', ')}`] : []), ...(schemas.length > 0 ? [`TABLES IN SCHEMA ${schemas.map(quoteIdentifier).join(', ')}`] : [])].join(', ')
}

/** Parameters that differ between two publications; undefined: one that has none. */
function parameters(before: Fact | undefined, after: Fact): string[] {
  const value = (fact: Fact | undefined) => ({
    publish: quoteLiteral(fact?.data['publish'] === undefined ? 'insert, update, delete, truncate' : String(fact.data['publish'])),
    publish_via_partition_root: String(fact?.data['viaRoot'] === true), publish_generated_columns: (fact && textOf(fact, 'generatedColumns')) ?? 'none',
  })
  const old: Readonly<Record<string, string>> = value(before)
  return Object.entries(value(after)).flatMap(([name, wanted]) => (old[name] === wanted ? [] : [`${name} = ${wanted}`]))
}

export function create(fact: Fact): readonly ActionDraft[] {
  const named = fact.data['allTables'] === true ? 'ALL TABLES' : members(tablesOf(fact).map(entry), schemasOf(fact))
  const options = parameters(undefined, fact)
  const needs = [...tablesOf(fact).map(({ table }) => factId('table', table)), ...schemasOf(fact).map((schema) => factId('schema', [schema]))]
  return [{ sql: `CREATE PUBLICATION ${lastName(fact)}${named === '' ? '' : ` FOR ${named}`}${options.length > 0 ? ` WITH (${options.join(', ')})` : ''}`, needs }]
}

export function drop(fact: Fact): readonly ActionDraft[] {
  return [{ sql: `DROP PUBLICATION ${lastName(fact)}` }]
}

/** Tables come and go one by one; a table whose columns or filter change is put in anew. ALTER PUBLICATION takes SHARE UPDATE EXCLUSIVE on them (OpenTableList in publicationcmds.c). */
export function alter(before: Fact, after: Fact): readonly ActionDraft[] | null {
  if (before.data['allTables'] !== after.data['allTables']) return null
  const [old, wanted] = [tablesOf(before), tablesOf(after)]
  const same = (one: PublishedTable, other: PublishedTable) => entry(one) === entry(other)
  const gone = old.filter((table) => !wanted.some((other) => same(table, other)))
  const fresh = wanted.filter((table) => !old.some((other) => same(table, other)))
  const head = `ALTER PUBLICATION ${lastName(after)}`
  const dropped = members(gone.map(nameOf), without(schemasOf(before), schemasOf(after)))
  const added = members(fresh.map(entry), without(schemasOf(after), schemasOf(before)))
  const options = parameters(before, after)
  const locks = (tables: readonly PublishedTable[]) => ({ locks: tables.map(({ table }) => ({ mode: 'SHARE UPDATE EXCLUSIVE' as const, relation: factId('table', table) })) })
  return [
    ...(dropped === '' ? [] : [{ sql: `${head} DROP ${dropped}`, ...locks(gone) }]),
    ...(added === '' ? [] : [{ sql: `${head} ADD ${added}`, ...locks(fresh) }]),
    ...(options.length > 0 ? [{ sql: `${head} SET (${options.join(', ')})` }] : []),
  ]
}

export function rename(before: Fact, after: Fact): readonly ActionDraft[] {
  return [{ sql: `ALTER PUBLICATION ${lastName(before)} RENAME TO ${lastName(after)}` }]
}
