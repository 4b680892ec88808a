import type { Delta } from './diff.ts'
import type { FactId } from './fact.ts'
import type { Registry } from './kind.ts'
import { planChange } from './plan/plan-change.ts'
import { isSatellite, withDescendants } from './plan/task.ts'
import { planText, statementsText } from './plan-text.ts'
import { Snapshot } from './snapshot.ts'

export interface DdlOptions {
  /** Everything that the objects need comes along; else it is taken to be there. */
  dependencies?: boolean
}

/**
 * The SQL that recreates objects exactly, with their parts, comments, owners and privileges: the plan from a database without them.
 * Ids that the snapshot lacks are left out; no id at all means the whole snapshot. `objects`: how many it creates, parts not counted.
 */
export function ddlOf(
  snapshot: Snapshot,
  ids: readonly FactId[],
  registry: Registry,
  { dependencies = false }: DdlOptions = {},
): { sql: string; objects: number } {
  const chosen = ids.length === 0 ? new Set(snapshot.facts.keys()) : gather(snapshot, ids, dependencies)
  const deltas: Delta[] = []
  let objects = 0
  for (const id of chosen) {
    const after = snapshot.get(id)
    if (!after) continue
    deltas.push({ id, kind: after.kind, change: 'added', after, attributes: [] })
    if (!isSatellite(registry, after.kind) && (after.parent === null || !chosen.has(after.parent))) objects++
  }
  const rest = new Snapshot(snapshot.head, without(snapshot, chosen), [])
  const { actions } = planChange(rest, snapshot, registry, { deltas })
  return { sql: objects > 1 ? planText(actions) : statementsText(actions), objects }
}

function* without(snapshot: Snapshot, chosen: ReadonlySet<FactId>) {
  for (const fact of snapshot.facts.values()) if (!chosen.has(fact.id)) yield fact
}

/** The facts with all their parts and what these own; with dependencies also what any of them uses, wholly. */
function gather(snapshot: Snapshot, ids: readonly FactId[], dependencies: boolean): Set<FactId> {
  const chosen = new Set<FactId>()
  const open = ids.filter((id) => snapshot.has(id))
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (chosen.has(next)) continue
    for (const id of withDescendants(snapshot, dependencies ? rootOf(snapshot, next) : next)) {
      if (chosen.has(id)) continue
      chosen.add(id)
      open.push(...snapshot.usedBy(id).filter((user) => snapshot.get(user)?.data['ownedBy'] === id))
      if (dependencies) open.push(...snapshot.uses(id).filter((used) => snapshot.has(used)))
    }
  }
  return chosen
}

function rootOf(snapshot: Snapshot, id: FactId): FactId {
  let root = id
  for (let parent = snapshot.get(id)?.parent; parent; parent = snapshot.get(parent)?.parent) root = parent
  return root
}
