import type { ForeignKey, PlannedTable } from './sample-plan.ts'
import type { SampleReader } from './sample-reader.ts'
import type { Taken, TakenRowValues } from './take-rows.ts'

/** Rows of one table, those that others need included, at most. */
const mostFor = (rows: number) => Math.max(5_000, rows * 10)
/** Keys that one query asks for. */
const together = 5_000
/** Long chains, such as versions that name the one before, are followed so far. */
const mostRounds = 30
const mostMs = 3_000

/** What became of a key: the row that has it, or none that can be taken. */
type Found = { table: number; ctid: string } | null

/**
 * Takes the rows that taken rows refer to, until every foreign key is satisfied. A reference to a row that cannot be taken is cut where it
 * may be null, else its row is given up. Cycles and references of a table to itself end because no row is taken twice.
 */
export class KeyFollower {
  readonly #tables: ReadonlyMap<number, PlannedTable>
  readonly #taken: Map<number, Taken>
  readonly #reader: SampleReader
  readonly #most: number
  readonly #found = new Map<ForeignKey, Map<string, Found>>()
  readonly #given = new Set<string>()
  readonly #until = performance.now() + mostMs
  /** A key that nobody has asked for counts as satisfied, because it is asked for later. */
  #loose = true
  /** References that are null in the sample. */
  cut = 0
  /** Rows that were given up, because of the rows that they refer to. */
  givenUp = 0

  constructor(tables: ReadonlyMap<number, PlannedTable>, taken: Map<number, Taken>, reader: SampleReader, rows: number) {
    this.#tables = tables
    this.#taken = taken
    this.#reader = reader
    this.#most = mostFor(rows)
  }

  async run(): Promise<void> {
    do {
      this.#loose = await this.#follow()
    } while (this.#prune() && this.#loose)
    this.#loose = false
    while (this.#prune());
  }

  /** Round by round: the rows that were taken in one are looked at in the next. False when it was given up. */
  async #follow(): Promise<boolean> {
    let open = true
    for (let round = 0; open && round < mostRounds && performance.now() < this.#until; round += 1) {
      open = false
      for (const one of this.#taken.values()) {
        for (const key of one.table.foreignKeys) {
          const missing = this.#unknown(one, key)
          if (missing.length === 0) continue
          open = true
          await this.#resolve(key, missing)
        }
      }
    }
    return !open
  }

  /** Keys of its rows that nobody has asked for yet. */
  #unknown({ rows }: Taken, key: ForeignKey): string[][] {
    if (this.#isSatisfied(key)) return []
    const known = this.#known(key)
    const missing = new Map<string, string[]>()
    for (const { keys } of rows.values()) {
      const values = valuesOf(keys, key)
      if (!values) continue
      const name = nameOf(values)
      if (!known.has(name)) missing.set(name, values)
    }
    return [...missing.values()]
  }

  /** All rows that it can refer to are there. */
  #isSatisfied({ to }: ForeignKey): boolean {
    return this.#taken.get(to)?.whole === true
  }

  async #resolve(key: ForeignKey, missing: readonly string[][]): Promise<void> {
    const known = this.#known(key)
    const to = this.#tables.get(key.to)
    for (const values of missing) known.set(nameOf(values), null)
    if (!to?.readable) return
    const wanted = new Map<number, Set<string>>()
    for (let start = 0; start < missing.length; start += together) {
      const batch = missing.slice(start, start + together)
      for (const { n, table, ctid } of await this.#reader.places(to, key, batch)) {
        known.set(nameOf(batch[n] as string[]), { table, ctid })
        if (!this.#taken.get(table)?.rows.has(ctid)) wanted.set(table, (wanted.get(table) ?? new Set<string>()).add(ctid))
      }
    }
    for (const [table, ctids] of wanted) await this.#fetch(table, [...ctids])
  }

  async #fetch(oid: number, ctids: readonly string[]): Promise<void> {
    const one = this.#taken.get(oid)
    if (!one) return
    const allowed = ctids.filter((ctid) => !this.#given.has(`${oid} ${ctid}`)).slice(0, Math.max(0, this.#most - one.rows.size))
    if (allowed.length === 0) return
    for (const { ctid, row, keys } of await this.#reader.at(one.table, allowed)) one.rows.set(ctid, { row, keys })
  }

  /** Gives up rows whose references cannot be satisfied; true when it gave up rows of a table that was whole, which others relied on. */
  #prune(): boolean {
    let again = false
    for (let changed = true; changed; ) {
      changed = false
      for (const [oid, one] of this.#taken) {
        for (const [ctid, { keys }] of one.rows) {
          const broken = one.table.foreignKeys.filter((key) => !this.#holds(key, keys))
          if (broken.length === 0) continue
          if (broken.every(({ nullable }) => nullable)) {
            this.#cut(one, ctid, broken)
            continue
          }
          one.rows.delete(ctid)
          this.#given.add(`${oid} ${ctid}`)
          this.givenUp += 1
          changed = true
          again ||= one.whole
          one.whole = false
        }
      }
    }
    return again
  }

  #holds(key: ForeignKey, keys: readonly (string | null)[]): boolean {
    const values = valuesOf(keys, key)
    if (!values || this.#isSatisfied(key)) return true
    const found = this.#known(key).get(nameOf(values))
    // Not asked for yet: its table was whole until a moment ago, or there was no time.
    if (found === undefined) return this.#loose
    return found !== null && this.#taken.get(found.table)?.rows.has(found.ctid) === true
  }

  #cut({ rows }: Taken, ctid: string, broken: readonly ForeignKey[]): void {
    const before = rows.get(ctid) as TakenRowValues
    const cut = [...new Set([...(before.cut ?? []), ...broken.flatMap(({ at }) => at)])]
    rows.set(ctid, { ...before, keys: before.keys.map((value, at) => (cut.includes(at) ? null : value)), cut })
    this.cut += 1
  }

  #known(key: ForeignKey): Map<string, Found> {
    const known = this.#found.get(key) ?? new Map<string, Found>()
    this.#found.set(key, known)
    return known
  }
}

/** undefined: a part of it is null, so that it refers to nothing. */
function valuesOf(keys: readonly (string | null)[], { at }: ForeignKey): string[] | undefined {
  const values = at.map((index) => keys[index] ?? null)
  return values.every((value) => value !== null) ? (values as string[]) : undefined
}

function nameOf(values: readonly string[]): string {
  return values.length === 1 ? (values[0] as string) : JSON.stringify(values)
}
