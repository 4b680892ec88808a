import type { Fact, FactId, Json } from '#shared/schema/fact.ts'
import type { Snapshot } from '#shared/schema/snapshot.ts'

/** The one place that knows how the facts of relations spell what pages show. */

export function text(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null
}

export function texts(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []
}

export function number(value: Json | undefined): number | null {
  return typeof value === 'number' ? value : null
}

/** Columns of a table in their order. */
export function columnFacts(snapshot: Snapshot, table: FactId): Fact[] {
  return snapshot.children(table, 'column').toSorted((a, b) => (number(a.info?.['position']) ?? 0) - (number(b.info?.['position']) ?? 0))
}

export interface NamedType {
  name: string
  type: string
}

/** Columns of what has none as facts: views, and the attributes of composite types. */
export function listedColumns({ info, data }: Fact): NamedType[] {
  const listed = info?.['columns'] ?? data['columns'] ?? data['attributes']
  if (!Array.isArray(listed)) return []
  return listed.flatMap((one: Json) => {
    if (typeof one !== 'object' || one === null || Array.isArray(one)) return []
    const { name, type } = one as Record<string, Json>
    return typeof name === 'string' ? [{ name, type: text(type) ?? '' }] : []
  })
}

export function columnType({ data }: Fact): string {
  return text(data['type']) ?? ''
}

export function isNullable({ data }: Fact): boolean {
  return data['notNull'] === undefined || data['notNull'] === false
}

export interface ForeignKey {
  fact: Fact
  table: FactId
  columns: string[]
  to: FactId
  toColumns: string[]
}

const constraintTypes: Readonly<Record<string, string>> = { p: 'primary', u: 'unique', f: 'foreign', c: 'check', x: 'exclusion' }

/** primary, unique, foreign, check or exclusion. */
export function constraintType({ data }: Fact): string {
  const type = text(data['type']) ?? text(data['contype']) ?? ''
  return constraintTypes[type] ?? type
}

export function constraintsOf(snapshot: Snapshot, table: FactId, type: string): Fact[] {
  return snapshot.children(table, 'constraint').filter((fact) => constraintType(fact) === type)
}

/** Names of the columns that a constraint is on, in its order where the fact says it. */
export function constraintColumns(snapshot: Snapshot, fact: Fact): string[] {
  const said = texts(fact.data['columns'] ?? fact.info?.['columns'])
  return said.length > 0 ? said : columnsUsed(snapshot, fact, fact.parent)
}

function columnsUsed(snapshot: Snapshot, fact: Fact, table: FactId | null): string[] {
  return snapshot.uses(fact.id).flatMap((id) => {
    const used = snapshot.get(id)
    return used?.kind === 'column' && used.parent === table ? [used.path.at(-1) ?? ''] : []
  })
}

/** Foreign keys of a table to tables that the snapshot holds. */
export function foreignKeys(snapshot: Snapshot, table: FactId): ForeignKey[] {
  return constraintsOf(snapshot, table, 'foreign').flatMap((fact) => {
    const to = referencedTable(snapshot, fact, table)
    if (to === undefined) return []
    const said = texts(fact.data['referencedColumns'] ?? fact.info?.['referencedColumns'])
    return [{ fact, table, columns: constraintColumns(snapshot, fact), to, toColumns: said.length > 0 ? said : columnsUsed(snapshot, fact, to) }]
  })
}

function referencedTable(snapshot: Snapshot, fact: Fact, own: FactId): FactId | undefined {
  const said = text(fact.data['references'] ?? fact.info?.['references'])
  if (said !== null && snapshot.has(said)) return said
  const used = snapshot.uses(fact.id).flatMap((id) => {
    const found = snapshot.get(id)
    if (found?.kind === 'column') return found.parent ?? []
    return found?.kind === 'table' || found?.kind === 'foreign-table' ? found.id : []
  })
  return used.find((id) => id !== own) ?? (used.length > 0 ? own : undefined)
}

/** Table that this one is a partition of. */
export function partitionOf({ data }: Fact): FactId | null {
  return text(data['partitionOf']) ?? text(data['attachedTo'])
}
