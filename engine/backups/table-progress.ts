import type { Progress } from '#shared/contract/jobs.ts'

export interface TableSize {
  schema: string
  name: string
  bytes: number
}

/** How far a dump or the loading of one is, from the tables begun so far and their sizes. Pure: the clock is given. */
export class TableProgress {
  readonly #verb: string
  readonly #sizes: Map<string, number>
  readonly #rows = new Map<string, number>()
  readonly #total: number
  readonly #startedAt: number
  #finished = 0
  #current: string | undefined
  #share = 0

  /** `verb` begins the label: "Dumping". */
  constructor(verb: string, tables: readonly TableSize[], startedAt: number) {
    this.#verb = verb
    this.#sizes = new Map(tables.map(({ schema, name, bytes }) => [`${schema}.${name}`, bytes]))
    this.#total = tables.reduce((sum, { bytes }) => sum + bytes, 0)
    this.#startedAt = startedAt
  }

  knowRows(table: string, rows: number): void {
    this.#rows.set(table, rows)
  }

  /** Data of a table begins: all of the one before has been done. */
  begin(table: string): void {
    this.#finished += this.#sizes.get(this.#current ?? '') ?? 0
    this.#current = table
    this.#share = 0
  }

  /** What the server says of the running COPY. Rows are exact; bytes are those of the text form and only near the size of the table. */
  copied(bytes: number | null, rows: number | null): void {
    const all = this.#rows.get(this.#current ?? '')
    const size = this.#sizes.get(this.#current ?? '') ?? 0
    const share = all !== undefined && all > 0 && rows !== null ? rows / all : size > 0 && bytes !== null ? bytes / size : 0
    this.#share = Math.max(this.#share, Math.min(share, 0.99))
  }

  /** `note` is added to the label. */
  at(now: number, note = ''): Progress {
    const done = Math.min(this.#finished + this.#share * (this.#sizes.get(this.#current ?? '') ?? 0), this.#total)
    const label = this.#current === undefined ? 'Reading the schema' : `${this.#verb} ${this.#current}`
    return { label: label + note, done: Math.round(done), total: this.#total, unit: 'bytes', ...this.#speed(done, now) }
  }

  /** Said only once there is something to go by. */
  #speed(done: number, now: number): Pick<Progress, 'rate' | 'secondsLeft'> {
    const seconds = (now - this.#startedAt) / 1000
    if (seconds < 3 || done < this.#total * 0.02) return {}
    const rate = done / seconds
    return { rate: Math.round(rate), secondsLeft: Math.ceil((this.#total - done) / rate) }
  }
}
