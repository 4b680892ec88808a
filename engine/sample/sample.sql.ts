import { quoteIdentifier } from '#shared/sql/quote.ts'

/** Anew: what an attempt that was broken off has left is taken away. Each statement for itself, outside a transaction. */
export function createDatabaseSql(database: string): string[] {
  const name = quoteIdentifier(database)
  return [`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`, `CREATE DATABASE ${name} TEMPLATE template0`]
}
