import type { Progress } from '#shared/contract/jobs.ts'

export interface TableSize {
  schema: string
  name: string
  bytes: number
}

interface Copying {
  table: string
  share: number
  /** The server said at the last look that it is being copied. */
  seen: boolean
}

/** What the server says of a COPY that runs; `table` is null where it does not say which. */
export interface Copied {
  table: string | null
  bytes: number | null
  rows: number | null
}

/** How far a dump or the loading of one is, from the tables begun so far and their sizes. Pure: the clock is given. */
export class TableProgress {
  readonly #verb: string
  readonly #sizes: Map<string, number>
  readonly #rows = new Map<string, number>()
  readonly #total: number
  readonly #startedAt: number
  readonly #jobs: number
  readonly #current: Copying[] = []
  #begun = 0
  #finished = 0

  /** `verb` begins the label: "Dumping". */
  constructor(verb: string, tables: readonly TableSize[], startedAt: number, jobs = 1) {
    this.#verb = verb
    this.#sizes = new Map(tables.map(({ schema, name, bytes }) => [`${schema}.${name}`, bytes]))
    this.#total = tables.reduce((sum, { bytes }) => sum + bytes, 0)
    this.#startedAt = startedAt
    this.#jobs = jobs
  }

  knowRows(table: string, rows: number): void {
    this.#rows.set(table, rows)
  }

  /** Data of a table begins: where every job had one, one of those has been done; rather one that the server did not name any more. */
  begin(table: string): void {
    this.#begun += 1
    if (this.#current.length === this.#jobs) {
      const ended = Math.max(this.#current.findIndex(({ seen }) => !seen), 0)
      for (const { table: done } of this.#current.splice(ended, 1)) this.#finished += this.#sizes.get(done) ?? 0
    }
    this.#current.push({ table, share: 0, seen: true })
  }

  /** What the server says of those that run. Rows are exact; bytes are those of the text form and only near the size of the table. */
  copied(copies: readonly Copied[]): void {
    const [only] = this.#current
    const named = copies.map((copy) => (copy.table === null && this.#current.length === 1 && only ? { ...copy, table: only.table } : copy))
    for (const current of this.#current) {
      const copy = named.find(({ table }) => table === current.table)
      current.seen = copy !== undefined
      if (copy) current.share = Math.max(current.share, this.#shareOf(current.table, copy))
    }
  }

  #shareOf(table: string, { bytes, rows }: Copied): number {
    const all = this.#rows.get(table)
    const size = this.#sizes.get(table) ?? 0
    const share = all !== undefined && all > 0 && rows !== null ? rows / all : size > 0 && bytes !== null ? bytes / size : 0
    return Math.min(share, 0.99)
  }

  /** `note` is added to the label. */
  at(now: number, note = ''): Progress {
    const running = this.#current.reduce((sum, { table, share }) => sum + share * (this.#sizes.get(table) ?? 0), 0)
    const done = Math.min(this.#finished + running, this.#total)
    return { label: this.#label() + note, done: Math.round(done), total: this.#total, unit: 'bytes', ...this.#speed(done, now) }
  }

  #label(): string {
    const last = this.#current.at(-1)
    if (!last) return 'Reading the schema'
    const place = this.#sizes.size > 1 ? ` (table ${this.#begun} of ${Math.max(this.#sizes.size, this.#begun)})` : ''
    return `${this.#verb} ${last.table}${place}`
  }

  /** Said only once there is something to go by. */
  #speed(done: number, now: number): Pick<Progress, 'rate' | 'secondsLeft'> {
    const seconds = (now - this.#startedAt) / 1000
    if (seconds < 3 || done < this.#total * 0.02) return {}
    const rate = done / seconds
    return { rate: Math.round(rate), secondsLeft: Math.ceil((this.#total - done) / rate) }
  }
}
