import type { Fact, FactId } from '#shared/schema/fact.ts'
import type { ReadContext, ServerFacts } from '#shared/schema/kind.ts'
import type { Addresses } from './addresses.ts'
import type { Answer } from './read-facts.ts'

/** Makes facts of rows, and knows what they belong to. */
export class FactCollector {
  readonly facts = new Map<FactId, Fact>()
  /** Edges that kinds know beside pg_depend, as pairs. */
  readonly known: [FactId, FactId][] = []
  readonly addresses: Addresses
  /** Ids that were given twice: a fault of a kind, told and not hidden. */
  readonly twice = new Set<FactId>()
  /** Facts of an extension, and what is a part of those; each with the oid of its extension's fact, unknown until that is read. */
  readonly #members = new Map<FactId, () => FactId | undefined>()
  readonly #context: ReadContext

  constructor(addresses: Addresses, server: ServerFacts) {
    this.addresses = addresses
    this.#context = {
      ...server,
      resolve: (catalog, oid, sub) => this.#resolve(addresses.catalog(catalog), oid, sub),
      edge: (from, to) => void this.known.push([from, to]),
    }
  }

  add({ task: { query }, rows }: Answer): void {
    const catalog = this.addresses.catalog(query.catalog)
    for (const row of rows) {
      const facts = query.facts(row, this.#context)
      const oid = Number(row['oid'] ?? 0)
      const belongs = !query.satellite && this.addresses.isMember(catalog, oid)
      if (belongs) for (const fact of facts) this.#members.set(fact.id, () => this.addresses.extensionOf(catalog, oid))
      else this.#keep(facts, query.satellite ? 0 : catalog, oid, Number(row['sub'] ?? 0))
    }
  }

  #keep(facts: readonly Fact[], catalog: number, oid: number, sub: number): void {
    const [first] = facts
    if (first && catalog > 0 && oid > 0) this.addresses.add(catalog, oid, sub, first.id)
    for (const fact of facts) {
      if (this.facts.has(fact.id)) this.twice.add(fact.id)
      else this.facts.set(fact.id, fact)
    }
  }

  /** Takes out what has lost its parent. Parts of an extension's objects go with it; the others are given back: their parent could not be read. */
  dropOrphans(): Fact[] {
    const lost: Fact[] = []
    for (let found = true; found;) {
      found = false
      for (const fact of this.facts.values()) {
        if (fact.parent === null || this.facts.has(fact.parent)) continue
        found = true
        this.facts.delete(fact.id)
        const member = this.#members.get(fact.parent)
        if (member) this.#members.set(fact.id, member)
        else lost.push(fact)
      }
    }
    return lost
  }

  /** The fact that stands for an id: itself, or the extension that it is a part of. */
  standIn(id: FactId | undefined): FactId | undefined {
    if (id === undefined || this.facts.has(id)) return id
    return this.#members.get(id)?.()
  }

  #resolve(catalog: number, oid: number, sub?: number): FactId | undefined {
    if (catalog === 0 || this.addresses.isMember(catalog, oid)) return undefined
    const id = this.addresses.find(catalog, oid, sub)
    return id !== undefined && this.facts.has(id) ? id : undefined
  }
}
