import { factId, type Fact, type FactId } from '#shared/schema/fact.ts'
import { archiveSchemaName } from '#shared/keep/archive-comment.ts'
import { Snapshot } from '#shared/schema/snapshot.ts'
import { journalTable } from '../history/journal-table.ts'

/** Where an environment keeps its history. */
export interface HistoryName {
  schema: string
  historyTable: string
}

/** A snapshot without the tables that hold the history of migrations and without the data that migrations have kept: they say what was done, and are no part of the schema that was made. */
export function withoutHistory(snapshot: Snapshot, places: readonly HistoryName[]): Snapshot {
  const tables = new Set(places.flatMap(({ schema, historyTable }) => [factId('table', [schema, historyTable]), factId('table', [schema, journalTable])]))
  const archive = factId('schema', [archiveSchemaName])
  if (![archive, ...tables].some((id) => snapshot.has(id))) return snapshot
  const gone = new Set<FactId>([...snapshot.facts.values()].filter(({ id, parent, path }) => id === archive || (parent === null && path.length > 1 && path[0] === archiveSchemaName)).map(({ id }) => id))
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

/** Column that a sequence goes away with. */
function ownerOf({ data }: Fact): FactId | null {
  const owner = data['ownedBy']
  return typeof owner === 'string' ? owner : null
}
