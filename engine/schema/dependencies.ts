import type { Edge } from '#shared/schema/snapshot.ts'
import { none } from './addresses.ts'
import { EdgeSet } from './edge-set.ts'
import type { FactCollector } from './fact-collector.ts'
import { unpackNumbers, type PackedRow } from './packed-rows.ts'

/** A row of pg_depend has seven fields; they lie one after the other in one array. */
const fields = 7

/** Codes of the letters in pg_depend.deptype. */
const [auto, internal, partitionPrimary, partitionSecondary] = ['a', 'i', 'P', 'S'].map((letter) => letter.charCodeAt(0)) as [number, number, number, number]

/** The stronger, the surer it is that the object is a piece of what it depends on. */
const strength: readonly (readonly [type: number, power: number])[] = [
  [internal, 4],
  [partitionPrimary, 3],
  [partitionSecondary, 2],
  [auto, 1],
]

/** Catalogs whose rows belong to two objects at once; the owner is the one of a catalog named here. */
const belongsTo: Readonly<Record<string, readonly string[]>> = {
  pg_publication_rel: ['pg_publication'],
  pg_publication_namespace: ['pg_publication'],
  pg_amop: ['pg_opclass', 'pg_opfamily'],
  pg_amproc: ['pg_opclass', 'pg_opfamily'],
}

/** Catalogs of pieces that PostgreSQL ties to their owners by a dependency of the kind auto only, as it ties indexes and policies to tables. */
const pieces = ['pg_attrdef', ...Object.keys(belongsTo)]

/** Address of an object: oid of its catalog, and its own. */
export interface Place {
  catalog: number
  oid: number
}

/** What pg_depend says. */
export class Dependencies {
  readonly #rows: Uint32Array
  readonly #collector: FactCollector
  /** By catalog and oid, the row of which an object without a fact is a piece. */
  readonly #aliases = new Map<number, Map<number, number>>()

  /** `packed`: as `dependenciesSql` gives it. */
  constructor(packed: readonly PackedRow[], collector: FactCollector) {
    this.#rows = unpackNumbers(packed, fields)
    this.#collector = collector
    this.#findAliases()
  }

  /** Edges between facts: each once, none to itself, none between a part and what it is a part of. */
  edges(): Edge[] {
    const collector = this.#collector
    const { addresses } = collector
    const found = new EdgeSet(collector)
    const rows = this.#rows
    const relations = addresses.catalog('pg_class')
    for (let at = 0; at < rows.length; at += fields) {
      const [catalog, oid] = [rows[at] as number, rows[at + 1] as number]
      if (addresses.isMember(catalog, oid)) continue
      const from = this.find(catalog, oid, rows[at + 2] as number)
      if (from === none) continue
      // A sequence that a column owns: the sequence says so itself, and it does not need the column.
      const isOwned =
        rows[at + 6] === auto && catalog === relations && rows[at + 3] === relations && rows[at + 5] !== 0 && collector.idOf(from).startsWith('sequence:')
      if (!isOwned) found.add(from, this.find(rows[at + 3] as number, rows[at + 4] as number, rows[at + 5] as number))
    }
    for (const [from, to] of collector.known) found.add(collector.numberOf(from), collector.numberOf(to))
    return found.edges()
  }

  /** Number of the fact at an address, or of the fact that the object there is a piece of, or `none`. */
  find(catalog: number, oid: number, sub: number): number {
    const rows = this.#rows
    for (let depth = 0; depth < 8; depth += 1) {
      const number = this.#collector.standIn(this.#collector.addresses.find(catalog, oid, sub))
      if (number !== none) return number
      const alias = this.#aliases.get(catalog)?.get(oid)
      if (alias === undefined) return none
      catalog = rows[alias + 3] as number
      oid = rows[alias + 4] as number
      sub = rows[alias + 5] as number
    }
    return none
  }

  /** Objects that depend on something and for which no fact stands, in the schemas that were read. */
  unclaimed(): Place[] {
    const rows = this.#rows
    const { addresses } = this.#collector
    const schemas = addresses.catalog('pg_namespace')
    const loose = new Set(pieces.map((name) => addresses.catalog(name)))
    // What is tied by auto alone stands for itself if the object that it is tied to does.
    const isPiece = (catalog: number, oid: number) => {
      const alias = this.#aliases.get(catalog)?.get(oid)
      return (
        alias !== undefined && (rows[alias + 6] !== auto || loose.has(catalog) || addresses.find(rows[alias + 3] as number, rows[alias + 4] as number) === none)
      )
    }
    const open = new Map<string, Place | undefined>()
    for (let at = 0; at < rows.length; at += fields) {
      const [catalog, oid] = [rows[at] as number, rows[at + 1] as number]
      if (addresses.find(catalog, oid) !== none || isPiece(catalog, oid) || addresses.isMember(catalog, oid)) continue
      const key = `${catalog} ${oid}`
      const isElsewhere = rows[at + 3] === schemas && addresses.find(schemas, rows[at + 4] as number) === none
      if (isElsewhere) open.set(key, undefined)
      else if (!open.has(key)) open.set(key, { catalog, oid })
    }
    return [...open.values()].filter((place) => place !== undefined)
  }

  #findAliases(): void {
    const rows = this.#rows
    const { addresses } = this.#collector
    const powers = new Uint8Array(128)
    for (const [type, power] of strength) powers[type] = power
    const owners = new Map(Object.entries(belongsTo).map(([piece, owner]) => [addresses.catalog(piece), owner.map((name) => addresses.catalog(name))]))
    for (let at = 0; at < rows.length; at += fields) {
      const power = powers[rows[at + 6] as number] as number
      if (power === 0 || rows[at + 2] !== 0) continue
      const [catalog, oid] = [rows[at] as number, rows[at + 1] as number]
      if (addresses.find(catalog, oid) !== none) continue
      let aliases = this.#aliases.get(catalog)
      if (!aliases) this.#aliases.set(catalog, (aliases = new Map()))
      const before = aliases.get(oid)
      const weaker = before !== undefined && (powers[rows[before + 6] as number] as number) >= power && !owners.get(catalog)?.includes(rows[at + 3] as number)
      if (!weaker) aliases.set(oid, at)
    }
  }
}
