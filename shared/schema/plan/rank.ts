import type { FactId } from '../fact.ts'
import type { PlanNode } from './nodes.ts'
import { isSatellite, type Task } from './task.ts'

interface Key {
  readonly phase: number
  readonly order: number
  readonly id: FactId
  readonly depth: number
  readonly part: FactId
}

/**
 * The place that each statement would like to have, from 0: first what later statements can use only after a commit, then what is
 * dropped (last what others stand on), then the rest in the order of the kinds and of the names, satellites behind their objects.
 */
export function rankNodes(task: Task, nodes: readonly PlanNode[]): Int32Array {
  const keys = nodes.map((node) => keyOf(task, node))
  const places = nodes.map((node) => node.index).toSorted((one, other) => compare(keys[one] as Key, keys[other] as Key) || one - other)
  const ranks = new Int32Array(nodes.length)
  for (const [place, index] of places.entries()) ranks[index] = place
  return ranks
}

function keyOf(task: Task, node: PlanNode): Key {
  const dropped = node.verb === 'drop'
  const snapshot = dropped ? task.a : task.b
  let id = node.subject
  let depth = 0
  for (let fact = snapshot.get(id); fact?.parent && isSatellite(task.registry, fact.kind); fact = snapshot.get(id)) {
    id = fact.parent
    depth++
  }
  const order = task.registry.get(snapshot.get(id)?.kind ?? '')?.order ?? 0
  const phase = node.draft.transaction === 'commit-before-use' ? 0 : dropped ? 1 : 2
  return { phase, order: dropped ? -order : order, id, depth, part: node.subject }
}

function compare(one: Key, other: Key): number {
  return one.phase - other.phase || one.order - other.order || compareText(one.id, other.id) || one.depth - other.depth || compareText(one.part, other.part)
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
