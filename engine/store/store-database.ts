export type Value = string | number | null | Uint8Array
export type Values = Readonly<Record<string, Value>>

/**
 * The store as tables see it, whichever database it is in. Statements are written once, in what SQLite and PostgreSQL both understand,
 * with parameters by name: `@name`. Whole numbers come back as numbers, in PostgreSQL those of `bigint` too.
 */
export interface StoreDatabase {
  readonly kind: 'sqlite' | 'postgres' | 'none'
  all<Row>(sql: string, values?: Values): Promise<Row[]>
  get<Row>(sql: string, values?: Values): Promise<Row | undefined>
  /** Number of rows that were changed. */
  run(sql: string, values?: Values): Promise<number>
  /** All or nothing; whoever else writes in a transaction waits. What it reads and writes goes through the argument, never through the store itself. */
  transaction<T>(work: (database: StoreDatabase) => Promise<T>): Promise<T>
}
