import type { Outline } from '#shared/contract/schema.ts'
import { groupNames, groupOf, partNames, partOf, type GroupName, type PartName } from './kind-groups.ts'

/** Rows of `objects` by schema and group; schema -1 is the database itself. */
export type SchemaGroups = ReadonlyMap<GroupName, readonly number[]>

/** An outline with what the tree and the search look up in it; made once for each reading. */
export interface OutlineIndex {
  outline: Outline
  /** Numbers of schemas by name; -1, the database itself, last. */
  schemaOrder: readonly number[]
  groups: ReadonlyMap<number, SchemaGroups>
  /** Row of the schema's own object; absent where it could not be read. */
  schemaRow: ReadonlyMap<number, number>
  rowOf: (id: string) => number | undefined
  /** Rows that belong to an object, by kind of part. Columns are not among them. */
  partsOf: (row: number) => ReadonlyMap<PartName, readonly number[]>
  /** First column of an object and how many it has. */
  columnsOf: (row: number) => { first: number; count: number }
  kindOf: (row: number) => string
  schemaOf: (row: number) => string | null
}

const indexes = new WeakMap<Outline, OutlineIndex>()

export function indexOutline(outline: Outline): OutlineIndex {
  const known = indexes.get(outline) ?? makeIndex(outline)
  indexes.set(outline, known)
  return known
}

function makeIndex(outline: Outline): OutlineIndex {
  const { objects, kinds, schemas } = outline
  const groupByKind = kinds.map(groupOf)
  const schemaKind = kinds.indexOf('schema')
  const schemaNumbers = new Map(schemas.map((name, number) => [name, number]))
  const groups = new Map<number, Map<GroupName, number[]>>()
  const schemaRow = new Map<number, number>()
  const emptySchemas: string[] = []
  for (let row = 0; row < objects.id.length; row += 1) {
    const kind = objects.kind[row] ?? 0
    if (kind === schemaKind) {
      const name = objects.name[row] ?? ''
      const number = schemaNumbers.get(name) ?? schemas.length + emptySchemas.push(name) - 1
      schemaRow.set(number, row)
      if (!groups.has(number)) groups.set(number, new Map())
    } else if ((objects.parent[row] ?? -1) < 0) put(groups, objects.schema[row] ?? -1, groupByKind[kind] ?? 'other', row)
  }
  const rowOf = lazily(() => new Map(objects.id.map((id, row) => [id, row])))
  const children = lazily(() => chain(objects.parent))
  const starts = lazily(() => columnStarts(outline))
  const nameOf = (number: number) => schemas[number] ?? emptySchemas[number - schemas.length] ?? ''
  return {
    outline, schemaRow, groups: inOrder(groups),
    schemaOrder: [...groups.keys()].toSorted((a, b) => (a < 0 ? 1 : b < 0 ? -1 : nameOf(a) < nameOf(b) ? -1 : 1)),
    rowOf: (id) => rowOf().get(id),
    partsOf: (row) => partsOf(outline, children(), row),
    columnsOf: (row) => ({ first: starts()[row] ?? 0, count: (starts()[row + 1] ?? 0) - (starts()[row] ?? 0) }),
    kindOf: (row) => kinds[objects.kind[row] ?? -1] ?? '',
    schemaOf: (row) => schemas[objects.schema[row] ?? -1] ?? null,
  }
}

/** Name of a schema by its number in the index. */
export function schemaName(index: OutlineIndex, number: number): string {
  const row = index.schemaRow.get(number)
  return index.outline.schemas[number] ?? (row === undefined ? '' : (index.outline.objects.name[row] ?? ''))
}

function put(groups: Map<number, Map<GroupName, number[]>>, schema: number, group: GroupName, row: number): void {
  const inSchema = groups.get(schema) ?? new Map<GroupName, number[]>()
  groups.set(schema, inSchema)
  const rows = inSchema.get(group)
  if (rows) rows.push(row)
  else inSchema.set(group, [row])
}

function inOrder(groups: Map<number, Map<GroupName, number[]>>): Map<number, SchemaGroups> {
  return new Map([...groups].map(([schema, held]) => [schema, new Map(groupNames.flatMap((name) => (held.has(name) ? [[name, held.get(name) ?? []]] : [])))]))
}

function lazily<T>(make: () => T): () => T {
  let made: { value: T } | undefined
  return () => (made ??= { value: make() }).value
}

interface Chain {
  first: Int32Array
  next: Int32Array
}

/** Children of each row as a chain of numbers, in their order: two arrays instead of a list for every row. */
function chain(parent: readonly number[]): Chain {
  const first = new Int32Array(parent.length).fill(-1)
  const next = new Int32Array(parent.length).fill(-1)
  for (let row = parent.length - 1; row >= 0; row -= 1) {
    const above = parent[row] ?? -1
    if (above < 0) continue
    next[row] = first[above] ?? -1
    first[above] = row
  }
  return { first, next }
}

function partsOf({ kinds, objects }: Outline, { first, next }: Chain, row: number): Map<PartName, number[]> {
  const found = new Map<PartName, number[]>()
  for (let child = first[row] ?? -1; child >= 0; child = next[child] ?? -1) {
    const part = partOf(kinds[objects.kind[child] ?? -1] ?? '')
    const rows = found.get(part)
    if (rows) rows.push(child)
    else found.set(part, [child])
  }
  return new Map(partNames.flatMap((name) => (found.has(name) ? [[name, found.get(name) ?? []]] : [])))
}

/** Columns stand by rising object: where those of each object begin, and of the end. */
function columnStarts({ objects, columns }: Outline): Int32Array {
  const starts = new Int32Array(objects.id.length + 1)
  for (const row of columns.object) starts[row + 1] = (starts[row + 1] ?? 0) + 1
  for (let row = 0; row < objects.id.length; row += 1) starts[row + 1] = (starts[row + 1] ?? 0) + (starts[row] ?? 0)
  return starts
}
