import type { Fact, FactId } from '../fact.ts'
import type { ActionDraft } from '../kind.ts'
import type { Fates } from './fates.ts'
import { atSource, atTarget, kindFor, withDescendants, type Task } from './task.ts'

export type Verb = 'create' | 'drop' | 'alter' | 'rename' | 'replace'

/** One statement in the graph. */
export interface PlanNode {
  readonly index: number
  readonly draft: ActionDraft
  readonly subject: FactId
  readonly verb: Verb
  readonly creates: readonly FactId[]
  readonly destroys: readonly FactId[]
  /** First and last statement of those that belong together. */
  readonly first: number
  readonly last: number
}

export interface Span {
  readonly first: number
  readonly last: number
}

/** The statements and who does what to which fact, by index. */
export interface PlanNodes {
  readonly nodes: readonly PlanNode[]
  /** Statement after which a fact exists; `last`: after which it is complete. */
  readonly producers: ReadonlyMap<FactId, Span>
  readonly destroyers: ReadonlyMap<FactId, Span>
  readonly alterers: ReadonlyMap<FactId, readonly Span[]>
}

/** Makes the statements: drops, alterations, creations, parents before their parts. */
export function makeNodes(task: Task, fates: Fates): PlanNodes {
  return new Maker(task, fates).run()
}

class Maker {
  readonly #task: Task
  readonly #fates: Fates
  readonly #nodes: PlanNode[] = []
  readonly #producers = new Map<FactId, Span>()
  readonly #destroyers = new Map<FactId, Span>()
  readonly #alterers = new Map<FactId, Span[]>()
  readonly #rebuilt = (id: FactId): boolean => this.#fates.gone.has(id) && this.#fates.made.has(id)

  constructor(task: Task, fates: Fates) {
    this.#task = task
    this.#fates = fates
  }

  run(): PlanNodes {
    for (const { id, drafts } of this.#fates.drops) if (this.#task.apart.has(id)) this.#drop(id, drafts)
    for (const { id, drafts } of this.#fates.drops) if (!this.#task.apart.has(id)) this.#drop(id, drafts)
    for (const { id, drafts } of this.#fates.alters) this.#alter(id, 'alter', drafts)
    for (const { id, drafts } of this.#fates.drops) if (drafts.length === 0) this.#goesWith(id)
    for (const id of this.#fates.made) this.#create(id)
    return { nodes: this.#nodes, producers: this.#producers, destroyers: this.#destroyers, alterers: this.#alterers }
  }

  #add(
    subject: FactId,
    verb: Verb,
    drafts: readonly ActionDraft[],
    creates: (at: number) => readonly FactId[],
    destroys: (at: number) => readonly FactId[],
  ): Span {
    const first = this.#nodes.length
    const last = first + drafts.length - 1
    for (const [at, draft] of drafts.entries()) {
      const index = first + at
      const node = {
        index,
        draft,
        subject,
        verb,
        creates: [...creates(at), ...(draft.creates ?? [])],
        destroys: [...destroys(at), ...(draft.destroys ?? [])],
        first,
        last,
      }
      for (const id of node.creates) if (!this.#producers.has(id)) this.#producers.set(id, { first: index, last: id === subject ? last : index })
      for (const id of node.destroys) if (!this.#destroyers.has(id)) this.#destroyers.set(id, { first, last: index })
      for (const id of draft.disturbs ?? []) this.#altered(id, { first, last })
      this.#nodes.push(node)
    }
    return { first, last }
  }

  #altered(id: FactId, span: Span): void {
    const spans = this.#alterers.get(id)
    if (!spans) this.#alterers.set(id, [span])
    else if (spans.at(-1)?.first !== span.first) spans.push(span)
  }

  #drop(id: FactId, drafts: readonly ActionDraft[]): void {
    if (drafts.length === 0) return
    const fact = this.#task.a.get(id) as Fact
    const stub = this.#task.stubs.has(id) ? kindFor(this.#task, fact).stub?.(fact, atSource(this.#task, this.#rebuilt)) : null
    if (stub) this.#alter(id, 'replace', stub.placeholder)
    const parts = withDescendants(this.#task.a, id).filter((part) => !this.#destroyers.has(part))
    this.#add(
      id,
      'drop',
      drafts,
      () => [],
      (at) => (at === drafts.length - 1 ? parts : []),
    )
  }

  /** What goes by itself goes with what it is a part of, belongs to or uses, or when that is altered. */
  #goesWith(id: FactId): void {
    if (this.#destroyers.has(id)) return
    const fact = this.#task.a.get(id)
    const owner = fact?.data['ownedBy']
    for (const taker of [fact?.parent, typeof owner === 'string' ? owner : undefined, ...this.#task.a.uses(id)]) {
      const span = taker ? (this.#destroyers.get(taker) ?? (taker === fact?.parent ? this.#alterers.get(taker)?.at(-1) : undefined)) : undefined
      if (!span) continue
      for (const part of withDescendants(this.#task.a, id)) this.#destroyers.set(part, span)
      return
    }
  }

  #alter(id: FactId, verb: Verb, drafts: readonly ActionDraft[]): void {
    if (drafts.length > 0)
      this.#altered(
        id,
        this.#add(
          id,
          verb,
          drafts,
          () => [],
          () => [],
        ),
      )
  }

  #create(id: FactId): void {
    if (this.#producers.has(id)) return
    const fact = this.#task.b.get(id)
    if (!fact) return
    if (fact.parent !== null && this.#fates.made.has(fact.parent)) this.#create(fact.parent)
    if (this.#producers.has(id)) return
    const kind = kindFor(this.#task, fact)
    const at = atTarget(this.#task, this.#rebuilt)
    const stub = this.#task.stubs.has(id) ? kind.stub?.(fact, at) : null
    this.#add(
      id,
      'create',
      stub?.placeholder ?? kind.create(fact, at),
      (nth) => (nth === 0 ? [id] : []),
      () => [],
    )
    if (stub) this.#alter(id, 'replace', stub.fill)
  }
}
