import { sameJson } from '#shared/schema/diff.ts'
import type { Fact } from '#shared/schema/fact.ts'
import { Snapshot } from '#shared/schema/snapshot.ts'

/** The later of two readings made of the facts of the earlier one where they are equal: a kept preview holds each of them once, and comparing is quick. */
export function shareFacts(before: Snapshot, after: Snapshot): Snapshot {
  const facts = new Map<string, Fact>()
  for (const [id, fact] of after.facts) {
    const known = before.facts.get(id)
    facts.set(id, known && isEqual(known, fact) ? known : fact)
  }
  const edges = before.edges.length === after.edges.length && after.edges.every(({ from, to }, at) => from === before.edges[at]?.from && to === before.edges[at]?.to) ? before.edges : after.edges
  return new Snapshot(after.head, facts, edges)
}

function isEqual(one: Fact, other: Fact): boolean {
  return one.parent === other.parent && sameJson(one.data, other.data) && sameJson(one.info ?? {}, other.info ?? {})
}
