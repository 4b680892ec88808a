import type { Environment } from '#shared/contract/environments.ts'

/** Where the statements go: `shop at db.example.org`. */
export function targetOf({ connection }: Environment): { database: string; host: string } {
  return { database: connection.database, host: connection.port === 5432 ? connection.host : `${connection.host}:${connection.port}` }
}
