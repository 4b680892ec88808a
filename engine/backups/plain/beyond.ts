/** What a statement of a plain dump would do beside the database that it is restored into. */
export type Beyond =
  /** It is about the database as a whole, named as it was where the dump was made. */
  | 'database'
  /** It makes, changes or drops what belongs to the whole server. */
  | 'server'

const comments = /\/\*.*?\*\/|--[^\n]*\n/gs
const ofDatabase = /^(?:ALTER DATABASE|COMMENT ON DATABASE|SECURITY LABEL (?:FOR \S+ )?ON DATABASE|(?:GRANT|REVOKE) [^;]* ON DATABASE) /i
const ofServer = /^(?:CREATE|ALTER|DROP) (?:DATABASE|ROLE|USER(?! MAPPING)|GROUP|TABLESPACE|SYSTEM)\b/i

/** Against dumps that hold more than their database, by mistake or by hand. `text` has a byte in each character. */
export function beyondDatabase(text: string): Beyond | undefined {
  if (!/^(?:[-/\s]|CREATE|ALTER|DROP|COMMENT|SECURITY|GRANT|REVOKE)/i.test(text)) return undefined
  const head = text.slice(0, 2000).replaceAll(comments, ' ').replaceAll(/\s+/g, ' ').trimStart()
  if (ofDatabase.test(head)) return 'database'
  return ofServer.test(head) ? 'server' : undefined
}
