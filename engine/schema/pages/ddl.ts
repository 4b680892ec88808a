import { kinds } from '#shared/kinds/index.ts'
import { ddlOf } from '#shared/schema/ddl-of.ts'
import type { FactId } from '#shared/schema/fact.ts'
import { Snapshot } from '#shared/schema/snapshot.ts'

/** What every new database has already. */
const inTemplate: ReadonlySet<FactId> = new Set(['schema:public', 'extension:plpgsql', 'language:plpgsql'])

/** The SQL that recreates objects in a new database; no ids mean all. What a new database has by itself is made only when it is asked for by name. */
export function ddlFor(snapshot: Snapshot, ids: readonly FactId[], dependencies: boolean): { sql: string; objects: number } {
  const wanted = new Set(ids)
  const left = [...snapshot.facts.values()].filter(({ id, parent }) => wanted.has(id) || !(inTemplate.has(id) || (parent === 'extension:plpgsql' && !wanted.has(parent))))
  const known = new Map(left.map((fact) => [fact.id, fact]))
  return ddlOf(new Snapshot(snapshot.head, known, snapshot.edges.filter(({ from, to }) => known.has(from) && known.has(to))), ids, kinds, { dependencies })
}
