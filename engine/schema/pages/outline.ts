import type { Outline } from '#shared/contract/schema.ts'
import type { Fact, FactId } from '#shared/schema/fact.ts'
import type { Registry } from '#shared/schema/kind.ts'
import type { Snapshot } from '#shared/schema/snapshot.ts'
import { isObject, nameOf, schemaOf } from './references.ts'
import { columnFacts, columnType, listedColumns, number, partitionOf } from './relations.ts'

type Contents = Pick<Outline, 'kinds' | 'schemas' | 'objects' | 'columns' | 'gaps'>

const made = new WeakMap<Snapshot, Contents>()

/** What the tree and the search work with: every object in columns of equal length, by schema, kind and name. Made once for a snapshot. */
export function makeOutline(snapshot: Snapshot, registry: Registry): Contents {
  const known = made.get(snapshot) ?? contentsOf(snapshot, registry)
  made.set(snapshot, known)
  return known
}

function contentsOf(snapshot: Snapshot, registry: Registry): Contents {
  const rows = sortedObjects(snapshot, registry)
  const kinds = new Numbers()
  const schemas = new Numbers()
  const numbers = new Map<FactId, number>(rows.map(({ fact }, index) => [fact.id, index]))
  const objects: Outline['objects'] = { kind: [], schema: [], name: [], id: [], parent: [], rows: [] }
  const columns: Outline['columns'] = { object: [], name: [], type: [] }
  for (const [index, { fact, schema, name }] of rows.entries()) {
    objects.kind.push(kinds.of(fact.kind))
    objects.schema.push(schema === null ? -1 : schemas.of(schema))
    objects.name.push(name)
    objects.id.push(fact.id)
    objects.parent.push(numbers.get(fact.parent ?? partitionOf(fact) ?? '') ?? -1)
    objects.rows.push(number(fact.info?.['rows']) ?? -1)
    for (const column of columnsOf(snapshot, fact)) {
      columns.object.push(index)
      columns.name.push(column.name)
      columns.type.push(column.type)
    }
  }
  return { kinds: kinds.names, schemas: schemas.names, objects, columns, gaps: [...snapshot.head.gaps] }
}

interface Row {
  fact: Fact
  schema: string | null
  name: string
  order: number
}

function sortedObjects(snapshot: Snapshot, registry: Registry): Row[] {
  const rows: Row[] = []
  for (const fact of snapshot.facts.values()) {
    if (isObject(fact)) rows.push({ fact, schema: schemaOf(snapshot, fact), name: nameOf(snapshot, fact), order: registry.get(fact.kind)?.order ?? 1000 })
  }
  return rows.sort((a, b) => compare(a.schema ?? '', b.schema ?? '') || a.order - b.order || compare(a.fact.kind, b.fact.kind) || compare(a.name, b.name) || compare(a.fact.id, b.fact.id))
}

function columnsOf(snapshot: Snapshot, fact: Fact): { name: string; type: string }[] {
  if (fact.kind === 'constraint' || fact.kind === 'index') return []
  const own = columnFacts(snapshot, fact.id)
  return own.length > 0 ? own.map((column) => ({ name: column.path.at(-1) ?? '', type: columnType(column) })) : listedColumns(fact)
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

/** Gives each name a number, in the order in which they come. */
class Numbers {
  readonly names: string[] = []
  readonly #known = new Map<string, number>()

  of(name: string): number {
    const known = this.#known.get(name)
    if (known !== undefined) return known
    this.#known.set(name, this.names.length)
    return this.names.push(name) - 1
  }
}
