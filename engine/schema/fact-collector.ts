import type { Fact, FactId } from '#shared/schema/fact.ts'
import type { CatalogQuery, ReadContext, Row, ServerFacts } from '#shared/schema/kind.ts'
import { none, type Addresses } from './addresses.ts'

/** Makes facts of rows and numbers them in the order in which they come; knows what they are parts of. */
export class FactCollector {
  readonly addresses: Addresses
  /** Edges that kinds know beside pg_depend, as pairs. */
  readonly known: [FactId, FactId][] = []
  /** Ids that were given twice: a fault of a kind, told and not hidden. */
  readonly twice = new Set<FactId>()
  readonly #facts: Fact[] = []
  readonly #numbers = new Map<FactId, number>()
  /** In step with the facts: number of the parent. */
  readonly #parents: number[] = []
  /** Facts that were taken out, with what stands in for them: an extension, or nothing. */
  readonly #removed = new Map<number, () => number>()
  /** Facts of an extension, which are not kept, with the number of the extension. */
  readonly #members = new Map<FactId, () => number>()
  readonly #byQuery = new Map<CatalogQuery, number[]>()
  readonly #context: ReadContext

  constructor(addresses: Addresses, server: ServerFacts) {
    this.addresses = addresses
    this.#context = {
      ...server,
      resolve: (catalog, oid, sub) => this.#resolve(addresses.catalog(catalog), oid, sub),
      edge: (from, to) => void this.known.push([from, to]),
    }
  }

  /** Something that takes the rows of a query one by one. */
  sink(query: CatalogQuery): (row: Row) => void {
    const catalog = this.addresses.catalog(query.catalog)
    const numbers: number[] = []
    this.#byQuery.set(query, numbers)
    return (row) => {
      const facts = query.facts(row, this.#context)
      const oid = Number(row['oid'] ?? 0)
      if (!this.addresses.isMember(catalog, oid)) return this.#keep(facts, catalog, oid, Number(row['sub'] ?? 0), numbers)
      for (const fact of facts) this.#members.set(fact.id, () => this.addresses.extensionOf(catalog, oid))
    }
  }

  #keep(facts: readonly Fact[], catalog: number, oid: number, sub: number, numbers: number[]): void {
    if (facts.length > 0 && catalog > 0 && oid > 0) this.addresses.add(catalog, oid, sub, this.#facts.length)
    for (const fact of facts) {
      const known = this.#numbers.size
      const number = this.#facts.length
      this.#numbers.set(fact.id, number)
      if (this.#numbers.size === known) this.#refuse(fact.id)
      else {
        numbers.push(number)
        this.#facts.push(fact)
      }
    }
  }

  /** The first fact of that id stays. */
  #refuse(id: FactId): void {
    this.twice.add(id)
    this.#numbers.set(
      id,
      this.#facts.findIndex((fact) => fact.id === id),
    )
  }

  /**
   * Finds the parents of what has come since the last time, and takes out what has lost its own. Parts of an extension's objects go with
   * it; the others are given back: what they are parts of could not be read.
   */
  settle(): Fact[] {
    const before = this.#parents.length
    let [lastId, lastNumber]: [FactId, number] = ['', none]
    const orphans: number[] = []
    for (let number = before; number < this.#facts.length; number += 1) {
      const { parent } = this.#facts[number] as Fact
      if (parent === null) this.#parents.push(none)
      else {
        // Columns of one table follow each other.
        if (parent !== lastId) [lastId, lastNumber] = [parent, this.#numbers.get(parent) ?? none]
        this.#parents.push(lastNumber)
        if (lastNumber === none || this.#removed.has(lastNumber)) orphans.push(number)
      }
    }
    return this.#takeOut(orphans, before)
  }

  #takeOut(orphans: readonly number[], from: number): Fact[] {
    const lost: Fact[] = []
    for (let wave = orphans; wave.length > 0;) {
      const gone = new Set(wave)
      for (const number of wave) {
        const fact = this.#facts[number] as Fact
        const parentNumber = this.#parents[number] as number
        const standIn = this.#members.get(fact.parent ?? '') ?? this.#removed.get(parentNumber) ?? (() => none)
        this.#removed.set(number, standIn)
        if (!this.#members.has(fact.parent ?? '') && !this.#removed.has(parentNumber)) lost.push(fact)
      }
      wave = this.#parents.flatMap((parent, number) => (number >= from && gone.has(parent) && !this.#removed.has(number) ? [number] : []))
    }
    return lost
  }

  /** The fact that stands for one: itself, or the extension that it is a part of, or none. */
  standIn(number: number): number {
    if (number === none || this.#removed.size === 0) return number
    const instead = this.#removed.get(number)
    return instead ? instead() : number
  }

  /** Number of a fact that is kept, or `none`. */
  numberOf(id: FactId): number {
    const number = this.#numbers.get(id) ?? none
    return this.#removed.has(number) ? none : number
  }

  idOf(number: number): FactId {
    return (this.#facts[number] as Fact).id
  }

  parentOf(number: number): number {
    return this.#parents[number] ?? none
  }

  get count(): number {
    return this.#facts.length
  }

  /** All that is kept, in the order of the queries and of their rows: the same whichever answer came first. */
  collected(queries: readonly CatalogQuery[]): Map<FactId, Fact> {
    const facts = new Map<FactId, Fact>()
    for (const query of queries) {
      for (const number of this.#byQuery.get(query) ?? []) {
        const fact = this.#facts[number] as Fact
        if (!this.#removed.has(number)) facts.set(fact.id, fact)
      }
    }
    return facts
  }

  #resolve(catalog: number, oid: number, sub?: number): FactId | undefined {
    if (catalog === 0 || this.addresses.isMember(catalog, oid)) return undefined
    const number = this.addresses.find(catalog, oid, sub)
    return number === none || this.#removed.has(number) ? undefined : this.idOf(number)
  }
}
