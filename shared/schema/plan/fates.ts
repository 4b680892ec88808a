import { AppError } from '../../contract/app-error.ts'
import type { Delta } from '../diff.ts'
import type { Fact, FactId } from '../fact.ts'
import type { ActionDraft } from '../kind.ts'
import type { Snapshot } from '../snapshot.ts'
import { atSource, atTarget, isAncestor, kindFor, nameOf, withDescendants, type Task } from './task.ts'

/** A fact with the statements that drop or alter it. */
export interface Drafted {
  readonly id: FactId
  readonly drafts: readonly ActionDraft[]
}

/** What happens to each fact on the way from A to B. */
export interface Fates {
  /** Facts of A that are dropped, by themselves or with what they are a part of. */
  readonly gone: ReadonlySet<FactId>
  /** Facts of B that are created. One that is in both is dropped and put back. */
  readonly made: ReadonlySet<FactId>
  readonly drops: readonly Drafted[]
  readonly alters: readonly Drafted[]
  /** Of a fact that is taken down although it does not differ, the fact that makes it necessary. */
  readonly because: ReadonlyMap<FactId, FactId>
}

/** Decides what is dropped, altered, created and rebuilt. Throws AppError `plan_impossible` where that would lose data. */
export function decideFates(task: Task): Fates {
  return new Decision(task).run()
}

class Decision {
  readonly #task: Task
  readonly #gone = new Set<FactId>()
  readonly #made = new Set<FactId>()
  readonly #altered = new Map<FactId, Delta>()
  readonly #because = new Map<FactId, FactId>()
  readonly #unseen: FactId[] = []
  /** Facts whose users must be down while they are altered. */
  readonly #disturbed = new Set<FactId>()
  /** Users that are altered and then no longer need what falls, with that. */
  readonly #spared: [user: FactId, used: FactId][] = []
  #grew = false
  readonly #rebuilt = (id: FactId): boolean => this.#gone.has(id) && this.#made.has(id)

  constructor(task: Task) {
    this.#task = task
  }

  run(): Fates {
    for (const delta of this.#task.deltas) this.#take(delta)
    for (const delta of this.#altered.values())
      if (!kindFor(this.#task, delta.after as Fact).alter || delta.attributes[0]?.name === '(parent)') this.#rebuild(delta.id)
    for (;;) {
      this.#grew = false
      this.#spread()
      const alters = this.#askAlters()
      const drops = this.#askDrops(alters)
      for (const { id, drafts } of [...alters, ...drops]) this.#obey(id, drafts)
      for (const [id, drafts] of this.#task.demands) this.#obey(id, drafts)
      for (const [user, used] of this.#spared.splice(0)) this.#takeDown(user, used, false)
      this.#spread()
      if (!this.#grew) return { gone: this.#gone, made: this.#made, because: this.#because, alters, drops }
    }
  }

  #take(delta: Delta): void {
    if (delta.change === 'removed') this.#fell(delta.id)
    else if (delta.change === 'added') this.#made.add(delta.id)
    else this.#altered.set(delta.id, delta)
  }

  #fell(id: FactId): void {
    if (this.#gone.has(id)) return
    this.#gone.add(id)
    this.#unseen.push(id)
  }

  /** Dropped and put back, with all parts on either side. */
  #rebuild(id: FactId): void {
    if (this.#gone.has(id)) return
    this.#grew = true
    for (const part of withDescendants(this.#task.a, id)) {
      this.#altered.delete(part)
      this.#fell(part)
    }
    for (const part of withDescendants(this.#task.b, id)) this.#made.add(part)
  }

  /** Takes down what stands on the facts that have fallen since. */
  #spread(): void {
    for (let id = this.#unseen.pop(); id !== undefined; id = this.#unseen.pop()) {
      for (const user of this.#task.a.usedBy(id)) this.#takeDown(user, id, false)
    }
  }

  /** `always`: even what is altered so that it no longer needs what falls. */
  #takeDown(user: FactId, used: FactId, always: boolean): void {
    const { a, b } = this.#task
    const fact = a.get(user)
    if (!fact || this.#gone.has(user) || !b.has(user) || isAncestor(a, user, used)) return
    const holdsData = kindFor(this.#task, fact).holdsData?.(fact) === true
    if (!always && this.#altered.has(user) && !b.uses(user).includes(used) && (holdsData || !this.#mustWait(user, used))) {
      this.#spared.push([user, used])
      return
    }
    if (holdsData) {
      if (!b.has(used)) return
      throw new AppError('plan_impossible', { problem: this.#dataAtStake(user, used) })
    }
    this.#because.set(user, used)
    this.#rebuild(user)
  }

  /** Whether the user can be altered only after something that waits for what falls: both stand on it, and it is rebuilt, or altered while nothing stands on it. */
  #mustWait(user: FactId, used: FactId): boolean {
    const { a, b } = this.#task
    const before = below(a, used)
    return [...below(b, user)].some((id) => (id === used || before.has(id)) && (this.#disturbed.has(id) || this.#rebuilt(id)))
  }

  #dataAtStake(user: FactId, used: FactId): string {
    const { registry } = this.#task
    return `${nameOf(registry, used)} must be dropped and created anew, but ${nameOf(registry, user)} depends on it and holds data that would be lost.`
  }

  #askAlters(): Drafted[] {
    const asked: Drafted[] = []
    for (const { id, before, after } of this.#altered.values()) {
      if (!before || !after || this.#gone.has(id)) continue
      const drafts = kindFor(this.#task, after).alter?.(before, after, atTarget(this.#task, this.#rebuilt)) ?? null
      if (drafts === null) this.#rebuild(id)
      else asked.push({ id, drafts })
    }
    return asked
  }

  /** Only what is not a part of something dropped needs a statement, unless a cycle asks for one; none needs one that another statement takes along. */
  #askDrops(alters: readonly Drafted[]): Drafted[] {
    const { a, apart } = this.#task
    const asked: Drafted[] = []
    const included = new Set(alters.flatMap(({ drafts }) => drafts.flatMap((draft) => draft.destroys ?? [])))
    for (const id of this.#gone) {
      const fact = a.get(id)
      if (!fact || (fact.parent !== null && this.#gone.has(fact.parent) && !apart.has(id))) continue
      const drafts = kindFor(this.#task, fact).drop(fact, atSource(this.#task, this.#rebuilt))
      for (const draft of drafts) for (const other of draft.destroys ?? []) included.add(other)
      asked.push({ id, drafts })
    }
    return asked.filter(({ id }) => !included.has(id))
  }

  /** What the statements take down beside their own fact comes back after them. */
  #obey(by: FactId, drafts: readonly ActionDraft[]): void {
    for (const draft of drafts) {
      for (const id of draft.destroys ?? []) if (this.#task.b.has(id) && this.#task.a.has(id) && id !== by) this.#rebuild(id)
      for (const id of draft.rebuilds ?? []) this.#takeDown(id, by, true)
      for (const id of draft.disturbs ?? []) this.#disturbed.add(id)
      for (const id of draft.disturbs ?? []) for (const user of this.#task.a.usedBy(id)) this.#disturb(user, id, by)
    }
  }

  #disturb(user: FactId, used: FactId, by: FactId): void {
    const fact = this.#task.a.get(user)
    if (!fact || user === by || kindFor(this.#task, fact).survivesTypeChange) return
    this.#takeDown(user, used, true)
  }
}

/** What a fact needs, and what that needs. */
function below(snapshot: Snapshot, id: FactId): Set<FactId> {
  const found = new Set<FactId>()
  const open = [...snapshot.uses(id)]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (found.has(next)) continue
    found.add(next)
    open.push(...snapshot.uses(next))
  }
  return found
}
