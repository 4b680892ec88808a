import type { FactId } from '#shared/schema/fact.ts'
import type { Edge } from '#shared/schema/snapshot.ts'
import type { FactCollector } from './fact-collector.ts'

/** A row of pg_depend has seven fields; they lie one after the other in one array. */
const fields = 7

/** Codes of the letters in pg_depend.deptype. */
const [normal, auto, internal, partitionPrimary, partitionSecondary, extension] = ['n', 'a', 'i', 'P', 'S', 'x'].map((letter) => letter.charCodeAt(0)) as [
  number,
  number,
  number,
  number,
  number,
  number,
]

/** The stronger, the surer it is that the object is a piece of what it depends on. */
const strength = new Map([
  [internal, 4],
  [partitionPrimary, 3],
  [partitionSecondary, 2],
  [auto, 1],
  [extension, 0],
  [normal, 0],
])

/** Catalogs whose rows belong to two objects at once; the owner is the one of a catalog named here. */
const belongsTo: Readonly<Record<string, readonly string[]>> = {
  pg_publication_rel: ['pg_publication'],
  pg_publication_namespace: ['pg_publication'],
  pg_amop: ['pg_opclass', 'pg_opfamily'],
  pg_amproc: ['pg_opclass', 'pg_opfamily'],
}

/** Catalogs of pieces that PostgreSQL ties to their owners by a dependency of the kind auto only, as it ties indexes and policies to tables. */
const pieces = ['pg_attrdef', ...Object.keys(belongsTo)]

/** What pg_depend says, packed by `dependenciesSql`. */
export class Dependencies {
  readonly #rows: Float64Array
  readonly #collector: FactCollector
  /** By catalog and oid, the row of which an object without a fact is a piece. */
  readonly #aliases = new Map<number, Map<number, number>>()

  constructor(packed: readonly (string | null)[], collector: FactCollector) {
    this.#rows = unpack(packed)
    this.#collector = collector
    this.#findAliases()
  }

  /** Edges between facts: each once, none to itself, none between a part and what it is a part of. */
  edges(): Edge[] {
    const found = new EdgeSet(this.#collector)
    const rows = this.#rows
    const { addresses } = this.#collector
    const relations = addresses.catalog('pg_class')
    for (let at = 0; at < rows.length; at += fields) {
      const [catalog, oid, sub] = [rows[at] as number, rows[at + 1] as number, rows[at + 2] as number]
      if (addresses.isMember(catalog, oid)) continue
      const from = this.find(catalog, oid, sub)
      if (from === undefined) continue
      // A sequence that a column owns: the sequence says so itself, and it does not need the column.
      if (rows[at + 6] === auto && catalog === relations && rows[at + 3] === relations && from.startsWith('sequence:')) continue
      found.add(from, this.find(rows[at + 3] as number, rows[at + 4] as number, rows[at + 5] as number))
    }
    for (const [from, to] of this.#collector.known) found.add(from, to)
    return found.edges
  }

  /** The fact at an address, or the fact that the object there is a piece of. */
  find(catalog: number, oid: number, sub: number): FactId | undefined {
    const rows = this.#rows
    for (let depth = 0; depth < 8; depth += 1) {
      const id = this.#collector.standIn(this.#collector.addresses.find(catalog, oid, sub))
      if (id !== undefined) return id
      const alias = this.#aliases.get(catalog)?.get(oid)
      if (alias === undefined) return undefined
      catalog = rows[alias + 3] as number
      oid = rows[alias + 4] as number
      sub = rows[alias + 5] as number
    }
    return undefined
  }

  /** Objects that depend on something and for which no fact stands, in the schemas that were read. */
  unclaimed(): { catalog: number; oid: number }[] {
    const rows = this.#rows
    const { addresses } = this.#collector
    const schemas = addresses.catalog('pg_namespace')
    const loose = new Set(pieces.map((name) => addresses.catalog(name)))
    // What is tied by auto alone stands for itself if the object that it is tied to does.
    const isPiece = (catalog: number, oid: number) => {
      const alias = this.#aliases.get(catalog)?.get(oid)
      return (
        alias !== undefined &&
        (rows[alias + 6] !== auto || loose.has(catalog) || addresses.find(rows[alias + 3] as number, rows[alias + 4] as number) === undefined)
      )
    }
    const seen = new Map<string, { catalog: number; oid: number } | null>()
    for (let at = 0; at < rows.length; at += fields) {
      const [catalog, oid] = [rows[at] as number, rows[at + 1] as number]
      const key = `${catalog} ${oid}`
      if (seen.get(key) === null) continue
      const inForeignSchema = rows[at + 3] === schemas && addresses.find(schemas, rows[at + 4] as number) === undefined
      if (inForeignSchema || isPiece(catalog, oid) || addresses.find(catalog, oid) !== undefined || addresses.isMember(catalog, oid)) seen.set(key, null)
      else seen.set(key, { catalog, oid })
    }
    return [...seen.values()].filter((place) => place !== null)
  }

  #findAliases(): void {
    const rows = this.#rows
    const { addresses } = this.#collector
    const owners = new Map(Object.entries(belongsTo).map(([piece, owner]) => [addresses.catalog(piece), owner.map((name) => addresses.catalog(name))]))
    for (let at = 0; at < rows.length; at += fields) {
      const [catalog, oid, target] = [rows[at] as number, rows[at + 1] as number, rows[at + 3] as number]
      const power = strength.get(rows[at + 6] as number) ?? 0
      if (power === 0 || rows[at + 2] !== 0 || addresses.find(catalog, oid) !== undefined) continue
      let aliases = this.#aliases.get(catalog)
      if (!aliases) this.#aliases.set(catalog, (aliases = new Map()))
      const before = aliases.get(oid)
      const weaker = before !== undefined && (strength.get(rows[before + 6] as number) ?? 0) >= power && !owners.get(catalog)?.includes(target)
      if (!weaker) aliases.set(oid, at)
    }
  }
}

function unpack(packed: readonly (string | null)[]): Float64Array {
  const chunks = packed.filter((text) => text !== null && text !== '') as string[]
  let count = 0
  for (const text of chunks) {
    count += 1
    for (let at = text.indexOf(' '); at !== -1; at = text.indexOf(' ', at + 1)) count += 1
  }
  const values = new Float64Array(count)
  let next = 0
  for (const text of chunks) {
    let number = 0
    for (let at = 0; at <= text.length; at += 1) {
      const code = at < text.length ? text.charCodeAt(at) : 32
      if (code === 32) {
        values[next] = number
        next += 1
        number = 0
      } else if (code >= 48 && code <= 57) number = number * 10 + (code - 48)
      else number = code
    }
  }
  return values
}

/** Edges, each once. */
class EdgeSet {
  readonly edges: Edge[] = []
  readonly #collector: FactCollector
  readonly #seen = new Map<FactId, Set<FactId>>()

  constructor(collector: FactCollector) {
    this.#collector = collector
  }

  add(from: FactId, to: FactId | undefined): void {
    const { facts } = this.#collector
    if (to === undefined || from === to || !facts.has(from) || !facts.has(to)) return
    if (this.#isWithin(from, to) || this.#isWithin(to, from)) return
    const targets = this.#seen.get(from)
    if (targets?.has(to)) return
    if (targets) targets.add(to)
    else this.#seen.set(from, new Set([to]))
    this.edges.push({ from, to })
  }

  #isWithin(id: FactId, ancestor: FactId): boolean {
    const { facts } = this.#collector
    for (let parent = facts.get(id)?.parent; parent; parent = facts.get(parent)?.parent) if (parent === ancestor) return true
    return false
  }
}
