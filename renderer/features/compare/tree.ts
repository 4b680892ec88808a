import type { Difference } from '#shared/contract/compare.ts'
import { kindOf } from '#shared/schema/fact.ts'
import type { Change, Noise, View } from './compare-store.ts'

/** One line of the tree of differences: a schema, an object in it, or a part of an object. */
export interface TreeRow {
  key: string
  level: 1 | 2 | 3
  /** Of a schema null: objects that lie in no schema. */
  name: string | null
  kind: string
  /** Of an object that is there on both sides and differs in its parts only: changed. */
  change: Change | null
  /** Ids of the differences in it, its own among them. */
  ids: readonly string[]
  /** The difference that it is itself. */
  difference: Difference | undefined
  /** null: it has nothing to open. */
  expanded: boolean | null
  /** Key of the row above it. */
  parent: string | null
  position: number
  siblings: number
}

interface ObjectGroup {
  id: string
  kind: string
  schema: string | null
  name: string
  own: Difference | undefined
  parts: readonly Difference[]
}

/** The differences that a reader sees: noise that is folded away is not among them, nor is what the filter leaves out. */
export function shownDifferences(differences: readonly Difference[], { shown, filter }: Pick<View, 'shown' | 'filter'>): Difference[] {
  const words = filter.text.trim().toLowerCase()
  return differences.filter((each) => {
    if (each.noise !== 'none' && !shown.includes(each.noise)) return false
    if (filter.change && each.change !== filter.change) return false
    if (filter.kind && each.ref.kind !== filter.kind && kindOf(each.under) !== filter.kind) return false
    return words === '' || `${each.ref.schema ?? ''}.${each.ref.name} ${each.under.slice(each.under.indexOf(':') + 1)}`.toLowerCase().includes(words)
  })
}

/** Lines of the tree in order, those that stand open with their parts. */
export function treeRows(differences: readonly Difference[], collapsed: ReadonlySet<string>): TreeRow[] {
  const bySchema = new Map<string | null, ObjectGroup[]>()
  for (const object of objectsOf(differences)) {
    const list = bySchema.get(object.schema)
    if (list) list.push(object)
    else bySchema.set(object.schema, [object])
  }
  const schemas = [...bySchema].toSorted(([a], [b]) => (a === null ? 1 : b === null ? -1 : compareText(a, b)))
  return schemas.flatMap(([schema, objects], index) => schemaRows(schema, objects, collapsed, { position: index + 1, siblings: schemas.length }))
}

function schemaRows(schema: string | null, objects: readonly ObjectGroup[], collapsed: ReadonlySet<string>, place: Pick<TreeRow, 'position' | 'siblings'>): TreeRow[] {
  const key = schema === null ? 'database' : `in:${schema}`
  const expanded = !collapsed.has(key)
  const ids = objects.flatMap(idsOf)
  const head: TreeRow = { key, level: 1, name: schema, kind: schema === null ? 'database' : 'schema', change: null, ids, difference: undefined, expanded, parent: null, ...place }
  if (!expanded) return [head]
  const sorted = objects.toSorted((a, b) => rank(a.kind) - rank(b.kind) || compareText(a.kind, b.kind) || compareText(a.name, b.name))
  return [head, ...sorted.flatMap((object, index) => objectRows(object, key, collapsed, { position: index + 1, siblings: sorted.length }))]
}

function objectRows(object: ObjectGroup, parent: string, collapsed: ReadonlySet<string>, place: Pick<TreeRow, 'position' | 'siblings'>): TreeRow[] {
  const { id, kind, name, own, parts } = object
  const expanded = parts.length === 0 ? null : !collapsed.has(id)
  const row: TreeRow = { key: id, level: 2, name, kind, change: own?.change ?? 'changed', ids: idsOf(object), difference: own, expanded, parent, ...place }
  if (!expanded) return [row]
  const lines = parts.map((part, index): TreeRow => ({
    key: part.id, level: 3, name: part.ref.name, kind: part.ref.kind, change: part.change, ids: [part.id], difference: part, expanded: null, parent: id, position: index + 1, siblings: parts.length,
  }))
  return [row, ...lines]
}

function idsOf({ own, parts }: ObjectGroup): string[] {
  return [...(own ? [own.id] : []), ...parts.map(({ id }) => id)]
}

function objectsOf(differences: readonly Difference[]): ObjectGroup[] {
  const groups = new Map<string, Difference[]>()
  for (const each of differences) {
    const group = groups.get(each.under)
    if (group) group.push(each)
    else groups.set(each.under, [each])
  }
  return [...groups].map(([id, all]) => {
    const own = all.find((each) => each.id === id)
    const schema = own ? own.ref.schema : (all[0]?.ref.schema ?? null)
    const kind = own?.ref.kind ?? kindOf(id)
    const name = own?.ref.name ?? nameIn(id, schema)
    return { id, kind, schema: kind === 'schema' ? name : schema, name, own, parts: all.filter((each) => each.id !== id).toSorted(byPart) }
  })
}

/** Columns first, satellites last. */
function byPart(a: Difference, b: Difference): number {
  return partRank(a) - partRank(b) || compareText(a.ref.kind, b.ref.kind) || compareText(a.ref.name, b.ref.name)
}

function partRank({ ref, noise }: Difference): number {
  return ref.kind === 'column' ? 0 : noise === 'none' ? 1 : 2
}

const first = ['schema', 'extension', 'table', 'foreign-table', 'view', 'materialized-view', 'sequence', 'function', 'procedure', 'aggregate']

function rank(kind: string): number {
  const at = first.indexOf(kind)
  return at < 0 ? first.length : at
}

/** Name of an object that has no difference of its own, from its id: `table:public."Odd name"` in public is `Odd name`. */
export function nameIn(id: string, schema: string | null): string {
  const path = id.slice(kindOf(id).length + 1)
  if (schema === null) return unquoted(path)
  for (const prefix of [`${schema}.`, `"${schema.replaceAll('"', '""')}".`]) if (path.startsWith(prefix)) return unquoted(path.slice(prefix.length))
  return unquoted(path)
}

function unquoted(name: string): string {
  return /^"(?:[^"]|"")*"$/.test(name) ? name.slice(1, -1).replaceAll('""', '"') : name
}

const collator = new Intl.Collator('en', { numeric: true })
const compareText = (a: string, b: string) => collator.compare(a, b)

/** Whether all, none or some of the differences are taken. */
export function tickOf(ids: readonly string[], excluded: ReadonlySet<string>): boolean | 'mixed' {
  const out = ids.reduce((sum, id) => sum + (excluded.has(id) ? 1 : 0), 0)
  return out === 0 ? true : out === ids.length ? false : 'mixed'
}

/** Takes all of them, or leaves all where all were taken. */
export function toggled(ids: readonly string[], excluded: ReadonlySet<string>): ReadonlySet<string> {
  const next = new Set(excluded)
  if (tickOf(ids, excluded) === true) for (const id of ids) next.add(id)
  else for (const id of ids) next.delete(id)
  return next
}

export interface Counts {
  added: number
  removed: number
  changed: number
  noise: Readonly<Record<Noise, number>>
}

/** How many differences there are by change, those of noise apart. */
export function countsOf(differences: readonly Difference[]): Counts {
  const counts = { added: 0, removed: 0, changed: 0, noise: { privilege: 0, owner: 0, comment: 0, storage: 0 } }
  for (const { change, noise } of differences) {
    if (noise === 'none') counts[change] += 1
    else counts.noise[noise] += 1
  }
  return counts
}

/** The object whose definition belongs to a row: of a part, the object that it is under. */
export function objectOfRow(row: TreeRow): string | undefined {
  if (row.level === 1) return undefined
  return row.level === 2 ? row.key : (row.parent ?? undefined)
}
