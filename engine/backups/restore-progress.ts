import type { Manifest } from '#shared/contract/backups.ts'
import type { Progress } from '#shared/contract/jobs.ts'
import type { RestoreLine } from './restore-output.ts'

/** Loading is most of the work; indexes and constraints, which come after it, are the rest. */
const dataShare = 0.7
const whole = 1000

/** How far a restore is, in thousandths: the bytes of the tables loaded, and the entries of the archive that are done. */
export class RestoreProgress {
  readonly #tables: Map<string, Manifest['tables'][number]>
  readonly #bytes: number
  readonly #entries: number
  #begun = 0
  #loaded = 0
  #tablesBegun = 0
  #current: Manifest['tables'][number] | undefined
  #share = 0
  #label = 'Restoring'

  constructor(tables: Manifest['tables'], entries: number) {
    this.#tables = new Map(tables.map((table) => [`${table.schema}.${table.name}`, table]))
    this.#bytes = tables.reduce((sum, { bytes }) => sum + bytes, 0)
    this.#entries = Math.max(entries, 1)
  }

  begin({ text, table }: Extract<RestoreLine, { kind: 'entry' }>): void {
    this.#begun += 1
    this.#loaded += this.#current?.bytes ?? 0
    this.#share = 0
    this.#current = table === undefined ? undefined : this.#tables.get(table)
    if (table !== undefined) this.#tablesBegun += 1
    this.#label = table === undefined ? sentence(text) : `Loading ${table} (table ${this.#tablesBegun} of ${Math.max(this.#tables.size, this.#tablesBegun)})`
  }

  /** Rows of the COPY that runs, as the server counts them. */
  copied(rows: number | null): void {
    const all = this.#current?.rows ?? 0
    if (all > 0 && rows !== null) this.#share = Math.min(rows / all, 0.99)
  }

  at(note = ''): Progress {
    // The entry that was begun last is not done yet.
    const entries = Math.min(Math.max(this.#begun - 1, 0) / this.#entries, 1)
    const data = this.#bytes === 0 ? entries : (this.#loaded + this.#share * (this.#current?.bytes ?? 0)) / this.#bytes
    return { label: this.#label + note, done: Math.round(whole * (dataShare * Math.min(data, 1) + (1 - dataShare) * entries)), total: whole }
  }
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
