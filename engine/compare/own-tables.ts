import { archiveSchemaName } from '#shared/keep/archive-comment.ts'
import { factId, type Fact, type FactId } from '#shared/schema/fact.ts'
import { Snapshot } from '#shared/schema/snapshot.ts'
import { journalTable } from '../history/journal-table.ts'

/** Where an environment keeps its history. */
export interface HistoryName {
  schema: string
  historyTable: string
}

/**
 * A snapshot without the tables that hold the history of migrations: they say what was done, and are no part of the schema that was made. Nor is the
 * schema of kept data once it is empty: an undo leaves it, because other migrations may have data there.
 */
export function withoutHistory(snapshot: Snapshot, places: readonly HistoryName[]): Snapshot {
  const tables = new Set<FactId>(emptyArchive(snapshot))
  for (const id of places.flatMap(({ schema, historyTable }) => [factId('table', [schema, historyTable]), factId('table', [schema, journalTable])])) tables.add(id)
  if (![...tables].some((id) => snapshot.has(id))) return snapshot
  const gone = new Set<FactId>()
  const isGone = (id: FactId | null): boolean => {
    if (id === null) return false
    if (gone.has(id) || tables.has(id)) return true
    const fact = snapshot.get(id)
    return fact !== undefined && (isGone(fact.parent) || isGone(ownerOf(fact)))
  }
  for (const id of snapshot.facts.keys()) if (isGone(id)) gone.add(id)
  const facts = [...snapshot.facts.values()].filter(({ id }) => !gone.has(id))
  return new Snapshot(snapshot.head, facts, snapshot.edges.filter(({ from, to }) => !gone.has(from) && !gone.has(to)))
}

function emptyArchive(snapshot: Snapshot): FactId[] {
  const id = factId('schema', [archiveSchemaName])
  if (!snapshot.has(id)) return []
  for (const fact of snapshot.facts.values()) if (fact.id !== id && fact.path[0] === archiveSchemaName && fact.parent !== id) return []
  return [id]
}

/** Column that a sequence goes away with. */
function ownerOf({ data }: Fact): FactId | null {
  const owner = data['ownedBy']
  return typeof owner === 'string' ? owner : null
}
