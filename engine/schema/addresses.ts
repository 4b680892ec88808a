import type { MemberRow } from './session.sql.ts'

/** No fact stands there. */
export const none = -1

/**
 * Which fact stands at which address of the catalog: a catalog, an oid in it and, for columns, a number. Facts are numbers here, those
 * of the collector: half a million addresses are looked up for a schema of ten thousand tables.
 */
export class Addresses {
  readonly #catalogs: ReadonlyMap<string, number>
  readonly #facts = new Map<number, Map<number, number>>()
  /** By relation, columns by their number. */
  readonly #columns = new Map<number, number[]>()
  readonly #members = new Map<number, Map<number, number>>()
  readonly #extensions: number

  constructor(catalogs: ReadonlyMap<string, number>, members: readonly MemberRow[]) {
    this.#catalogs = catalogs
    this.#extensions = this.catalog('pg_extension')
    for (const [catalog, oid, extension] of members) put(this.#members, catalog, oid, extension)
  }

  /** Oid of a catalog, as pg_depend has it; 0 where this server has none of that name. */
  catalog(name: string): number {
    return this.#catalogs.get(name) ?? 0
  }

  add(catalog: number, oid: number, sub: number, fact: number): void {
    if (sub <= 0) return put(this.#facts, catalog, oid, fact)
    let columns = this.#columns.get(oid)
    if (!columns) this.#columns.set(oid, (columns = []))
    while (columns.length < sub) columns.push(none)
    columns[sub] = fact
  }

  isMember(catalog: number, oid: number): boolean {
    return this.#members.get(catalog)?.has(oid) ?? false
  }

  /** The fact at an address; that of the relation where a column has none; that of the extension for what belongs to one. */
  find(catalog: number, oid: number, sub = 0): number {
    if (sub > 0) {
      const column = this.#columns.get(oid)?.[sub] ?? none
      if (column !== none) return column
    }
    return this.#facts.get(catalog)?.get(oid) ?? this.extensionOf(catalog, oid)
  }

  /** Every address that has a fact, as a text that is the same as long as the object lives, with the number of the fact. */
  *all(): Generator<[address: string, fact: number]> {
    for (const [catalog, facts] of this.#facts) for (const [oid, fact] of facts) yield [`${catalog}.${oid}`, fact]
    for (const [relation, columns] of this.#columns) for (const [sub, fact] of columns.entries()) if (fact !== undefined && fact !== none) yield [`column.${relation}.${sub}`, fact]
  }

  extensionOf(catalog: number, oid: number): number {
    const extension = this.#members.get(catalog)?.get(oid)
    return extension === undefined ? none : (this.#facts.get(this.#extensions)?.get(extension) ?? none)
  }
}

function put(maps: Map<number, Map<number, number>>, catalog: number, oid: number, value: number): void {
  const map = maps.get(catalog)
  if (map) map.set(oid, value)
  else maps.set(catalog, new Map([[oid, value]]))
}
