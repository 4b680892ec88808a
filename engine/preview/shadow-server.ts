import { randomBytes } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import pg from 'pg'
import { AppError } from '#shared/contract/app-error.ts'
import type { Environment } from '#shared/contract/environments.ts'
import { createDatabaseSql, databaseExistsSql, dropDatabaseSql, freeTimeoutsSql, type DatabaseLocale } from '../backups/catalog.sql.ts'
import { connectBeside } from '../backups/new-database.ts'
import type { Shadow } from './shadow-database.ts'
import type { ShadowPlace } from './shadow-place.ts'
import { abandonedCountSql, copyDatabaseSql } from './shadow.sql.ts'

/** Databases under this name are ours and are thrown away. */
export const shadowPrefix = 'strata_shadow_'

/** The databases that one user of a shadow makes on a server. While its session is open, nobody takes them for abandoned. */
export class ShadowServer {
  readonly place: ShadowPlace
  readonly #base: string
  readonly #purpose: string
  readonly #names = new Set<string>()
  #session: pg.Client
  #count = 0
  /** It did not come back in time: what is dropped after that is not waited for again. */
  #gone = false
  #last: Promise<unknown> = Promise.resolve()

  private constructor(place: ShadowPlace, token: string, session: pg.Client) {
    this.place = place
    this.#base = shadowPrefix + token
    this.#purpose = purposeOf(token)
    this.#session = session
  }

  /** Throws the errors of connections. */
  static async open(place: ShadowPlace, signal: AbortSignal): Promise<ShadowServer> {
    const token = randomBytes(6).toString('hex')
    const session = await connectBeside(place.engine, place.environment, purposeOf(token), signal)
    await session.query(freeTimeoutsSql).catch(() => {})
    return new ShadowServer(place, token, session)
  }

  /** How many shadows on this server nobody tends any more. */
  async abandoned(): Promise<number> {
    const { rows } = await this.beside((session) => session.query<{ abandoned: number }>(abandonedCountSql, [shadowPrefix]))
    return rows[0]?.abandoned ?? 0
  }

  /** An empty database as the server makes them. Throws `shadow_unavailable`, `shadow_failed`, `disk_full`. */
  async create(): Promise<string> {
    return this.#make((name) => createDatabaseSql(name, undefined))
  }

  /** An empty database of that encoding and locale; undefined where the server cannot make one. Throws as `create`. */
  async createAs(encoding: string, locale?: DatabaseLocale): Promise<string | undefined> {
    return this.#make((name) => createDatabaseSql(name, encoding, locale)).catch((thrown: unknown) => {
      if (thrown instanceof AppError && isLocaleProblem(thrown.cause)) return undefined
      throw thrown
    })
  }

  /** A database equal to another one that was made here. Throws as `create`. */
  async copy(template: string): Promise<string> {
    return this.#make((name) => copyDatabaseSql(name, template))
  }

  async has(name: string): Promise<boolean> {
    const { rowCount } = await this.beside((session) => session.query(databaseExistsSql, [name])).catch(() => ({ rowCount: 0 }))
    return rowCount === 1
  }

  /** Does what is done beside the databases, one thing after another. */
  async beside<T>(work: (session: pg.Client) => Promise<T>): Promise<T> {
    const mine = this.#last.then(() => work(this.#session))
    this.#last = mine.catch(() => {})
    return mine
  }

  /** Never throws: what cannot be dropped now is found by its name later. */
  async drop(name: string): Promise<void> {
    this.#names.delete(name)
    await this.beside((session) => session.query(dropDatabaseSql(name))).catch(() => this.#dropAnew(name))
  }

  /** Drops all that was made here. Never throws. */
  async close(): Promise<void> {
    for (const name of this.#names) await this.drop(name)
    await this.#session.end().catch(() => {})
  }

  /** A database of this server as an environment. */
  shadow(name: string): Shadow {
    const { engine, environment, major, superuser } = this.place
    return { engine, environment: inDatabase(environment, name), major, superuser }
  }

  async #make(statement: (name: string) => string): Promise<string> {
    const name = this.#count === 0 ? this.#base : `${this.#base}_${this.#count}`
    this.#count += 1
    this.#names.add(name)
    try {
      await this.beside((session) => session.query(statement(name)))
      return name
    } catch (thrown) {
      this.#names.delete(name)
      throw makingError(thrown, this.place)
    }
  }

  /** From a new session when the old one is lost. A server that starts again is waited for. */
  async #dropAnew(name: string): Promise<void> {
    const again = await this.#reconnect(AbortSignal.timeout(10_000))
    this.#gone = again === undefined
    if (!again) return
    await again.query(dropDatabaseSql(name)).catch(() => {})
    await this.#session.end().catch(() => {})
    this.#session = again
  }

  async #reconnect(limit: AbortSignal): Promise<pg.Client | undefined> {
    const { engine, environment } = this.place
    do {
      const session = await connectBeside(engine, environment, this.#purpose, limit).catch(() => undefined)
      if (session) return session
      await setTimeout(pauseMs)
    } while (!limit.aborted && !this.#gone)
    return undefined
  }
}

/** Between two tries to reach a server that was lost. */
const pauseMs = 500

function purposeOf(token: string): string {
  return `shadow ${token}`
}

function inDatabase(environment: Environment, database: string): Environment {
  return { ...environment, connection: { ...environment.connection, database } }
}

function makingError(thrown: unknown, { title, major }: ShadowPlace): AppError {
  const problem = thrown instanceof Error ? thrown.message : String(thrown)
  if (!(thrown instanceof pg.DatabaseError)) return new AppError('shadow_failed', { problem: `the connection to ${title} was lost: ${problem}` }, { cause: thrown })
  if (thrown.code === '53100') return new AppError('disk_full', { what: `a shadow database on ${title}` }, { cause: thrown })
  return new AppError('shadow_unavailable', { problem: `${title} refuses a new database: ${problem}`, major }, { cause: thrown })
}

/** What servers say of locales that they do not have. */
function isLocaleProblem(thrown: unknown): boolean {
  return thrown instanceof pg.DatabaseError && ['22023', '42809', '42704', '0A000'].includes(thrown.code ?? '')
}
