import { groupKinds, groupNames, partKinds, type GroupName, type PartName } from './kind-groups.ts'
import { schemaName, type OutlineIndex } from './outline-index.ts'

/** A line of the tree that is in sight of its open parents. */
export interface TreeRow {
  key: string
  type: 'schema' | 'database' | 'group' | 'object' | 'part' | 'column'
  depth: number
  label: string
  /** Kind whose sign it bears. */
  kind: string
  /** Id of the object that it opens; null: it only opens and closes. */
  id: string | null
  /** What it holds; null: nothing is counted. */
  count: number | null
  /** null: it can hold nothing. */
  open: boolean | null
  /** Place among its sisters, from 1, and how many they are. */
  at: number
  of: number
  detail: string | null
  /** Names that the words of groups are made of. */
  group?: GroupName | PartName | undefined
}

export interface TreeView {
  open: ReadonlySet<string>
  /** Only these groups; null: all. */
  groups: ReadonlySet<GroupName> | null
}

/** Every row in sight, from top to bottom. Nothing is made for what is closed. */
export function treeRows(index: OutlineIndex, view: TreeView): TreeRow[] {
  const rows: TreeRow[] = []
  const schemas = index.schemaOrder.filter((schema) => view.groups === null || shownGroups(index, schema, view).length > 0)
  schemas.forEach((schema, at) => {
    const key = `s:${schema}`
    const row = index.schemaRow.get(schema)
    const open = view.open.has(key)
    const type = schema < 0 ? ('database' as const) : ('schema' as const)
    rows.push({ key, type, depth: 0, label: schemaName(index, schema), kind: type, id: row === undefined ? null : (index.outline.objects.id[row] ?? null), count: countIn(index, schema, view), open, at: at + 1, of: schemas.length, detail: null })
    if (open) pushGroups(rows, index, schema, view)
  })
  return rows
}

function shownGroups(index: OutlineIndex, schema: number, { groups }: TreeView): GroupName[] {
  const held = index.groups.get(schema)
  return groupNames.filter((name) => held?.has(name) && (groups === null || groups.has(name)))
}

function countIn(index: OutlineIndex, schema: number, view: TreeView): number {
  return shownGroups(index, schema, view).reduce((sum, name) => sum + (index.groups.get(schema)?.get(name)?.length ?? 0), 0)
}

function pushGroups(rows: TreeRow[], index: OutlineIndex, schema: number, view: TreeView): void {
  const names = shownGroups(index, schema, view)
  names.forEach((name, at) => {
    const key = `g:${schema}:${name}`
    const held = index.groups.get(schema)?.get(name) ?? []
    const open = view.open.has(key)
    rows.push({ key, type: 'group', depth: 1, label: name, group: name, kind: groupKinds[name], id: null, count: held.length, open, at: at + 1, of: names.length, detail: null })
    if (open) held.forEach((row, place) => pushObject(rows, index, row, 2, place + 1, held.length, view))
  })
}

function pushObject(rows: TreeRow[], index: OutlineIndex, row: number, depth: number, at: number, of: number, view: TreeView): void {
  const { objects } = index.outline
  const kind = index.kindOf(row)
  const id = objects.id[row] ?? ''
  const key = `o:${id}`
  const columns = index.columnsOf(row)
  const holds = columns.count > 0 || mayHaveParts.has(kind)
  const open = holds && view.open.has(key)
  rows.push({ key, type: 'object', depth, label: objects.name[row] ?? '', kind: depth > 2 && kind === 'table' ? 'partition' : kind, id, count: null, open: holds ? open : null, at, of, detail: null })
  if (open) pushParts(rows, index, row, id, depth, view)
}

const mayHaveParts: ReadonlySet<string> = new Set(['table', 'foreign-table', 'view', 'materialized-view', 'domain'])

function pushParts(rows: TreeRow[], index: OutlineIndex, row: number, id: string, depth: number, view: TreeView): void {
  const columns = index.columnsOf(row)
  const parts = index.partsOf(row)
  const of = parts.size + (columns.count > 0 ? 1 : 0)
  const push = (name: PartName, count: number, at: number) => {
    const key = `p:${name}:${id}`
    const open = view.open.has(key)
    rows.push({ key, type: 'part', depth: depth + 1, label: name, group: name, kind: partKinds[name], id: null, count, open, at, of, detail: null })
    return open
  }
  if (columns.count > 0 && push('columns', columns.count, 1)) pushColumns(rows, index, row, id, depth + 2)
  let at = columns.count > 0 ? 1 : 0
  for (const [name, held] of parts) {
    at += 1
    if (push(name, held.length, at)) held.forEach((child, place) => pushObject(rows, index, child, depth + 2, place + 1, held.length, view))
  }
}

function pushColumns(rows: TreeRow[], index: OutlineIndex, row: number, id: string, depth: number): void {
  const { columns } = index.outline
  const { first, count } = index.columnsOf(row)
  for (let at = 0; at < count; at += 1) {
    const name = columns.name[first + at] ?? ''
    rows.push({ key: `c:${name}:${id}`, type: 'column', depth, label: name, kind: 'column', id, count: null, open: null, at: at + 1, of: count, detail: columns.type[first + at] ?? null })
  }
}

/** Keys that must be open for an object to be in sight. */
export function pathTo(index: OutlineIndex, id: string): string[] {
  const row = index.rowOf(id)
  if (row === undefined) return []
  const { objects } = index.outline
  const keys: string[] = []
  let at = row
  for (let above = objects.parent[at] ?? -1; above >= 0; above = objects.parent[at] ?? -1) {
    const part = [...index.partsOf(above)].find(([, rows]) => rows.includes(at))?.[0]
    if (part) keys.push(`p:${part}:${objects.id[above]}`)
    keys.push(`o:${objects.id[above]}`)
    at = above
  }
  const schema = objects.schema[at] ?? -1
  const group = [...(index.groups.get(schema) ?? [])].find(([, rows]) => rows.includes(at))?.[0]
  return group ? [...keys, `g:${schema}:${group}`, `s:${schema}`] : keys
}
