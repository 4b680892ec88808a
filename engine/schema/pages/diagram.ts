import type { Diagram } from '#shared/contract/schema.ts'
import type { Fact, FactId } from '#shared/schema/fact.ts'
import type { Snapshot } from '#shared/schema/snapshot.ts'
import { nameOf, schemaOf } from './references.ts'
import { columnFacts, columnType, constraintColumns, constraintsOf, foreignKeys, isNullable, partitionOf, type ForeignKey } from './relations.ts'

export interface DiagramRequest {
  schema?: string | undefined
  ids?: readonly FactId[] | undefined
  /** Also the tables that the chosen ones point at or are pointed at by. */
  neighbours: boolean
  limit: number
}

/** Tables and foreign keys of a schema, of a selection or of everything; partitions are left to their table. */
export function makeDiagram(snapshot: Snapshot, request: DiagramRequest): Diagram {
  const tables = [...snapshot.facts.values()].filter((fact) => fact.kind === 'table' || fact.kind === 'foreign-table')
  const keys = new Map(tables.map((table) => [table.id, foreignKeys(snapshot, table.id)]))
  const asked = chosen(snapshot, tables, keys, request)
  const shown = new Set(mostConnected(asked, keys, request.limit))
  const relations = tables.filter(({ id }) => shown.has(id)).flatMap(({ id }) => (keys.get(id) ?? []).filter(({ to }) => shown.has(to)))
  return {
    tables: tables.filter(({ id }) => shown.has(id)).map((table) => tableOf(snapshot, table, keys.get(table.id) ?? [])),
    relations: relations.map((key) => relationOf(snapshot, key)),
    leftOut: asked.length - shown.size,
  }
}

type Keys = ReadonlyMap<FactId, readonly ForeignKey[]>

function chosen(snapshot: Snapshot, tables: readonly Fact[], keys: Keys, { schema, ids, neighbours }: DiagramRequest): FactId[] {
  const wanted = ids && new Set(ids)
  const first = tables.filter((table) => (wanted ? wanted.has(table.id) : partitionOf(table) === null && (schema === undefined || schemaOf(snapshot, table) === schema))).map(({ id }) => id)
  if (!neighbours) return first
  const [start, all] = [new Set(first), new Set(first)]
  for (const [table, own] of keys) {
    for (const { to } of own) {
      if (start.has(table)) all.add(to)
      else if (start.has(to)) all.add(table)
    }
  }
  return [...all]
}

/** Where there are too many, those with the most foreign keys say the most. */
function mostConnected(asked: readonly FactId[], keys: Keys, limit: number): FactId[] {
  if (asked.length <= limit) return [...asked]
  const degree = new Map<FactId, number>()
  for (const own of keys.values()) for (const { table, to } of own) for (const id of [table, to]) degree.set(id, (degree.get(id) ?? 0) + 1)
  return asked.toSorted((a, b) => (degree.get(b) ?? 0) - (degree.get(a) ?? 0)).slice(0, limit)
}

function tableOf(snapshot: Snapshot, table: Fact, keys: readonly ForeignKey[]): Diagram['tables'][number] {
  const primary = new Set(primaryKey(snapshot, table.id))
  const foreign = new Set(keys.flatMap(({ columns }) => columns))
  const columns = columnFacts(snapshot, table.id).map((column) => {
    const name = column.path.at(-1) ?? ''
    return { name, type: columnType(column), primaryKey: primary.has(name), foreignKey: foreign.has(name), nullable: isNullable(column) && !primary.has(name) }
  })
  return { id: table.id, schema: schemaOf(snapshot, table) ?? '', name: nameOf(snapshot, table), columns }
}

export function primaryKey(snapshot: Snapshot, table: FactId): string[] {
  return constraintsOf(snapshot, table, 'primary key').flatMap(constraintColumns)
}

function relationOf(snapshot: Snapshot, { fact, table, columns, to, toColumns }: ForeignKey): Diagram['relations'][number] {
  const own = new Set(columns)
  const facts = columnFacts(snapshot, table).filter((column) => own.has(column.path.at(-1) ?? ''))
  const primary = primaryKey(snapshot, table)
  const required = facts.every((column) => !isNullable(column) || primary.includes(column.path.at(-1) ?? ''))
  return { id: fact.id, name: nameOf(snapshot, fact), from: table, fromColumns: columns, to, toColumns, required, unique: isUnique(snapshot, table, own) }
}

/** A unique constraint or key on a part of the columns makes all of them unique. */
function isUnique(snapshot: Snapshot, table: FactId, columns: ReadonlySet<string>): boolean {
  const keys = [...constraintsOf(snapshot, table, 'primary key'), ...constraintsOf(snapshot, table, 'unique')]
  return keys.some((fact) => {
    const own = constraintColumns(fact)
    return own.length > 0 && own.every((name) => columns.has(name))
  })
}
