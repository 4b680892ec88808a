import { kinds } from '#shared/kinds/index.ts'
import { ddlOf } from '#shared/schema/ddl-of.ts'
import type { Fact, FactId } from '#shared/schema/fact.ts'
import { Snapshot } from '#shared/schema/snapshot.ts'

/** What every new database has already. */
const inTemplate: ReadonlySet<FactId> = new Set(['schema:public', 'extension:plpgsql', 'language:plpgsql'])

/** The SQL that recreates objects in a new database; no ids mean all. What a new database has by itself is made only when it is asked for by name. */
export function ddlFor(snapshot: Snapshot, ids: readonly FactId[], dependencies: boolean): { sql: string; objects: number } {
  if (ids.length > 0 && !dependencies) return ddlOf(neighbourhood(snapshot, ids), ids, kinds)
  const wanted = new Set(ids)
  return ddlOf(subset(snapshot, [...snapshot.facts.values()].filter(({ id, parent }) => wanted.has(id) || !(inTemplate.has(id) || parent === 'extension:plpgsql'))), ids, kinds, { dependencies })
}

/** The objects with all that their statements may speak of: in a large schema that is little, and quick to plan. */
function neighbourhood(snapshot: Snapshot, ids: readonly FactId[]): Snapshot {
  const found = new Map<FactId, Fact>()
  for (const id of ids) for (const part of family(snapshot, id)) found.set(part.id, part)
  const asked = [...found.values()]
  for (const { id } of asked) {
    for (const owned of snapshot.usedBy(id)) if (snapshot.get(owned)?.data['ownedBy'] === id) for (const part of family(snapshot, owned)) found.set(part.id, part)
  }
  const own = [...found.values()]
  for (const fact of own) for (const other of beside(snapshot, fact)) for (const part of family(snapshot, other)) found.set(part.id, part)
  for (const fact of snapshot.facts.values()) if (fact.kind === 'default-privilege') found.set(fact.id, fact)
  return subset(snapshot, found.values(), found)
}

/** What a fact needs and what it is a part of, from the outermost. */
function beside(snapshot: Snapshot, fact: Fact): FactId[] {
  return [...snapshot.uses(fact.id), ...(fact.parent === null ? [] : [fact.parent])].map((id) => {
    let top = snapshot.get(id)
    while (top?.parent && snapshot.has(top.parent)) top = snapshot.get(top.parent)
    return top?.id ?? id
  })
}

function family(snapshot: Snapshot, id: FactId): Fact[] {
  const fact = snapshot.get(id)
  return fact ? [fact, ...snapshot.children(id).flatMap((child) => family(snapshot, child.id))] : []
}

/** Edges are taken from the facts that are kept, where these are few. */
function subset(snapshot: Snapshot, facts: Iterable<Fact>, few?: ReadonlyMap<FactId, Fact>): Snapshot {
  const kept = few ?? new Map([...facts].map((fact) => [fact.id, fact]))
  const edges = few ? [...few.keys()].flatMap((from) => snapshot.uses(from).filter((to) => few.has(to)).map((to) => ({ from, to }))) : snapshot.edges.filter(({ from, to }) => kept.has(from) && kept.has(to))
  return new Snapshot(snapshot.head, kept, edges)
}
