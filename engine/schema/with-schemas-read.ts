import type { Fact, FactId } from '#shared/schema/fact.ts'
import { Snapshot, type Edge } from '#shared/schema/snapshot.ts'

/**
 * A snapshot in which some schemas are as a later reading of them says, and all else as it was. What the schemas need elsewhere is known
 * only from the earlier reading, so that such an edge stays as long as both ends are there.
 */
export function withSchemasRead(before: Snapshot, read: Snapshot, schemas: readonly string[]): Snapshot {
  const within = new Set(schemas)
  const facts = new Map<FactId, Fact>()
  for (const fact of before.facts.values()) if (!within.has(schemaOfFact(before, fact))) facts.set(fact.id, fact)
  for (const fact of read.facts.values()) if (within.has(schemaOfFact(read, fact))) facts.set(fact.id, fact)
  const isThere = ({ from, to }: Edge) => facts.has(from) && facts.has(to)
  const inside = (id: FactId) => within.has(schemaOfId(facts, id))
  const old = before.edges.filter((edge) => isThere(edge) && !(inside(edge.from) && inside(edge.to)))
  const fresh = read.edges.filter((edge) => isThere(edge) && inside(edge.from) && inside(edge.to))
  const gaps = before.head.gaps.filter(({ subject }) => subject === undefined || !inside(subject))
  return new Snapshot(
    { ...read.head, schemas: before.head.schemas, gaps: [...gaps, ...read.head.gaps.filter(({ subject }) => subject !== undefined && inside(subject))] },
    facts,
    [...old, ...fresh],
  )
}

function schemaOfFact(snapshot: Snapshot, fact: Fact): string {
  return schemaOfId(snapshot.facts, fact.id)
}

/** The schema that its outermost part lies in; of a schema itself its name. */
function schemaOfId(facts: ReadonlyMap<FactId, Fact>, id: FactId): string {
  let fact = facts.get(id)
  while (fact?.parent !== null && fact?.parent !== undefined && facts.has(fact.parent)) fact = facts.get(fact.parent)
  if (fact?.kind === 'schema') return fact.path[0] ?? ''
  return fact && fact.path.length > 1 ? (fact.path[0] ?? '') : ''
}

/** What lies in some schemas, and these schemas themselves; nothing that lies in none. */
export function onlySchemas(snapshot: Snapshot, schemas: readonly string[]): Snapshot {
  const within = new Set(schemas)
  const facts = [...snapshot.facts.values()].filter((fact) => within.has(schemaOfFact(snapshot, fact)))
  const kept = new Map(facts.map((fact) => [fact.id, fact]))
  const edges = snapshot.edges.filter(({ from, to }) => kept.has(from) && kept.has(to))
  return new Snapshot({ ...snapshot.head, schemas: [...schemas] }, kept, edges)
}
