import pg from 'pg'
import { AppError } from '#shared/contract/app-error.ts'
import type { StoreDatabase, Values } from '../store-database.ts'
import { isDuplicate } from '../store-trouble.ts'
import type { ClientPool } from './client-pool.ts'
import { numbered } from './named-parameters.ts'
import { postgresStatements } from './postgres.sql.ts'
import { storeAway } from './store-away.ts'

/** Longer than the server's own limit of a statement: reached only when no answer comes at all. */
const silenceMs = 25_000

/** The store of several processes, in a database of its own schema. Whoever writes in a transaction has it for itself. */
export class PostgresDatabase implements StoreDatabase {
  readonly kind = 'postgres'
  readonly #pool: ClientPool
  /** Host, port and database, for errors. */
  readonly #place: string

  constructor(pool: ClientPool, place: string) {
    this.#pool = pool
    this.#place = place
  }

  async all<Row>(sql: string, values: Values = {}): Promise<Row[]> {
    return (await this.#query(sql, values)).rows as Row[]
  }

  async get<Row>(sql: string, values: Values = {}): Promise<Row | undefined> {
    return (await this.#query(sql, values)).rows[0] as Row | undefined
  }

  async run(sql: string, values: Values = {}): Promise<number> {
    return (await this.#query(sql, values)).rowCount ?? 0
  }

  transaction<T>(work: (database: StoreDatabase) => Promise<T>): Promise<T> {
    return this.use(async (client) => {
      await client.query('BEGIN')
      try {
        await query(client, postgresStatements.alone, {})
        const result = await work(within(client))
        await client.query('COMMIT')
        return result
      } catch (thrown) {
        await client.query('ROLLBACK').catch(() => Promise.reject(new LostSession(thrown)))
        throw thrown
      }
    })
  }

  /** A session of one's own, set up for the store. Throws `store_unusable` for what is not the caller's own mistake. */
  async use<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
    try {
      return await this.#pool.use(work, isLost)
    } catch (thrown) {
      throw this.#problem(thrown)
    }
  }

  /** Text of somebody else, which may begin transactions: a session on which it failed is not used again. */
  async foreign(text: string, values: readonly unknown[]): Promise<pg.QueryResult> {
    try {
      return await this.#pool.use((client) => client.query(text, [...values]), () => true)
    } catch (thrown) {
      throw isLost(thrown) ? this.#problem(thrown) : thrown
    }
  }

  async #query(sql: string, values: Values): Promise<pg.QueryResult> {
    const ask = () => this.#pool.use((client) => query(client, sql, values), isLost)
    try {
      return await ask()
    } catch (thrown) {
      if (!isLost(thrown) || !/^\s*SELECT\b/i.test(sql)) throw this.#problem(thrown)
    }
    // Nothing was changed by reading: a session that was lost while idle is worth a second try.
    return ask().catch((thrown: unknown) => Promise.reject(this.#problem(thrown)))
  }

  #problem(thrown: unknown): unknown {
    const cause = thrown instanceof LostSession ? thrown.cause : thrown
    return isDuplicate(cause) || cause instanceof AppError ? cause : storeAway(this.#place, cause)
  }
}

class LostSession extends Error {
  constructor(cause: unknown) {
    super('The session with the store was lost', { cause })
  }
}

/** Whether the session is of no more use: anything but the server's own answer, and of these those that end it. */
function isLost(thrown: unknown): boolean {
  if (thrown instanceof LostSession) return true
  if (thrown instanceof AppError) return false
  if (!(thrown instanceof pg.DatabaseError)) return isNetwork(thrown)
  return thrown.code === undefined || /^(57P|08|25P03)/.test(thrown.code)
}

function isNetwork(thrown: unknown): boolean {
  const { code, message = '' } = thrown as { code?: string; message?: string }
  return /^(ECONN|EPIPE|ETIMEDOUT|EHOST|ENET)/.test(code ?? '') || /Connection terminated|Client has encountered|not queryable|does not answer/.test(message)
}

/** Statements of a transaction, on its session. */
function within(client: pg.Client): StoreDatabase {
  const database: StoreDatabase = {
    kind: 'postgres',
    all: async <Row>(sql: string, values: Values = {}) => (await query(client, sql, values)).rows as Row[],
    get: async <Row>(sql: string, values: Values = {}) => (await query(client, sql, values)).rows[0] as Row | undefined,
    run: async (sql, values = {}) => (await query(client, sql, values)).rowCount ?? 0,
    transaction: (work) => work(database),
  }
  return database
}

async function query(client: pg.Client, sql: string, values: Values): Promise<pg.QueryResult> {
  const { text, values: given } = numbered(sql, values)
  let timer: NodeJS.Timeout | undefined
  const silence = new Promise<never>((_, reject) => (timer = setTimeout(() => reject(new LostSession(new Error('the server does not answer'))), silenceMs)))
  try {
    return await Promise.race([client.query({ text, values: [...given], types }), silence])
  } finally {
    clearTimeout(timer)
  }
}

const [int8, numeric] = [20, 1700]

/** Whole numbers of the store are below 2^53. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => (oid === int8 || oid === numeric ? Number : pg.types.getTypeParser(oid, format as 'text'))) as pg.CustomTypesConfig['getTypeParser'],
}
