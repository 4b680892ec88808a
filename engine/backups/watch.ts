import type pg from 'pg'
import { endProcessSql, endSessionSql, watchSql, type WatchRow } from './catalog.sql.ts'

const everyMs = 500

export interface Watched {
  /** application_name of the client program. */
  application: string
  /** Server process of our own session beside it; 0 when there is none. */
  pid: number
}

/** Looks from a session of its own at what others of ours are doing. A look that fails is left out: it must never end the work. */
export class Watch {
  readonly #client: pg.Client
  readonly #sql: string
  readonly #watched: Watched
  #timer: NodeJS.Timeout | undefined
  #looking: Promise<unknown> = Promise.resolve()

  constructor(client: pg.Client, serverMajor: number, watched: Watched) {
    this.#client = client
    this.#sql = watchSql(serverMajor)
    this.#watched = watched
  }

  start(onLook: (rows: readonly WatchRow[]) => void): void {
    const look = async () => {
      const { rows } = await this.#client.query<WatchRow>(this.#sql, [this.#watched.application, this.#watched.pid])
      if (this.#timer) onLook(rows)
    }
    this.#timer = setInterval(() => {
      this.#looking = this.#looking.then(look).catch(() => {})
    }, everyMs)
  }

  /** Ends a session of ours that only reads, whatever it waits for. */
  async endProcess(pid = this.#watched.pid): Promise<void> {
    await this.#client.query(endProcessSql, [pid]).catch(() => {})
  }

  /** Stops looking; the session stays. */
  pause(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  /** Stops looking, and ends on the server what the client program may have left there; its own session stays open. */
  async stop(): Promise<void> {
    this.pause()
    await this.#looking
    await this.#client.query(endSessionSql, [this.#watched.application]).catch(() => {})
  }
}

/** For a label: who holds the lock that is waited for. */
export function waitingNote(rows: readonly WatchRow[]): string {
  const blockers = [...new Set(rows.flatMap((row) => row.blockers))]
  return blockers.length === 0 ? '' : `, waiting for a lock of server process ${blockers.join(', ')}`
}
