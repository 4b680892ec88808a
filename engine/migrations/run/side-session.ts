import type pg from 'pg'
import type { Environment } from '#shared/contract/environments.ts'
import type { Engine } from '../../engine.ts'
import { connect } from '../../postgres/connect.ts'
import { blockersSql, cancelSessionSql, terminateSessionSql } from './run.sql.ts'

export interface Blocker {
  pid: number
  user: string | null
  application: string | null
  state: string | null
  /** Start of its transaction. */
  since: Date | null
}

/** A second session on the same server, opened when first needed: it can see and act while the first one waits. */
export class SideSession {
  readonly #engine: Pick<Engine, 'vault' | 'actor'>
  readonly #environment: Environment
  #client: Promise<pg.Client> | undefined

  constructor(engine: Pick<Engine, 'vault' | 'actor'>, environment: Environment) {
    this.#engine = engine
    this.#environment = environment
  }

  /** Who stands in the way of a session now; empty when nobody does or it cannot be asked. */
  async blockers(pid: number): Promise<Blocker[]> {
    return this.#ask<Blocker>(blockersSql, [pid])
  }

  /** Asks the server to cancel what a session does. */
  async cancel(pid: number): Promise<void> {
    await this.#ask(cancelSessionSql, [pid])
  }

  /** Ends a session for good. */
  async terminate(pid: number): Promise<void> {
    await this.#ask(terminateSessionSql, [pid])
  }

  async end(): Promise<void> {
    const client = this.#client
    this.#client = undefined
    await client?.then((open) => open.end()).catch(() => {})
  }

  async #ask<R extends pg.QueryResultRow>(sql: string, values: unknown[]): Promise<R[]> {
    try {
      this.#client ??= connect(this.#engine, this.#environment, { purpose: 'watch' })
      return (await (await this.#client).query<R>(sql, values)).rows
    } catch {
      this.#client = undefined
      return []
    }
  }
}

/** "session 4711 (psql, user bob, idle in transaction since 12:03:09)" */
export function describeBlocker({ pid, user, application, state, since }: Blocker): string {
  const words = [application || undefined, user ? `user ${user}` : undefined, [state, since && `since ${since.toISOString()}`].filter(Boolean).join(' ') || undefined]
  const known = words.filter((word) => word !== undefined).join(', ')
  return known ? `session ${pid} (${known})` : `session ${pid}`
}
