import type { Diagnostic } from '../contract/diagnostics.ts'
import type { Fact, FactId } from './fact.ts'

/** `from` needs `to`: from PostgreSQL's pg_depend, or from what a kind knows beside it. */
export interface Edge {
  readonly from: FactId
  readonly to: FactId
}

export interface SnapshotHead {
  readonly database: string
  /** `server_version` and `server_version_num`, such as 150018. */
  readonly serverVersion: string
  readonly serverVersionNum: number
  readonly takenAt: string
  /** null: the whole database. */
  readonly schemas: readonly string[] | null
  /** What could not be read, or is of no kind that is modelled: reported, never dropped. */
  readonly gaps: readonly Diagnostic[]
}

const none: readonly never[] = []

/** All facts of one database at one moment, with what needs what. Immutable. */
export class Snapshot {
  readonly head: SnapshotHead
  readonly facts: ReadonlyMap<FactId, Fact>
  readonly edges: readonly Edge[]
  #children: Map<FactId, Fact[]> | undefined
  #uses: Map<FactId, FactId[]> | undefined
  #usedBy: Map<FactId, FactId[]> | undefined

  constructor(head: SnapshotHead, facts: ReadonlyMap<FactId, Fact> | Iterable<Fact>, edges: readonly Edge[]) {
    this.head = head
    this.facts = facts instanceof Map ? (facts as Map<FactId, Fact>) : new Map([...(facts as Iterable<Fact>)].map((fact) => [fact.id, fact]))
    this.edges = edges
  }

  get(id: FactId): Fact | undefined {
    return this.facts.get(id)
  }

  has(id: FactId): boolean {
    return this.facts.has(id)
  }

  /** Parts and satellites of a fact, of one kind if it is named, in the order in which they were read. */
  children(id: FactId, kind?: string): readonly Fact[] {
    this.#children ??= groupBy([...this.facts.values()], (fact) => fact.parent)
    const all = this.#children.get(id) ?? none
    return kind === undefined ? all : all.filter((fact) => fact.kind === kind)
  }

  /** What a fact needs, its parent not counted. */
  uses(id: FactId): readonly FactId[] {
    this.#uses ??= index(this.edges, 'from', 'to')
    return this.#uses.get(id) ?? none
  }

  /** What needs a fact, its children not counted. */
  usedBy(id: FactId): readonly FactId[] {
    this.#usedBy ??= index(this.edges, 'to', 'from')
    return this.#usedBy.get(id) ?? none
  }
}

function groupBy(facts: readonly Fact[], key: (fact: Fact) => FactId | null): Map<FactId, Fact[]> {
  const groups = new Map<FactId, Fact[]>()
  for (const fact of facts) {
    const of = key(fact)
    if (of === null) continue
    const group = groups.get(of)
    if (group) group.push(fact)
    else groups.set(of, [fact])
  }
  return groups
}

function index(edges: readonly Edge[], by: 'from' | 'to', other: 'from' | 'to'): Map<FactId, FactId[]> {
  const found = new Map<FactId, FactId[]>()
  for (const edge of edges) {
    const list = found.get(edge[by])
    if (list) list.push(edge[other])
    else found.set(edge[by], [edge[other]])
  }
  return found
}
