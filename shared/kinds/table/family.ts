import type { Fact, FactId } from '../../schema/fact.ts'
import type { At } from '../../schema/kind.ts'
import type { Snapshot } from '../../schema/snapshot.ts'
import { factId } from '../../schema/fact.ts'

/** Tables that a table is a partition of, or inherits from. */
export function parentsOf(table: Fact): readonly FactId[] {
  const { partitionOf, inherits } = table.data
  if (typeof partitionOf === 'string') return [partitionOf]
  return Array.isArray(inherits) ? inherits.map(String) : []
}

/** Partitions and inheriting tables, one step down. */
export function heirsOf(snapshot: Snapshot, table: FactId): readonly Fact[] {
  const users = [...new Set(snapshot.usedBy(table))].map((id) => snapshot.get(id))
  return users.filter((user) => user !== undefined).filter((user) => parentsOf(user).includes(table))
}

/** Partitions and inheriting tables, all the way down; one that is reached twice stands once. */
export function descendantsOf(snapshot: Snapshot, table: FactId): readonly Fact[] {
  const found = new Map<FactId, Fact>()
  const queue = [...heirsOf(snapshot, table)]
  for (let fact = queue.pop(); fact; fact = queue.pop()) {
    if (found.has(fact.id)) continue
    found.set(fact.id, fact)
    queue.push(...heirsOf(snapshot, fact.id))
  }
  return [...found.values()]
}

/** Tables above a table, the nearest first. */
export function ancestorsOf(snapshot: Snapshot, table: FactId): readonly Fact[] {
  const found: Fact[] = []
  const queue = [table]
  for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
    const fact = snapshot.get(id)
    if (!fact) continue
    if (id !== table) found.push(fact)
    queue.push(...parentsOf(fact))
  }
  return found
}

/** The same column of another table. */
export const columnIn = (table: Fact, name: string): FactId => factId('column', [...table.path, name])

/** The same column of the first table above that has it. */
export function columnAbove(snapshot: Snapshot, column: Fact): Fact | undefined {
  const table = column.parent === null ? undefined : snapshot.get(column.parent)
  const name = column.path.at(-1) ?? ''
  if (!table) return undefined
  for (const parent of parentsOf(table)) {
    const above = snapshot.get(parent)
    const found = above && snapshot.get(columnIn(above, name))
    if (found) return found
  }
  return undefined
}

/** Ids of the columns below that are inherited from a column. */
export function columnsBelow(snapshot: Snapshot, column: Fact): readonly FactId[] {
  if (column.parent === null) return []
  const name = column.path.at(-1) ?? ''
  return descendantsOf(snapshot, column.parent).map((table) => columnIn(table, name)).filter((id) => snapshot.get(id)?.data['inherited'] === true)
}

/** The table is on both sides, and loses the table above it between them. */
export function isDetached(table: FactId, at: { from: Snapshot; to: Snapshot }): boolean {
  const [before, after] = [at.from.get(table), at.to.get(table)]
  if (!before || !after) return false
  return parentsOf(before).some((parent) => !parentsOf(after).includes(parent))
}

/** The table is new, or gets another table above it or another bound. */
export function isAttached(table: FactId, at: At): boolean {
  const [after, before] = [at.here.get(table), at.there.get(table)]
  if (!after || typeof after.data['partitionOf'] !== 'string') return false
  return !before || at.rebuilt(table) || before.data['partitionOf'] !== after.data['partitionOf'] || before.data['bound'] !== after.data['bound']
}

/**
 * What must be there before a table becomes a partition, so that PostgreSQL takes it for the parent's index or constraint
 * instead of making one under a name of its own.
 */
export function broughtByAttaching(table: FactId, at: At): readonly Fact[] {
  return at.here.children(table).filter((part) => isBroughtByAttaching(part, at))
}

export function isBroughtByAttaching(part: Fact, at: At): boolean {
  const above = part.data['attachedTo']
  return typeof above === 'string' && at.there.has(above) && !at.rebuilt(above) && part.parent !== null && isAttached(part.parent, at)
}
