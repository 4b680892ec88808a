import type BetterSqlite3 from 'better-sqlite3'
import type { Database } from './open-store.ts'
import type { StoreDatabase, Values } from './store-database.ts'

type Statement = BetterSqlite3.Statement<[Values]>

/** That are kept prepared. */
const mostStatements = 300

/** The store of one machine. Its one connection would mix a transaction with statements of others, so these wait for its end. */
export class SqliteDatabase implements StoreDatabase {
  readonly kind = 'sqlite'
  readonly #database: Database
  readonly #statements = new Map<string, Statement>()
  #transaction: Promise<unknown> = Promise.resolve()

  constructor(database: Database) {
    this.#database = database
  }

  async all<Row>(sql: string, values: Values = {}): Promise<Row[]> {
    await this.#transaction
    return this.#now.all(sql, values)
  }

  async get<Row>(sql: string, values: Values = {}): Promise<Row | undefined> {
    await this.#transaction
    return this.#now.get(sql, values)
  }

  async run(sql: string, values: Values = {}): Promise<number> {
    await this.#transaction
    return this.#now.run(sql, values)
  }

  transaction<T>(work: (database: StoreDatabase) => Promise<T>): Promise<T> {
    const done = this.#transaction.then(() => this.#transact(work))
    this.#transaction = done.catch(() => {})
    return done
  }

  async #transact<T>(work: (database: StoreDatabase) => Promise<T>): Promise<T> {
    this.#database.exec('BEGIN IMMEDIATE')
    try {
      const result = await work(this.#now)
      this.#database.exec('COMMIT')
      return result
    } catch (thrown) {
      if (this.#database.inTransaction) this.#database.exec('ROLLBACK')
      throw thrown
    }
  }

  /** Without waiting: for a transaction's own statements. */
  get #now(): StoreDatabase {
    return {
      kind: 'sqlite',
      all: async <Row>(sql: string, values: Values = {}) => this.#statement(sql).all(values) as Row[],
      get: async <Row>(sql: string, values: Values = {}) => this.#statement(sql).get(values) as Row | undefined,
      run: async (sql, values = {}) => this.#statement(sql).run(values).changes,
      transaction: (work) => work(this.#now),
    }
  }

  #statement(sql: string): Statement {
    const known = this.#statements.get(sql)
    if (known) return known
    const statement = this.#database.prepare<[Values]>(sql)
    if (this.#statements.size < mostStatements) this.#statements.set(sql, statement)
    return statement
  }
}
