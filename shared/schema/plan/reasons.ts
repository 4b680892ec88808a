import type { Fact, FactId } from '../fact.ts'
import type { Fates } from './fates.ts'
import type { Link } from './links.ts'
import type { PlanNode } from './nodes.ts'
import { nameOf, type Task } from './task.ts'

/** Why each statement is there, and why it stands where it stands. */
export function explain(task: Task, fates: Fates, nodes: readonly PlanNode[], links: readonly Link[]): string[] {
  const deltas = new Map(task.deltas.map((delta) => [delta.id, delta]))
  const places = placesOf(task, nodes, links)
  return nodes.map((node) => {
    const delta = deltas.get(node.subject)
    const what = node.draft.why ?? causeOf(task, fates, node, delta?.change, delta?.attributes.map(({ name }) => name) ?? [])
    const where = places.get(node.index)
    return where ? `${what}; ${where}` : what
  })
}

function causeOf(task: Task, fates: Fates, node: PlanNode, change: string | undefined, attributes: readonly string[]): string {
  const rebuilt = fates.gone.has(node.subject) && fates.made.has(node.subject)
  if (rebuilt) return rebuildCause(task, fates, node)
  if (change === 'added') return 'it is new'
  if (change === 'removed') return 'it is no longer wanted'
  if (change === 'changed') return `${attributes.join(', ')} ${attributes.length === 1 ? 'differs' : 'differ'}`
  return 'it belongs to what changes'
}

function rebuildCause(task: Task, fates: Fates, node: PlanNode): string {
  let id: FactId | null = node.subject
  while (id !== null && !fates.because.has(id)) id = (task.a.get(id) as Fact | undefined)?.parent ?? null
  const by = id === null ? undefined : fates.because.get(id)
  if (by === undefined) return node.verb === 'drop' ? 'it cannot be altered to what is wanted' : 'it is put back as it is wanted'
  return node.verb === 'drop' ? `${nameOf(task.registry, by)} changes under it` : `it is put back after the change of ${nameOf(task.registry, by)}`
}

/** One plain sentence of place per statement: what it had to wait for, or what waits for it when it is a drop. */
function placesOf(task: Task, nodes: readonly PlanNode[], links: readonly Link[]): Map<number, string> {
  const byIndex = new Map(nodes.map((node) => [node.index, node]))
  const said = new Map<number, string>()
  for (const { from, to, strength, used, user } of links) {
    const [before, after] = [byIndex.get(from), byIndex.get(to)]
    if (!before || !after || strength === 'soft' || used === user || before.subject === after.subject) continue
    if (before.verb === 'drop' && !said.has(from))
      said.set(from, `before ${nameOf(task.registry, used)} ${after.verb === 'drop' ? 'is dropped' : 'changes'}, which it uses`)
    else if (before.verb !== 'drop' && !said.has(to)) said.set(to, `after ${nameOf(task.registry, used)}, which it needs`)
  }
  return said
}
