import { AppError } from '../../contract/app-error.ts'
import { factId, type Fact, type FactId, type Json } from '../fact.ts'
import type { ActionDraft, Registry } from '../kind.ts'
import { withDescendants } from '../plan/task.ts'
import { Snapshot } from '../snapshot.ts'
import { rewriteNames, type NameChange } from './rewrite.ts'

export interface Rename {
  readonly from: FactId
  readonly to: FactId
}

export interface RenamedSchema {
  /** A as it is after the renames. */
  snapshot: Snapshot
  /** The statements, one list for each rename, in the order given. */
  steps: { rename: Rename; drafts: readonly ActionDraft[]; /** Ids before and after of all whose name changes with it. */ ids: ReadonlyMap<FactId, FactId> }[]
  /** The id that a fact of A has after the renames. */
  newId(id: FactId): FactId
}

/**
 * A after renames that a person confirmed: `from` in A takes the name of `to` in B. Ids, paths and the texts of what uses the object
 * follow, and so do its parts whose names are made of its name, where B has them so (orders_pkey). Where PostgreSQL's own text would come out otherwise, the difference that remains is planned as any other.
 * Throws AppError `plan_impossible` for a rename that cannot be.
 */
export function applyRenames(a: Snapshot, b: Snapshot, renames: readonly Rename[], registry: Registry, version: number): RenamedSchema {
  let snapshot = a
  const steps: RenamedSchema['steps'] = []
  const [ids, origins] = [new Map<FactId, FactId>(), new Map<FactId, FactId>()]
  const queue = renames.toSorted((one, other) => depthOf(a, one.from) - depthOf(a, other.from))
  for (let rename = queue.shift(); rename; rename = queue.shift()) {
    const from = ids.get(rename.from) ?? rename.from
    // A part that has followed its table already.
    if (from === rename.to) continue
    const [before, after] = [snapshot.get(from), b.get(rename.to)]
    const kind = registry.get(before?.kind ?? '')
    if (!before || !after || before.kind !== after.kind || !kind?.rename)
      throw new AppError('plan_impossible', { problem: `${rename.from} cannot be renamed to ${rename.to}.` })
    if (snapshot.has(rename.to)) throw new AppError('plan_impossible', { problem: `${rename.from} cannot be renamed to ${rename.to}, which exists already.` })
    const next = renameOne(snapshot, before, after)
    const at = { here: next.snapshot, there: snapshot, version, apart: new Set<FactId>(), rebuilt: () => false }
    steps.push({
      rename: { from, to: rename.to },
      ids: next.ids,
      drafts: kind.rename(before, { ...before, id: after.id, path: after.path, parent: after.parent }, at),
    })
    for (const [old, now] of next.ids) {
      const origin = origins.get(old) ?? old
      ids.set(origin, now)
      origins.set(now, origin)
    }
    snapshot = next.snapshot
    queue.unshift(...followers(snapshot, b, before, after, registry))
  }
  return { snapshot, steps, newId: (id) => ids.get(id) ?? id }
}

/** Parts and sequences whose names hold the old name, and that B has under the new one: made by PostgreSQL of the name of the table. */
function followers(snapshot: Snapshot, b: Snapshot, before: Fact, after: Fact, registry: Registry): Rename[] {
  const [old, now] = [before.path.at(-1) ?? '', after.path.at(-1) ?? '']
  if (old === now) return []
  const parts = withDescendants(snapshot, after.id)
  return [...parts, ...ownedBy(snapshot, parts)].flatMap((id) => {
    const fact = snapshot.get(id)
    const name = fact?.path.at(-1)
    if (!fact || b.has(id) || name?.includes(old) !== true || !registry.get(fact.kind)?.rename) return []
    const path = [...fact.path.slice(0, -1), name.replace(old, () => now)]
    const to = b.get(factId(fact.kind, path))
    return to && to.parent === fact.parent && !snapshot.has(to.id) ? [{ from: id, to: to.id }] : []
  })
}

/** Sequences that belong to columns among the parts. */
function ownedBy(snapshot: Snapshot, parts: readonly FactId[]): FactId[] {
  const own = new Set<unknown>(parts)
  const near = parts.flatMap((id) => [...snapshot.usedBy(id), ...snapshot.uses(id)])
  return [...new Set(near)].filter((id) => own.has(snapshot.get(id)?.data['ownedBy']))
}

const depthOf = (snapshot: Snapshot, id: FactId) => snapshot.get(id)?.path.length ?? 0

/** Everything in which the old name may stand: the object, its sisters, what uses them, and in turn what uses all whose name changes. */
function touchedBy(a: Snapshot, before: Fact, idOf: (id: FactId) => FactId): Set<FactId> {
  const touched = new Set<FactId>()
  const parts = withDescendants(a, before.parent ?? before.id)
  const open = [...parts, ...ownedBy(a, parts)]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (touched.has(id)) continue
    touched.add(id)
    open.push(...a.children(id).map((child) => child.id))
    if (idOf(id) !== id || id === before.id) open.push(...a.usedBy(id))
  }
  return touched
}

function renameOne(a: Snapshot, before: Fact, after: Fact): { snapshot: Snapshot; ids: Map<FactId, FactId> } {
  const change = nameChange(before, after)
  const moved = movesAlong(a, before, after)
  const newId = (id: FactId) => (id === before.id ? after.id : renameId(id, moved.has(id) ? schemaChange(before, after, change) : change))
  const touched = touchedBy(a, before, newId)
  const ids = new Map([...touched].map((id) => [id, newId(id)] as const).filter(([id, next]) => id !== next))
  const idOf = (id: FactId) => ids.get(id) ?? id
  const facts = [...a.facts.values()].map((fact) => {
    if (!touched.has(fact.id)) return fact
    const renamed = renameFact(fact, before, after, change, idOf)
    return moved.has(fact.id) && fact.path[0] === before.path[0] ? { ...renamed, path: [after.path[0] ?? '', ...renamed.path.slice(1)] } : renamed
  })
  const edges = a.edges.map((edge) => (ids.has(edge.from) || ids.has(edge.to) ? { from: idOf(edge.from), to: idOf(edge.to) } : edge))
  return { snapshot: new Snapshot(a.head, facts, edges), ids }
}

/** What an object takes along to another schema: its parts, and the sequences of its columns. */
function movesAlong(a: Snapshot, before: Fact, after: Fact): ReadonlySet<FactId> {
  if (before.path.length < 2 || before.path[0] === after.path[0]) return new Set()
  const parts = withDescendants(a, before.id)
  const owned = ownedBy(a, parts)
  return new Set([...parts, ...owned.flatMap((id) => withDescendants(a, id))])
}

function schemaChange(before: Fact, after: Fact, change: NameChange): NameChange {
  return (path, list) => change(path, list) ?? (path.length > 1 && path[0] === before.path[0] ? [after.path[0] ?? '', ...path.slice(1)] : undefined)
}

function renameFact(fact: Fact, before: Fact, after: Fact, change: NameChange, idOf: (id: FactId) => FactId): Fact {
  const id = idOf(fact.id)
  const path = startsWith(fact.path, before.path) ? [...after.path, ...fact.path.slice(before.path.length)] : fact.path
  const data = renameData(fact.data, before, after, fact, change) as Fact['data']
  return { ...fact, id, path: fact.id === before.id ? after.path : path, parent: fact.parent === null ? null : idOf(fact.parent), data }
}

/** A dotted name that begins with the old path gets the new one; of a column also its bare name, within its own table. */
function nameChange(before: Fact, after: Fact): NameChange {
  const isPart = before.parent !== null
  const own = before.path.at(-1)
  const table = before.path.slice(0, -1)
  return (path, list) => {
    if (startsWith(path, before.path)) return [...after.path, ...path.slice(before.path.length)]
    if (isPart && path.length === 1 && path[0] === own && list && sameNames(list, table)) return [after.path.at(-1) ?? '']
    return undefined
  }
}

const startsWith = (path: readonly string[], start: readonly string[]) => start.every((name, at) => path[at] === name)
const sameNames = (one: readonly string[], other: readonly string[]) => one.length === other.length && startsWith(one, other)

/** The names of an id stand behind its kind and, of a satellite, behind that of its object. */
function renameId(id: FactId, change: NameChange): FactId {
  const start = /^(?:[a-z-]+@)*[a-z-]+:/.exec(id)?.[0] ?? ''
  const rest = id.slice(start.length)
  const satellite = /^(.*?)@((?:[a-z-]+@)*[a-z-]+:.*)$/s.exec(rest)
  if (satellite) return `${start}${satellite[1] ?? ''}@${renameId(satellite[2] ?? '', change)}`
  return start + rewriteNames(rest, change)
}

function renameData(data: Json, before: Fact, after: Fact, fact: Fact, change: NameChange): Json {
  const [old, now] = [before.path.at(-1) ?? '', after.path.at(-1) ?? '']
  const sister = before.parent !== null && fact.id !== before.id && (fact.parent === before.parent || fact.parent === before.id)
  const bare: NameChange = (path, list) =>
    change(path, list) ?? (sister && path.at(-1) === old && path.length === 1 && (!list || sameNames(list, before.path.slice(0, -1))) ? [now] : undefined)
  const text = (value: string): string => (sister && value === old ? now : value === before.id ? after.id : rewriteNames(value, bare))
  const walk = (value: Json): Json => {
    if (typeof value === 'string') return text(value)
    if (Array.isArray(value)) return value.map((item: Json) => walk(item))
    return value === null || typeof value !== 'object' ? value : Object.fromEntries(Object.entries(value).map(([name, item]) => [name, walk(item as Json)]))
  }
  return walk(data)
}
