import type { FactId, Json } from '../../schema/fact.ts'
import type { ReadContext, Row } from '../../schema/kind.ts'
import { listOf } from '../catalog-row.ts'

/** Members by their key, in an order that does not depend on the server. */
export function membersIn(row: Row): Json {
  const members = row.members
  if (typeof members !== 'object' || members === null) return null
  return Object.fromEntries(Object.entries(members as Readonly<Record<string, string>>).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** pg_depend holds what a member needs under the member's own address, which is no fact. */
export function addMemberEdges(id: FactId, row: Row, context: ReadContext): void {
  const add = (catalog: string, column: string) => {
    for (const oid of listOf(row, column)) {
      const needed = context.resolve(catalog, Number(oid))
      if (needed !== undefined) context.edge(id, needed)
    }
  }
  add('pg_operator', 'operators')
  add('pg_proc', 'functions')
}
