import type { FactId } from '../fact.ts'
import type { Link } from './links.ts'
import type { PlanNodes } from './nodes.ts'
import { kindFor, type Task } from './task.ts'

/**
 * Breaks cycles for the next attempt at a plan: finds a part that can be taken apart, or a fact that can begin as a placeholder, and
 * notes it in the task. `broke` says that there is a next attempt to make.
 */
export class CycleBreaker {
  broke = false
  readonly #task: Task
  readonly #plan: PlanNodes
  readonly #apart = new Set<FactId>()
  readonly #stubs = new Set<FactId>()

  constructor(task: Task, plan: PlanNodes) {
    this.#task = task
    this.#plan = plan
  }

  /** The link that will no longer be there, or undefined: nothing is left to try. */
  readonly breakCycle = (cycle: readonly Link[]): Link | undefined => {
    const found = this.#find(cycle, (link) => partsIn(this.#plan, link), this.#task.apart, this.#apart)
    return found ?? this.#find(cycle, ({ used, user }) => [user, used].filter((id) => canBeStub(this.#task, id)), this.#task.stubs, this.#stubs)
  }

  #find(cycle: readonly Link[], candidates: (link: Link) => readonly FactId[], taken: Set<FactId>, fresh: Set<FactId>): Link | undefined {
    for (const link of cycle) {
      for (const id of candidates(link)) {
        if (taken.has(id) && !fresh.has(id)) continue
        taken.add(id)
        fresh.add(id)
        this.broke = true
        return link
      }
    }
    return undefined
  }
}

/** The part of a table or the like because of which its whole statement waits, or must run early: apart from it, only the part does. */
function partsIn(plan: PlanNodes, { from, to, user }: Link): FactId[] {
  const [before, after] = [plan.nodes[from], plan.nodes[to]]
  const created = after?.creates.includes(user) === true && after.subject !== user
  const dropped = before?.verb === 'drop' && before.destroys.includes(user) && before.subject !== user
  return created || dropped ? [user] : []
}

function canBeStub(task: Task, id: FactId): boolean {
  const fact = task.b.get(id) ?? task.a.get(id)
  return fact !== undefined && kindFor(task, fact).stub !== undefined
}
