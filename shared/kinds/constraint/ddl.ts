import type { Fact, FactId } from '../../schema/fact.ts'
import type { ActionDraft, At } from '../../schema/kind.ts'
import { factId } from '../../schema/fact.ts'
import { attachedBelow, attachSelf } from '../index/ddl-attach.ts'
import { afterIndex, changeIndexState, leavesReplicaIdentity } from '../index/ddl-state.ts'
import { descendantsOf, heirsOf, isDetached, parentsOf } from '../table/family.ts'
import { alterRelation, lock, optionChanges, ownName, same } from '../table/names.ts'
import { qualified, quoteIdentifier } from '../../sql/quote.ts'
import { constraintText, hasIndex } from './ddl-text.ts'

const tablesBelow = (constraint: Fact, at: At): FactId[] => (constraint.parent === null || String(constraint.data['definition']).endsWith(' NO INHERIT') ? [] : descendantsOf(at.here, constraint.parent).map(({ id }) => id))

/** Table that a foreign key refers to. */
function referenced(constraint: Fact, at: At): FactId | null {
  const used = at.here.uses(constraint.id).map((id) => at.here.get(id)).find((fact) => fact !== undefined && fact.parent !== null && fact.parent !== constraint.parent)
  return used?.parent ?? null
}

/** Keys of the partitions of the table that a foreign key refers to. */
function attachedToReferenced(constraint: Fact, at: At): FactId[] {
  return at.here.uses(constraint.id).flatMap((id) => at.here.get(id) ?? []).flatMap((used) => attachedBelow(at.here, used)).map(({ id }) => id)
}

const isPartitioned = (constraint: Fact, at: At) => constraint.parent !== null && at.here.get(constraint.parent)?.data['partitionKey'] !== undefined

/** The table comes to stand under another one, which takes this constraint for its own: it must be there and stays. `at.here` has it as the table's own. */
function isMerged(constraint: Fact, at: At): boolean {
  const [before, table] = constraint.parent === null ? [] : [at.here.get(constraint.parent), at.there.get(constraint.parent)]
  if (!before || !table || hasIndex(constraint)) return false
  const snapshot = at.there
  return parentsOf(table).filter((parent) => !parentsOf(before).includes(parent)).some((parent) => snapshot.children(parent, 'constraint').some((above) => above.path[2] === constraint.path[2] && above.data['definition'] === constraint.data['definition']))
}

/**
 * ADD CONSTRAINT. A foreign key takes SHARE ROW EXCLUSIVE on both tables, all others ACCESS EXCLUSIVE; rows are read unless it is
 * NOT VALID (documentation of ALTER TABLE). With an index on a partitioned table it is made on ONLY that, and those of the partitions are attached.
 */
export function create(constraint: Fact, at: At): readonly ActionDraft[] {
  const only = hasIndex(constraint) && isPartitioned(constraint, at)
  const below = tablesBelow(constraint, at)
  const tables = [constraint.parent, ...(only ? [] : below)]
  const isForeign = constraint.data['type'] === 'foreign key'
  const reads = constraint.data['notValid'] !== true && constraint.data['notEnforced'] !== true && !only
  return [
    {
      sql: `${alterRelation(constraint, only)} ADD ${constraintText(constraint)}`,
      needs: only && constraint.parent !== null ? heirsOf(at.here, constraint.parent).map(({ id }) => id) : isForeign ? attachedToReferenced(constraint, at) : [],
      after: [...sameNameAbove(constraint, at), ...sameNameBelow(constraint, at)],
      locks: isForeign ? lock('SHARE ROW EXCLUSIVE', ...tables, referenced(constraint, at)) : lock('ACCESS EXCLUSIVE', ...tables),
      scans: reads ? tables.filter((id) => id !== null) : [],
    },
    ...afterIndex(constraint, alterRelation(constraint)),
    ...attachSelf(constraint, at),
  ]
}

/** The one of the table above takes this one with it when it goes, so it must have gone. */
function sameNameAbove(constraint: Fact, at: At): FactId[] {
  const table = constraint.parent === null ? undefined : at.there.get(constraint.parent)
  if (!table || hasIndex(constraint)) return []
  return parentsOf(table).flatMap((parent) => at.there.children(parent, 'constraint')).filter((above) => above.path[2] === constraint.path[2]).map(({ id }) => id)
}

/** One of a table below would be merged with it and stay that table's own. */
function sameNameBelow(constraint: Fact, at: At): FactId[] {
  if (hasIndex(constraint)) return []
  return tablesBelow(constraint, at).map((table) => factId('constraint', [...(at.here.get(table)?.path ?? []), constraint.path[2] ?? ''])).filter((id) => at.there.has(id) && !at.here.has(id))
}

/** Of a partition nothing: it goes with the one it is attached to. */
export function drop(constraint: Fact, at: At): readonly ActionDraft[] {
  const above = constraint.data['attachedTo']
  if (typeof above === 'string' && (!at.there.has(above) || at.rebuilt(above) || (constraint.parent !== null && isDetached(constraint.parent, { from: at.here, to: at.there })))) return []
  if (constraint.parent !== null && at.there.has(constraint.parent) && isMerged(constraint, at)) return []
  return [
    ...leavesReplicaIdentity(constraint, alterRelation(constraint), at),
    { sql: `${alterRelation(constraint)} DROP CONSTRAINT ${ownName(constraint)}`, destroys: attachedBelow(at.here, constraint).map(({ id }) => id), locks: lock('ACCESS EXCLUSIVE', constraint.parent, ...tablesBelow(constraint, at), constraint.data['type'] === 'foreign key' ? referenced(constraint, at) : null) },
  ]
}

export function alter(before: Fact, after: Fact, at: At): readonly ActionDraft[] | null {
  const [old, now] = [before.data, after.data]
  if (!same(old['definition'], now['definition']) || !same(old['type'], now['type'])) return null
  const isForeign = now['type'] === 'foreign key'
  if (!isForeign && (!same(old['deferrable'], now['deferrable']) || !same(old['notEnforced'], now['notEnforced']))) return null
  if (now['notValid'] === true && old['notValid'] !== true && old['notEnforced'] !== true) return null
  const attached = changeIndexState(before, after, at)
  if (attached === null) return null
  const index = `ALTER INDEX ${qualified(after.path[0] ?? '', after.path[2] ?? '')}`
  return [
    ...(same(old['deferrable'], now['deferrable']) ? [] : [{ sql: `${alterRelation(after)} ALTER CONSTRAINT ${ownName(after)} ${deferral(now['deferrable'])}`, locks: lock('ACCESS EXCLUSIVE', after.parent, referenced(after, at)) }]),
    ...(same(old['notEnforced'], now['notEnforced']) ? [] : [{ sql: `${alterRelation(after)} ALTER CONSTRAINT ${ownName(after)} ${now['notEnforced'] === true ? 'NOT ENFORCED' : 'ENFORCED'}`, locks: lock('SHARE ROW EXCLUSIVE', after.parent, referenced(after, at)), scans: now['notEnforced'] === true || after.parent === null ? [] : [after.parent] }]),
    ...(old['notValid'] === true && now['notValid'] !== true ? [validate(after, at)] : []),
    ...optionChanges(old['options'], now['options']).map((change) => ({ sql: `${index} ${change}`, locks: lock('SHARE UPDATE EXCLUSIVE', after.id) })),
    ...(same(old['tablespace'], now['tablespace']) ? [] : [{ sql: `${index} SET TABLESPACE ${quoteIdentifier(String(now['tablespace'] ?? 'pg_default'))}`, locks: lock('ACCESS EXCLUSIVE', after.id), rewrites: [after.id] }]),
    ...attached,
  ]
}

function deferral(value: unknown): string {
  if (value === undefined) return 'NOT DEFERRABLE'
  return value === 'initially deferred' ? 'DEFERRABLE INITIALLY DEFERRED' : 'DEFERRABLE INITIALLY IMMEDIATE'
}

function validate(constraint: Fact, at: At): ActionDraft {
  const isForeign = constraint.data['type'] === 'foreign key'
  return {
    sql: `${alterRelation(constraint)} VALIDATE CONSTRAINT ${ownName(constraint)}`, scans: constraint.parent === null ? [] : [constraint.parent],
    locks: [...lock('SHARE UPDATE EXCLUSIVE', constraint.parent), ...(isForeign ? lock('ROW SHARE', referenced(constraint, at)) : [])],
  }
}

export function rename(before: Fact, after: Fact): readonly ActionDraft[] {
  return [{ sql: `${alterRelation(before)} RENAME CONSTRAINT ${ownName(before)} TO ${quoteIdentifier(after.path.at(-1) ?? '')}`, locks: lock('ACCESS EXCLUSIVE', before.parent) }]
}
