import type { Fact, FactId } from '../../schema/fact.ts'
import type { Snapshot } from '../../schema/snapshot.ts'
import { fullData } from '../column/ddl-text.ts'
import { nameInSchema } from '../naming.ts'

const containers = new Set(['composite', 'domain'])

export function usersOf(type: FactId, snapshot: Snapshot): readonly Fact[] {
  return snapshot.usedBy(type).flatMap((id) => snapshot.get(id) ?? [])
}

/** Columns that have one of these types or an array of it; those that are computed are not among them, because they are made anew. */
export function columnsThatHave(types: readonly Fact[], names: readonly string[], snapshot: Snapshot): readonly Fact[] {
  const found = new Map(types.flatMap((type) => usersOf(type.id, snapshot)).filter((fact) => fact.kind === 'column').map((fact) => [fact.id, fact]))
  return [...found.values()].filter((column) => {
    const { type, collation, generated } = fullData(column)
    return generated === undefined && (names.includes(String(type).replace(/(\[\])+$/, '')) || (typeof collation === 'string' && names.includes(collation)))
  })
}

/** Composite types and domains that hold a type, directly or not, and that columns have in turn; the inner ones first. */
export function containersOf(type: Fact, snapshot: Snapshot): readonly Fact[] {
  const found = new Map<FactId, Fact>()
  const visit = (fact: Fact) => {
    for (const user of usersOf(fact.id, snapshot)) {
      if (!containers.has(user.kind) || user.id === type.id) continue
      visit(user)
      found.set(user.id, user)
    }
  }
  visit(type)
  const inside = [...found.values()].toReversed()
  return inside.filter((container) => isInColumns(container, snapshot))
}

function isInColumns(container: Fact, snapshot: Snapshot): boolean {
  return usersOf(container.id, snapshot).some((user) => user.kind === 'column' || (containers.has(user.kind) && isInColumns(user, snapshot)))
}

/** Tables have the type inside of something else: in an array, a composite type or another domain. PostgreSQL cannot look for its values there. */
export function isContained(type: Fact, snapshot: Snapshot): boolean {
  const columns = usersOf(type.id, snapshot).filter((user) => user.kind === 'column')
  return columns.some((column) => String(fullData(column)['type']) === `${nameInSchema(type)}[]`) || containersOf(type, snapshot).length > 0
}
