import type { Fact, FactId } from '../../schema/fact.ts'
import type { ActionDraft, At } from '../../schema/kind.ts'
import type { Snapshot } from '../../schema/snapshot.ts'
import { relationName } from '../table/names.ts'

const owned = new WeakMap<Snapshot, Map<FactId, Fact[]>>()

/** Sequences that a column owns. */
export function sequencesOf(snapshot: Snapshot, column: FactId): readonly Fact[] {
  let found = owned.get(snapshot)
  if (!found) {
    found = new Map()
    for (const fact of snapshot.facts.values()) {
      const owner = fact.kind === 'sequence' ? fact.data['ownedBy'] : undefined
      if (typeof owner === 'string') found.set(owner, [...(found.get(owner) ?? []), fact])
    }
    owned.set(snapshot, found)
  }
  return found.get(column) ?? []
}

/** Sequences that stay although the columns that own them go: they are set free before. `at.here` is what is dropped from. */
export function releasedSequences(columns: readonly FactId[], at: At): ActionDraft[] {
  const staying = columns.flatMap((column) => sequencesOf(at.here, column)).filter(({ id }) => at.there.has(id))
  return staying.map((sequence) => ({ sql: `ALTER SEQUENCE ${relationName(sequence.path)} OWNED BY NONE`, why: `it would go with the column that owns it` }))
}
