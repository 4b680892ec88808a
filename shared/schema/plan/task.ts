import { AppError } from '../../contract/app-error.ts'
import type { Delta } from '../diff.ts'
import type { Fact, FactId } from '../fact.ts'
import type { ActionDraft, At, Kind, Registry } from '../kind.ts'
import type { Snapshot } from '../snapshot.ts'

/** What is to be planned, and what earlier attempts at it have found out. */
export interface Task {
  readonly a: Snapshot
  readonly b: Snapshot
  readonly deltas: readonly Delta[]
  readonly registry: Registry
  /** `server_version_num` of the server that will run the plan. */
  readonly version: number
  /** Parts that get statements of their own, since a cycle ran through them. */
  readonly apart: Set<FactId>
  /** Facts that begin, or end, as a placeholder, for the same reason. */
  readonly stubs: Set<FactId>
  /** Statements that create a fact and for which others must be taken down and put back: known only when they are written. */
  readonly demands: Map<FactId, readonly ActionDraft[]>
}

export function kindFor(task: Task, fact: Fact): Kind {
  const kind = task.registry.get(fact.kind)
  if (kind) return kind
  throw new AppError('plan_impossible', { problem: `nothing is known about the kind "${fact.kind}" of ${fact.id}.` })
}

/** `here` is B: for what is created or altered. */
export function atTarget(task: Task, rebuilt: (id: FactId) => boolean): At {
  return { here: task.b, there: task.a, version: task.version, apart: task.apart, rebuilt }
}

/** `here` is A: for what is dropped. */
export function atSource(task: Task, rebuilt: (id: FactId) => boolean): At {
  return { here: task.a, there: task.b, version: task.version, apart: task.apart, rebuilt }
}

/** The fact and all its parts, parts of parts and satellites. */
export function withDescendants(snapshot: Snapshot, id: FactId): FactId[] {
  const found = [id]
  for (let at = 0; at < found.length; at++) for (const child of snapshot.children(found[at] as FactId)) found.push(child.id)
  return found
}

export function isAncestor(snapshot: Snapshot, ancestor: FactId, id: FactId): boolean {
  for (let parent = snapshot.get(id)?.parent; parent; parent = snapshot.get(parent)?.parent) if (parent === ancestor) return true
  return false
}

/** `table public.orders`, `comment of column public.orders.total`: as people name it. */
export function nameOf(registry: Registry, id: FactId): string {
  const kind = /^[^:@]+/.exec(id)?.[0] ?? ''
  const label = registry.get(kind)?.label[0] ?? kind
  const rest = id.slice(kind.length)
  if (rest.startsWith(':') && !isSatellite(registry, kind)) return `${label} ${rest.slice(1)}`
  const at = rest.indexOf('@')
  const of = at < 0 ? rest.slice(1) : nameOf(registry, rest.slice(at + 1))
  return at > 1 ? `${label} ${rest.slice(1, at)} of ${of}` : `${label} of ${of}`
}

/** Whether facts of a kind say something about another fact and stand right behind it. */
export function isSatellite(registry: Registry, kind: string): boolean {
  const known = registry.get(kind)
  return known !== undefined && known.catalog.some((query) => query.satellite === true)
}
