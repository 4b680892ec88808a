import { quoteIdentifier } from '#shared/sql/quote.ts'

/** LISTEN takes no parameter. */
export function listenSql(channel: string): string {
  return `LISTEN ${quoteIdentifier(channel)}`
}
