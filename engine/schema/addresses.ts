import type { FactId } from '#shared/schema/fact.ts'
import type { MemberRow } from './session.sql.ts'

/** Which fact stands at which address of the catalog: a catalog, an oid in it and, for columns, a number. */
export class Addresses {
  readonly #catalogs: ReadonlyMap<string, number>
  readonly #facts = new Map<number, Map<number, FactId>>()
  /** By relation, columns by their number. */
  readonly #columns = new Map<number, FactId[]>()
  readonly #members = new Map<number, Map<number, number>>()
  readonly #extensions: number

  constructor(catalogs: ReadonlyMap<string, number>, members: readonly MemberRow[]) {
    this.#catalogs = catalogs
    this.#extensions = catalogs.get('pg_extension') ?? 0
    for (const [catalog, oid, extension] of members) put(this.#members, catalog, oid, extension)
  }

  /** Oid of a catalog, as pg_depend has it; 0 where this server has none of that name. */
  catalog(name: string): number {
    return this.#catalogs.get(name) ?? 0
  }

  add(catalog: number, oid: number, sub: number, id: FactId): void {
    if (sub === 0) return put(this.#facts, catalog, oid, id)
    const columns = this.#columns.get(oid)
    if (columns) columns[sub] = id
    else {
      const made: FactId[] = []
      made[sub] = id
      this.#columns.set(oid, made)
    }
  }

  isMember(catalog: number, oid: number): boolean {
    return this.#members.get(catalog)?.has(oid) ?? false
  }

  /** The fact at an address; that of the relation where a column has none; that of the extension for what belongs to one. */
  find(catalog: number, oid: number, sub = 0): FactId | undefined {
    if (sub > 0) {
      const column = this.#columns.get(oid)?.[sub]
      if (column !== undefined) return column
    }
    const own = this.#facts.get(catalog)?.get(oid)
    if (own !== undefined) return own
    return this.extensionOf(catalog, oid)
  }

  extensionOf(catalog: number, oid: number): FactId | undefined {
    const extension = this.#members.get(catalog)?.get(oid)
    return extension === undefined ? undefined : this.#facts.get(this.#extensions)?.get(extension)
  }
}

function put<T>(maps: Map<number, Map<number, T>>, catalog: number, oid: number, value: T): void {
  const map = maps.get(catalog)
  if (map) map.set(oid, value)
  else maps.set(catalog, new Map([[oid, value]]))
}
