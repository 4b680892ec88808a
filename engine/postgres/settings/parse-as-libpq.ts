import type { Connection } from '#shared/contract/environments.ts'
import { userName } from '../../user-name.ts'
import { parseConnectionString, type ParsedConnection } from './connection-string.ts'
import { fillFromService } from './parse-with-service.ts'

const variableNames = {
  host: 'PGHOST',
  port: 'PGPORT',
  database: 'PGDATABASE',
  user: 'PGUSER',
  sslmode: 'PGSSLMODE',
  sslrootcert: 'PGSSLROOTCERT',
  sslcert: 'PGSSLCERT',
  sslkey: 'PGSSLKEY',
} as const satisfies Partial<Record<keyof Connection, string>>

/**
 * Reads a connection string as a shell means it (PostgreSQL manual, "Environment Variables"): what it leaves open comes from the
 * service, then from the PG* variables, then the user is that of the operating system and the database is named like the user.
 */
export function parseAsLibpq(text: string, variables: NodeJS.ProcessEnv = process.env): ParsedConnection {
  const given = parseConnectionString(text)
  const service = given.connection.service ?? (variables.PGSERVICE || undefined)
  const parsed = fillFromService({ ...given, connection: { ...given.connection, ...(service && { service }) } }, variables)
  const fromVariables = Object.entries(variableNames).flatMap(([name, variable]) => (variables[variable] ? [[name, name === 'port' ? Number(variables[variable]) : variables[variable]]] : []))
  const connection: Partial<Connection> = { ...(Object.fromEntries(fromVariables) as Partial<Connection>), ...parsed.connection }
  const user = connection.user ?? userName()
  const password = parsed.password ?? (variables.PGPASSWORD || undefined)
  return { ...parsed, connection: { ...connection, user, database: connection.database ?? user }, ...(password !== undefined && { password }) }
}
