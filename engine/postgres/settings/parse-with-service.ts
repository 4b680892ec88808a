import type { Connection } from '#shared/contract/environments.ts'
import { parseConnectionString, type ParsedConnection } from './connection-string.ts'
import { serviceConnection } from './target.ts'
import { readService } from './service-file.ts'

/** Reads a connection string as a form needs it: what a service file says is filled in, except its password, which stays there. */
export function parseWithService(text: string, variables: NodeJS.ProcessEnv = process.env): ParsedConnection {
  return fillFromService(parseConnectionString(text), variables)
}

/** Fills what is not given from the service that is named; throws `bad_request` when it is not defined. */
export function fillFromService(parsed: ParsedConnection, variables: NodeJS.ProcessEnv): ParsedConnection {
  const { service } = parsed.connection
  if (service === undefined) return parsed
  const { port, ...rest } = serviceConnection(readService(service, variables))
  const filled = { ...rest, ...(port !== undefined && { port: Number(port) }), ...parsed.connection } as Partial<Connection>
  return { ...parsed, connection: filled, notes: [...parsed.notes, `Filled in from service "${service}". Its password, if there is one, is read there at each connection.`] }
}
