import { AppError } from '#shared/contract/app-error.ts'
import type { PlannedAction } from '#shared/contract/compare.ts'
import { kinds } from '#shared/kinds/index.ts'
import type { Fact, FactId } from '#shared/schema/fact.ts'
import { planChange } from '#shared/schema/plan/plan-change.ts'
import { splitForMigration } from '#shared/schema/plan-text.ts'
import type { Rename } from '#shared/schema/rename/apply-renames.ts'
import { Snapshot } from '#shared/schema/snapshot.ts'

/** Text of a script that brings the schema after a migration back to what it was before; or why there can be none. */
export type GeneratedUndo = { sql: string; /** Data that it cannot bring back, in sentences. */ loses: string[] } | { problem: string }

/**
 * `at` names the migration, for the head of the script. `renames`: what the migration has renamed, from the name after it to the one before
 * (see `renamesBack`); without them a renamed object is dropped and made anew. The text depends on nothing else, so that its checksum is the same every time.
 */
export function generateUndo(before: Snapshot, after: Snapshot, at: { script: string; version: string | null }, renames: readonly Rename[] = []): GeneratedUndo {
  const planned = planBack(after, before, renames)
  if (typeof planned === 'string') return { problem: planned }
  const groups = splitForMigration(planned)
  if (groups.length > 1) return { problem: `taking it back needs ${groups.length} transactions, and an undo file runs in one` }
  const loses = lossesOf(before, after, renames)
  const body = groups[0]?.sql ?? '-- The schema is the same before and after: nothing is to be undone.\n'
  return { sql: `${headOf(at, loses)}\n${body}`, loses }
}

function planBack(after: Snapshot, before: Snapshot, renames: readonly Rename[]): readonly PlannedAction[] | string {
  try {
    const ordered = leaversFirst(renames)
    const freed = withoutOccupants(after, ordered)
    const first = freed === after ? [] : planChange(after, freed, kinds).actions
    return inSequence(first, planChange(freed, before, kinds, { renames: ordered }).actions)
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'plan_impossible') return String(thrown.data.params?.['problem'] ?? thrown.message).replace(/\.$/, '')
    throw thrown
  }
}

/** What gives a name up is renamed before what takes it. */
function leaversFirst(renames: readonly Rename[]): Rename[] {
  const byFrom = new Map(renames.map((rename) => [rename.from, rename]))
  const ordered = new Set<Rename>()
  for (const rename of renames) {
    const chain = new Set<Rename>()
    for (let next: Rename | undefined = rename; next && !chain.has(next); next = byFrom.get(next.to)) chain.add(next)
    for (const one of [...chain].toReversed()) ordered.add(one)
  }
  return [...ordered]
}

/** The schema without what the migration has put under an old name, and without what uses that: it comes back with the rest of the plan. */
function withoutOccupants(after: Snapshot, renames: readonly Rename[]): Snapshot {
  const leavers = new Set(renames.map(({ from }) => from))
  const open = renames.map(({ to }) => to).filter((id) => after.has(id) && !leavers.has(id))
  if (open.length === 0) return after
  const gone = new Set<FactId>()
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (gone.has(id) || leavers.has(id)) continue
    gone.add(id)
    open.push(...after.children(id).map((child) => child.id), ...after.usedBy(id))
  }
  const facts = [...after.facts.values()].filter(({ id }) => !gone.has(id))
  return new Snapshot(after.head, facts, after.edges.filter(({ from, to }) => !gone.has(from) && !gone.has(to)))
}

/** One plan after the other; where both run in a transaction, in the same one. */
function inSequence(first: readonly PlannedAction[], then: readonly PlannedAction[]): readonly PlannedAction[] {
  const last = first.at(-1)
  if (!last) return then
  const shift = last.transaction - (last.transactional && then[0]?.transactional === true ? 1 : 0)
  return [...first, ...then.map((action) => ({ ...action, number: action.number + first.length, transaction: action.transaction + shift }))]
}

/** What the migration has dropped and that only comes back empty, the outermost alone. */
function lossesOf(before: Snapshot, after: Snapshot, renames: readonly Rename[]): string[] {
  const kept = new Set(renames.map(({ to }) => to))
  const isGone = (fact: Fact): boolean => !after.has(fact.id) && !kept.has(fact.id)
  return [...before.facts.values()].flatMap((fact) => {
    const parent = fact.parent === null ? undefined : before.get(fact.parent)
    if (!kinds.get(fact.kind)?.holdsData?.(fact) || !isGone(fact) || parent && (isGone(parent) || kept.has(parent.id))) return []
    return sentenceOf(fact)
  })
}

function sentenceOf({ id, kind, data, parent }: Fact): string[] {
  const name = id.slice(id.indexOf(':') + 1)
  if (kind === 'table') return data['partitionKey'] === undefined ? [`The rows of table ${name} do not come back.`] : []
  if (kind === 'column') return [`The values of column ${name} do not come back.`]
  if (kind === 'sequence') return data['ownedBy'] === undefined ? [`Sequence ${name} begins anew.`] : []
  return parent === null ? [`What ${kinds.get(kind)?.label[0] ?? kind} ${name} holds does not come back.`] : []
}

function headOf({ script, version }: { script: string; version: string | null }, loses: readonly string[]): string {
  const what = version === null ? script : `version ${version} (${script})`
  const lines = [`Takes back ${what}. Written by Strata from the schema before and after it.`, ...loses.map((sentence) => `Loses: ${sentence}`)]
  return lines.map((line) => `-- ${line.replaceAll(/\s+/g, ' ')}\n`).join('')
}
