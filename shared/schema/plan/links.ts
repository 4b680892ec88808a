import type { Fact, FactId } from '../fact.ts'
import type { Fates } from './fates.ts'
import type { PlanNode, PlanNodes, Span } from './nodes.ts'
import { kindFor, type Task } from './task.ts'

/** `soft`: better so, given up in a cycle. `firm`: needed as far as can be known. `hard`: PostgreSQL refuses any other order. */
export type Strength = 'soft' | 'firm' | 'hard'

/** `to` runs after `from`. */
export interface Link {
  readonly from: number
  readonly to: number
  readonly strength: Strength
  /** The fact because of which `to` waits, or `from` hurries: what is used, and what uses it. */
  readonly used: FactId
  readonly user: FactId
}

/** Which statement must wait for which. */
export function linkNodes(task: Task, fates: Fates, nodes: PlanNodes): Link[] {
  return new Linker(task, fates, nodes).run()
}

class Linker {
  readonly #task: Task
  readonly #fates: Fates
  readonly #plan: PlanNodes
  readonly #links: Link[] = []

  constructor(task: Task, fates: Fates, plan: PlanNodes) {
    this.#task = task
    this.#fates = fates
    this.#plan = plan
  }

  run(): Link[] {
    for (const node of this.#plan.nodes) {
      if (node.index > node.first) this.#link(node.index - 1, node.index, 'hard', node.subject, node.subject)
      for (const id of node.creates) this.#created(node, id)
      for (const id of node.destroys) this.#destroyed(node, id)
      if (node.verb === 'alter' || node.verb === 'replace') this.#changed(node, node.subject)
      this.#asked(node)
    }
    for (const { id } of this.#fates.alters) this.#leavesOwner(id)
    this.#names()
    return this.#links
  }

  #link(from: number | undefined, to: number | undefined, strength: Strength, used: FactId, user: FactId): void {
    if (from !== undefined && to !== undefined && from !== to) this.#links.push({ from, to, strength, used, user })
  }

  /** What a new fact uses is there before it; what changes of that has changed. */
  #created(node: PlanNode, id: FactId): void {
    const isStub = this.#task.stubs.has(id)
    const parent = this.#task.b.get(id)?.parent
    if (parent) this.#uses(node, parent, id)
    if (!isStub) for (const used of this.#task.b.uses(id)) this.#uses(node, used, id)
  }

  #uses(node: PlanNode, used: FactId, id: FactId): void {
    const producer = this.#plan.producers.get(used)
    if (producer) {
      if (node.first === this.#plan.nodes[producer.first]?.first) return
      this.#link(producer.first, node.index, 'hard', used, id)
      if (producer.last !== producer.first) this.#link(producer.last, node.index, 'soft', used, id)
    }
    for (const span of this.#plan.alterers.get(used) ?? []) if (!this.#within(node, span)) this.#link(span.last, node.index, 'soft', used, id)
  }

  /** What uses a fact that goes is gone before, or has ceased to use it; what it uses is altered after. */
  #destroyed(node: PlanNode, id: FactId): void {
    const { a } = this.#task
    for (const user of a.usedBy(id)) this.#releases(node, user, id)
    for (const child of a.children(id)) this.#releases(node, child.id, id)
    if (this.#task.stubs.has(id))
      for (const span of this.#plan.alterers.get(id) ?? []) if (!this.#fates.made.has(id)) this.#link(span.last, node.first, 'hard', id, id)
    for (const used of [...a.uses(id), a.get(id)?.parent]) {
      if (!used) continue
      for (const span of this.#plan.alterers.get(used) ?? []) if (!this.#within(node, span)) this.#link(node.index, span.first, 'soft', used, id)
    }
  }

  #releases(node: PlanNode, user: FactId, used: FactId): void {
    const gone = this.#plan.destroyers.get(user)
    const spans = this.#plan.alterers.get(user) ?? []
    const hollow = this.#task.stubs.has(user) && spans.length > 0
    if (gone && !hollow) {
      if (gone.first !== node.first) this.#link(gone.last, node.first, 'hard', used, user)
      return
    }
    for (const span of spans) if (!this.#within(node, span)) this.#link(span.last, node.first, hollow ? 'hard' : 'firm', used, user)
  }

  #within(node: PlanNode, span: Span): boolean {
    return node.index >= span.first && node.index <= span.last
  }

  /** What the new form of a fact uses is there before; what else changes of that has changed. */
  #changed(node: PlanNode, id: FactId): void {
    if (node.index !== node.first || (node.verb === 'replace' && !this.#fates.made.has(id))) return
    for (const used of this.#task.b.uses(id)) this.#uses(node, used, id)
    if (node.verb === 'replace') this.#link(this.#plan.producers.get(id)?.last, node.index, 'hard', id, id)
  }

  /** What belongs to something that goes, and shall not go with it, is given to another owner before. */
  #leavesOwner(id: FactId): void {
    const owner = this.#task.a.get(id)?.data['ownedBy']
    const gone = typeof owner === 'string' ? this.#plan.destroyers.get(owner) : undefined
    for (const span of this.#plan.alterers.get(id) ?? []) if (gone && gone.first !== span.first) this.#link(span.last, gone.first, 'firm', String(owner), id)
  }

  /** What the statement itself asks for. */
  #asked(node: PlanNode): void {
    const { producers, destroyers, alterers } = this.#plan
    for (const id of node.draft.needs ?? []) {
      const producer = producers.get(id)
      if (producer) {
        this.#link(producer.first, node.index, 'hard', id, node.subject)
        if (!this.#within(node, producer)) this.#link(producer.last, node.index, 'firm', id, node.subject)
      } else for (const span of alterers.get(id) ?? []) if (!this.#within(node, span)) this.#link(span.last, node.index, 'firm', id, node.subject)
    }
    for (const id of node.draft.after ?? []) this.#link(destroyers.get(id)?.last, node.index, 'hard', id, node.subject)
    for (const id of node.draft.disturbs ?? []) this.#disturbs(node, id)
    for (const id of node.draft.rebuilds ?? []) {
      this.#link(destroyers.get(id)?.last, node.first, 'hard', node.subject, id)
      this.#link(node.last, producers.get(id)?.first, 'hard', node.subject, id)
    }
  }

  #disturbs(node: PlanNode, id: FactId): void {
    for (const user of this.#task.a.usedBy(id)) {
      const fact = this.#task.a.get(user)
      const strength = fact && kindFor(this.#task, fact).survivesTypeChange ? 'soft' : 'hard'
      const gone = this.#plan.destroyers.get(user)
      if (gone && gone.first !== node.first) this.#link(gone.last, node.first, strength, id, user)
    }
    for (const user of this.#task.b.usedBy(id)) {
      const producer = this.#plan.producers.get(user)
      const fact = this.#task.b.get(user)
      const strength = fact && kindFor(this.#task, fact).survivesTypeChange ? 'soft' : 'hard'
      if (producer && this.#plan.nodes[producer.first]?.first !== node.first) this.#link(node.last, producer.first, strength, id, user)
    }
  }

  /** A name is free before it is taken, by whatever gives it up or takes it. */
  #names(): void {
    const { a, b } = this.#task
    const freed = new Map<string, { by: number; id: FactId }>()
    for (const id of this.#fates.gone) {
      const by = this.#plan.destroyers.get(id)?.last
      if (by !== undefined) for (const name of this.#namesOf(a.get(id))) freed.set(name, { by, id })
    }
    for (const { id } of this.#fates.alters) {
      const by = this.#plan.alterers.get(id)?.at(-1)?.last
      const kept = new Set(this.#namesOf(b.get(id)))
      if (by !== undefined) for (const name of this.#namesOf(a.get(id))) if (!kept.has(name)) freed.set(name, { by, id })
    }
    for (const id of this.#fates.made) {
      const to = this.#plan.producers.get(id)?.first
      this.#link(this.#plan.destroyers.get(id)?.last, to, 'hard', id, id)
      if (freed.size > 0) this.#takes(freed, id, to)
    }
    if (freed.size > 0) for (const { id } of this.#fates.alters) this.#takes(freed, id, this.#plan.alterers.get(id)?.[0]?.first)
  }

  #namesOf(fact: Fact | undefined): readonly string[] {
    return fact ? (kindFor(this.#task, fact).occupies?.(fact) ?? []) : []
  }

  #takes(freed: ReadonlyMap<string, { by: number; id: FactId }>, taker: FactId, to: number | undefined): void {
    for (const name of this.#namesOf(this.#task.b.get(taker))) {
      const holder = freed.get(name)
      if (holder && holder.id !== taker) this.#link(holder.by, to, 'hard', holder.id, taker)
    }
  }
}
