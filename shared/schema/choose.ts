import type { Delta } from './diff.ts'
import type { Fact, FactId } from './fact.ts'
import type { Noise, Registry } from './kind.ts'
import { withDescendants } from './plan/task.ts'
import { Snapshot } from './snapshot.ts'

export interface Choice {
  /** Ids of the differences to take; absent: all. */
  take?: ReadonlySet<FactId>
  /** Classes of noise that stay as they are in A, but on objects that come or go. */
  ignore?: readonly Noise[]
}

export interface Chosen {
  /** A with the differences that are taken. */
  target: Snapshot
  /** Differences that were not asked for and that one that was cannot do without. */
  cameAlong: { id: FactId; neededBy: FactId }[]
}

/** A with some of the differences to B: those that are taken, and what they need. What is not taken stays as in A. */
export function choose(a: Snapshot, b: Snapshot, deltas: readonly Delta[], { take, ignore = [] }: Choice, registry: Registry): Chosen {
  const chooser = new Chooser(a, b, deltas, new Set(ignore), registry)
  for (const { id } of deltas) if (!take || take.has(id)) chooser.take(id, null)
  const cameAlong = take ? chooser.needed.filter(({ id }) => !take.has(id)) : []
  return { target: chooser.taken.size === deltas.length ? b : mix(a, b, chooser.taken), cameAlong }
}

class Chooser {
  readonly taken = new Map<FactId, Delta>()
  readonly needed: { id: FactId; neededBy: FactId }[] = []
  readonly #a: Snapshot
  readonly #b: Snapshot
  readonly #ignore: ReadonlySet<Noise>
  readonly #registry: Registry
  readonly #deltas: ReadonlyMap<FactId, Delta>
  #leaving: Map<string, FactId> | undefined

  constructor(a: Snapshot, b: Snapshot, deltas: readonly Delta[], ignore: ReadonlySet<Noise>, registry: Registry) {
    this.#a = a
    this.#b = b
    this.#ignore = ignore
    this.#registry = registry
    this.#deltas = new Map(deltas.map((delta) => [delta.id, delta]))
  }

  /** Takes a difference and, after it, all that it needs; `neededBy` null: it was asked for. */
  take(id: FactId, neededBy: FactId | null): void {
    const open = [{ id, neededBy }]
    for (let next = open.pop(); next; next = open.pop()) {
      const delta = this.#deltas.get(next.id)
      if (!delta || this.taken.has(next.id) || this.#isIgnored(delta)) continue
      this.taken.set(next.id, delta)
      if (next.neededBy !== null) this.needed.push({ id: next.id, neededBy: next.neededBy })
      this.#takeParts(delta)
      for (const other of this.#needs(delta)) open.push({ id: other, neededBy: next.id })
    }
  }

  #isIgnored({ kind, after, before }: Delta): boolean {
    const noise = this.#registry.get(kind)?.noise
    if (noise === undefined || !this.#ignore.has(noise)) return false
    const parent = (after ?? before)?.parent
    return !parent || (this.#a.has(parent) && this.#b.has(parent))
  }

  /** Parts come and go with their whole, unasked; what they need is asked for. */
  #takeParts(delta: Delta): void {
    if (delta.change === 'changed') return
    const side = delta.change === 'added' ? this.#b : this.#a
    for (const part of withDescendants(side, delta.id)) {
      const own = this.#deltas.get(part)
      if (!own || part === delta.id || this.taken.has(part)) continue
      this.taken.set(part, own)
      for (const other of this.#needs(own)) this.take(other, part)
    }
  }

  #needs(delta: Delta): FactId[] {
    const { id, change } = delta
    const moved = delta.attributes[0]?.name === '(parent)'
    const needs: FactId[] = []
    if (change !== 'removed') needs.push(...this.#b.uses(id).filter((used) => this.#comes(used) || (change === 'added' && this.#changes(used))))
    if (change === 'added' || moved) needs.push(...this.#comesWith(delta.after as Fact))
    if (change !== 'added') needs.push(...this.#dependants(id, change === 'removed' || moved))
    return needs
  }

  /** Owner and parent of what is new, and what has to leave its name to it. */
  #comesWith(after: Fact): FactId[] {
    const owner = after.data['ownedBy']
    const above = [after.parent, typeof owner === 'string' ? owner : null].filter((id) => id !== null && this.#comes(id)) as FactId[]
    return [...above, ...this.#namesOf(after).flatMap((name) => this.#leavers().get(name) ?? [])]
  }

  /** What stands on a fact that goes must go or change too; on one that changes, what changes with it. */
  #dependants(id: FactId, goes: boolean): FactId[] {
    const users = [...this.#a.usedBy(id), ...this.#a.children(id).map((child) => child.id)]
    return users.filter((user) => {
      const delta = this.#deltas.get(user)
      if (!delta || this.#registry.get(delta.kind)?.noise !== undefined) return false
      return delta.change === 'changed' || (goes && delta.change === 'removed')
    })
  }

  #comes(id: FactId): boolean {
    const delta = this.#deltas.get(id)
    return delta?.change === 'added' || delta?.attributes[0]?.name === '(parent)'
  }

  #changes(id: FactId): boolean {
    return this.#deltas.get(id)?.change === 'changed'
  }

  #namesOf(fact: Fact): readonly string[] {
    return this.#registry.get(fact.kind)?.occupies?.(fact) ?? []
  }

  #leavers(): ReadonlyMap<string, FactId> {
    if (this.#leaving) return this.#leaving
    this.#leaving = new Map()
    for (const { id, change, before } of this.#deltas.values())
      if (change === 'removed' && before) for (const name of this.#namesOf(before)) this.#leaving.set(name, id)
    return this.#leaving
  }
}

/** A with some facts as in B. What a fact needs is what it needs on the side that it comes from, or in B if that is no longer there. */
function mix(a: Snapshot, b: Snapshot, taken: ReadonlyMap<FactId, Delta>): Snapshot {
  const facts = new Map<FactId, Fact>()
  for (const [id, fact] of a.facts) {
    const delta = taken.get(id)
    if (delta?.change !== 'removed') facts.set(id, delta?.after ?? fact)
  }
  for (const { id, after, change } of taken.values()) if (change === 'added' && after) facts.set(id, after)
  const renewed = new Set(taken.keys())
  for (const { from, to } of a.edges) if (!facts.has(to)) renewed.add(from)
  const edges = [...a.edges.filter(({ from }) => !renewed.has(from)), ...b.edges.filter(({ from }) => renewed.has(from))]
  return new Snapshot(
    b.head,
    facts,
    edges.filter(({ from, to }) => facts.has(from) && facts.has(to)),
  )
}
