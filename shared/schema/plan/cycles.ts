import type { FactId } from '../fact.ts'
import type { Link } from './links.ts'
import type { PlanNodes } from './nodes.ts'
import { kindFor, type Task } from './task.ts'

/** Finds one more thing that can be taken apart, or begin as a placeholder, so that the cycle falls open. False: nothing is left to try. */
export function widenTask(task: Task, plan: PlanNodes, cycle: readonly Link[]): boolean {
  const part = cycle.flatMap((link) => partsIn(plan, link)).find((id) => !task.apart.has(id))
  if (part !== undefined) {
    task.apart.add(part)
    return true
  }
  const stub = cycle.flatMap(({ used, user }) => [user, used]).find((id) => !task.stubs.has(id) && canBeStub(task, id))
  if (stub !== undefined) task.stubs.add(stub)
  return stub !== undefined
}

/** Facts that the statements at the ends of a link include, and because of which they are linked. */
function partsIn(plan: PlanNodes, { from, to, used, user }: Link): FactId[] {
  const parts: FactId[] = []
  for (const node of [plan.nodes[to], plan.nodes[from]]) {
    if (!node) continue
    for (const id of [user, used])
      if (id !== node.subject && (node.creates.includes(id) || (node.verb === 'drop' && node.destroys.includes(id)))) parts.push(id)
  }
  return parts
}

function canBeStub(task: Task, id: FactId): boolean {
  const fact = task.b.get(id) ?? task.a.get(id)
  return fact !== undefined && kindFor(task, fact).stub !== undefined
}
