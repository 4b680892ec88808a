import type { Fact, FactId } from '../../schema/fact.ts'
import type { Snapshot } from '../../schema/snapshot.ts'

/** Columns of tables that have the type. */
export function columnsOf(type: FactId, snapshot: Snapshot): readonly Fact[] {
  return snapshot.usedBy(type).map((id) => snapshot.get(id)).filter((fact): fact is Fact => fact?.kind === 'column')
}
