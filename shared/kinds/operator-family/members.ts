import type { Json } from '../../schema/fact.ts'
import type { Row } from '../../schema/kind.ts'

/** Members by their key, in an order that does not depend on the server. */
export function membersIn(row: Row): Json {
  const members = row.members
  if (typeof members !== 'object' || members === null) return null
  return Object.fromEntries(Object.entries(members as Readonly<Record<string, string>>).sort(([a], [b]) => (a < b ? -1 : 1)))
}
