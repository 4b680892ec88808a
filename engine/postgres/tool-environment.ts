import type { Environment } from '#shared/contract/environments.ts'
import type { Connector } from './connect.ts'

export interface ToolEnvironment {
  /** PG* variables for pg_dump and its like; the password is never an argument. */
  variables: Record<string, string>
}

/** How a client program of PostgreSQL reaches the environment's server. */
export async function toolEnvironment(engine: Connector, environment: Environment, database = environment.connection.database): Promise<ToolEnvironment> {
  const { host, port, user, sslmode } = environment.connection
  const password = await engine.vault.get(environment.id)
  return { variables: { PGHOST: host, PGPORT: String(port), PGUSER: user, PGDATABASE: database, PGSSLMODE: sslmode, ...(password !== undefined && { PGPASSWORD: password }) } }
}
