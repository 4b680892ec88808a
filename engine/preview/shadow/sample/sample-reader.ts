import pg from 'pg'
import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import { shadowNote } from '../failures.ts'
import { byIndexSql, firstRowsSql, limitTimeSql, placesSql, rollbackToSql, rowsAtSql, savepointSql, type FirstRows, type PlaceRow, type TakenRow } from './sample.sql.ts'
import type { ForeignKey, PlannedTable } from './sample-plan.ts'

/** Tables that one query reads. */
const together = 40
/** Milliseconds for one query. */
const patience = 2_500
/** Names that a note names. */
const mostNamed = 8

interface Failed {
  table: string
  problem: string
}

/** Reads rows of the target within a transaction. A table that cannot be read or takes too long is left out and told of. */
export class SampleReader {
  readonly #client: pg.Client
  readonly #failed: Failed[] = []
  #byIndex = false

  constructor(client: pg.Client) {
    this.#client = client
  }

  /** The rows by place in `wanted`. */
  async first(wanted: readonly FirstRows[]): Promise<Map<number, TakenRow[]>> {
    const found = new Map<number, TakenRow[]>()
    for (let start = 0; start < wanted.length; start += together) {
      const batch = wanted.slice(start, start + together)
      const rows = await this.#guarded<TakenRow>(firstRowsSql(batch), [])
      if (Array.isArray(rows)) for (const row of rows) add(found, start + row.at, row)
      else await this.#oneByOne(batch, start, found)
    }
    return found
  }

  /** Rows of a table by their places in it. */
  async at({ name, shape }: PlannedTable, ctids: readonly string[]): Promise<TakenRow[]> {
    const rows = await this.#guarded<TakenRow>(rowsAtSql(name, shape), [ctids])
    if (Array.isArray(rows)) return rows
    this.#failed.push({ table: name, problem: rows.problem })
    return []
  }

  /** Where rows with those keys are; each key is a list of values in the order of the foreign key. */
  async places(to: PlannedTable, { referenced, types }: ForeignKey, keys: readonly (readonly string[])[]): Promise<PlaceRow[]> {
    if (!this.#byIndex) await this.#client.query(byIndexSql)
    this.#byIndex = true
    const rows = await this.#guarded<PlaceRow>(placesSql(to.name, to.partitioned, referenced, types), referenced.map((_, index) => keys.map((key) => key[index])))
    if (Array.isArray(rows)) return rows
    this.#failed.push({ table: to.name, problem: rows.problem })
    return []
  }

  notes(): Diagnostic[] {
    const problems = [...new Set(this.#failed.map(({ problem }) => problem))]
    return problems.map((problem) => {
      const names = [...new Set(this.#failed.filter((one) => one.problem === problem).map(({ table }) => table))]
      const more = names.length > mostNamed ? ` and ${names.length - mostNamed} more` : ''
      return shadowNote('sample-unreadable', 'warning', `No rows were taken of ${names.slice(0, mostNamed).join(', ')}${more}: ${problem}`, { params: { tables: names.length } })
    })
  }

  async #oneByOne(batch: readonly FirstRows[], start: number, found: Map<number, TakenRow[]>): Promise<void> {
    for (const [index, one] of batch.entries()) {
      const rows = await this.#guarded<TakenRow>(firstRowsSql([one]), [])
      if (Array.isArray(rows)) for (const row of rows) add(found, start + index, row)
      else this.#failed.push({ table: one.table, problem: rows.problem })
    }
  }

  /** A failure leaves the transaction as it was. A lost connection is no failure of a table. */
  async #guarded<R extends pg.QueryResultRow>(sql: string, values: unknown[]): Promise<R[] | { problem: string }> {
    await this.#client.query(`${savepointSql}; ${limitTimeSql(patience)}`)
    try {
      return (await this.#client.query<R>(sql, values)).rows
    } catch (thrown) {
      if (!(thrown instanceof pg.DatabaseError)) throw thrown
      await this.#client.query(rollbackToSql)
      const problem = thrown.code === '57014' ? 'it took too long' : thrown.code === '55P03' ? 'it is locked' : thrown.message
      return { problem }
    }
  }
}

function add(found: Map<number, TakenRow[]>, at: number, row: TakenRow): void {
  const rows = found.get(at)
  if (rows) rows.push(row)
  else found.set(at, [row])
}
