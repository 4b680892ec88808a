import type { FactId } from '../fact.ts'
import type { PlanNode } from './nodes.ts'
import type { Task } from './task.ts'

/** Number of the transaction of each statement, from 1; a statement that runs in none has a number of its own. */
export function divide(task: Task, nodes: readonly PlanNode[]): { transaction: number; transactional: boolean }[] {
  const cuts = cutsOf(task, nodes)
  const places: { transaction: number; transactional: boolean }[] = []
  let transaction = 1
  for (const [at, node] of nodes.entries()) {
    const alone = node.draft.transaction === 'never'
    const before = places.at(-1)
    if (before && (alone || !before.transactional || cuts.has(at))) transaction++
    places.push({ transaction, transactional: !alone })
  }
  return places
}

/** Places before which a transaction must end, since what it made is used only after a commit: right behind the last such statement, so that as little as possible is committed early. */
function cutsOf(task: Task, nodes: readonly PlanNode[]): Set<number> {
  const cuts = new Set<number>()
  const pending: { at: number; users: Set<FactId> }[] = []
  for (const [at, node] of nodes.entries()) {
    if (node.draft.transaction === 'commit-before-use') {
      pending.push({ at, users: dependants(task, node.subject) })
      continue
    }
    const used = pending.filter(({ users }) => node.creates.some((id) => users.has(id)) || users.has(node.subject))
    if (node.verb === 'drop' || used.length === 0) continue
    cuts.add(Math.max(...used.map((made) => made.at)) + 1)
    pending.splice(0, pending.length, ...pending.filter((made) => !used.includes(made)))
  }
  return cuts
}

/** Everything in B that stands on a fact, parts included, the fact itself not. */
function dependants(task: Task, id: FactId): Set<FactId> {
  const found = new Set<FactId>()
  const open = [id]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const next of [...task.b.usedBy(at), ...(at === id ? [] : task.b.children(at).map((child) => child.id))]) {
      if (next === id || found.has(next)) continue
      found.add(next)
      open.push(next)
    }
  }
  return found
}
