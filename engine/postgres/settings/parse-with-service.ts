import { parseConnectionString, type ParsedConnection } from './connection-string.ts'

/** Reads a connection string as a form needs it. */
export function parseWithService(text: string): ParsedConnection {
  return parseConnectionString(text)
}
