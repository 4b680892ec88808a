import type { Outline } from '#shared/contract/schema.ts'

export interface NamedColumn {
  name: string
  type: string
}

/** An object of the schema that a text may name. */
export interface NamedObject {
  id: string
  kind: string
  schema: string | null
  name: string
  rows: number
  columns: readonly NamedColumn[]
}

export interface SchemaNames {
  schemas: readonly string[]
  objects: readonly NamedObject[]
  /** By name in lower case; several schemas may have one of a name. */
  byName: ReadonlyMap<string, readonly NamedObject[]>
}

const named = new Set(['table', 'foreign-table', 'view', 'materialized-view', 'function', 'procedure', 'aggregate', 'enum', 'domain', 'composite', 'sequence', 'partitioned-table'])
const relations = new Set(['table', 'foreign-table', 'view', 'materialized-view', 'partitioned-table'])

export const isRelation = ({ kind }: Pick<NamedObject, 'kind'>): boolean => relations.has(kind)

/** What can be named, from the outline of the schema. */
export function schemaNames({ kinds, schemas, objects, columns }: Pick<Outline, 'kinds' | 'schemas' | 'objects' | 'columns'>): SchemaNames {
  const columnsOf = new Map<number, NamedColumn[]>()
  for (const [index, at] of columns.object.entries()) {
    const column = { name: columns.name[index] ?? '', type: columns.type[index] ?? '' }
    const known = columnsOf.get(at)
    if (known) known.push(column)
    else columnsOf.set(at, [column])
  }
  const found: NamedObject[] = []
  const byName = new Map<string, NamedObject[]>()
  for (const [index, id] of objects.id.entries()) {
    const kind = kinds[objects.kind[index] ?? -1] ?? ''
    if (!named.has(kind)) continue
    const name = objects.name[index] ?? ''
    const object = { id, kind, schema: schemas[objects.schema[index] ?? -1] ?? null, name, rows: objects.rows[index] ?? -1, columns: columnsOf.get(index) ?? [] }
    found.push(object)
    const key = bareName(name)
    byName.set(key, [...(byName.get(key) ?? []), object])
  }
  return { schemas, objects: found, byName }
}

/** `order_total(bigint)` as `order_total`. */
export function bareName(name: string): string {
  return name.replace(/\(.*$/s, '').toLowerCase()
}

/** The object that a path such as `public.orders` names; without a schema the one in `first` wins. */
export function findObject(names: SchemaNames, path: readonly string[], first: string): NamedObject | undefined {
  const [name, schema] = [path.at(-1)?.toLowerCase() ?? '', path.at(-2)?.toLowerCase()]
  const found = names.byName.get(name) ?? []
  return schema === undefined ? (found.find((each) => each.schema === first) ?? found[0]) : found.find((each) => each.schema?.toLowerCase() === schema)
}
