import type { Fact, FactId } from '../../schema/fact.ts'
import type { ActionDraft, At } from '../../schema/kind.ts'
import type { Snapshot } from '../../schema/snapshot.ts'
import { defaultId, defaultOf, isInherited } from '../column/ddl-text.ts'
import { attachedBelow } from '../index/ddl-attach.ts'
import { constraintText } from '../constraint/ddl-text.ts'
import { ancestorsOf, broughtByAttaching, heirsOf, parentsOf } from './family.ts'
import { lock, ownName, relationName } from './names.ts'

const nameIn = (snapshot: Snapshot, id: FactId) => relationName(snapshot.get(id)?.path ?? [])

const isPartition = (table: Fact) => typeof table.data['partitionOf'] === 'string'

const movesIn = (table: Fact, at: At) => {
  const before = at.there.get(table.id)
  return before !== undefined && (before.data['partitionOf'] !== table.data['partitionOf'] || before.data['bound'] !== table.data['bound'])
}

/** Partitions beside a new one that must have given up, or taken, their bounds before it takes its own. */
export function mustComeFirst(table: Fact, at: At): { needs: FactId[]; after: FactId[] } {
  const parent = parentsOf(table)[0]
  if (parent === undefined || !at.there.has(parent)) return { needs: [], after: [] }
  const left = siblingsLeaving(parent, at)
  return { needs: [...left.filter((id) => at.here.has(id) && id !== table.id), ...(broughtAlso(table, at))], after: left.filter((id) => !at.here.has(id)) }
}

/** The table's own indexes, valid: those of its partitions are attached to them. */
const broughtAlso = (table: Fact, at: At) => broughtByAttaching(table.id, at).flatMap((part) => [part, ...attachedBelow(at.here, part)]).map(({ id }) => id)

const leaving = new WeakMap<Snapshot, WeakMap<Snapshot, Map<FactId, FactId[]>>>()

/** Partitions of a table that it loses, or that get another bound. */
function siblingsLeaving(parent: FactId, at: At): readonly FactId[] {
  let known = leaving.get(at.here)
  if (!known) leaving.set(at.here, (known = new WeakMap()))
  let byParent = known.get(at.there)
  if (!byParent) known.set(at.there, (byParent = new Map()))
  let found = byParent.get(parent)
  if (!found) {
    found = heirsOf(at.there, parent).filter((table) => isPartition(table)).filter((table) => {
      const now = at.here.get(table.id)
      return !now || now.data['partitionOf'] !== parent || now.data['bound'] !== table.data['bound']
    }).map(({ id }) => id)
    byParent.set(parent, found)
  }
  return found
}

/**
 * ALTER TABLE ... ATTACH PARTITION: SHARE UPDATE EXCLUSIVE on the parent, ACCESS EXCLUSIVE on the partition and on the default
 * partition; the rows of both are read (PostgreSQL's documentation of ALTER TABLE).
 */
export function attachDraft(table: Fact, at: At): ActionDraft {
  const parent = String(table.data['partitionOf'])
  const fallback = heirsOf(at.here, parent).find(({ data, id }) => data['bound'] === 'DEFAULT' && id !== table.id)
  const { needs, after } = mustComeFirst(table, at)
  return {
    sql: `ALTER TABLE ${nameIn(at.here, parent)} ATTACH PARTITION ${relationName(table.path)} ${String(table.data['bound'])}`,
    needs: [parent, ...columnIds(parent, at), ...columnIds(table.id, at), ...needs], after,
    locks: [...lock('SHARE UPDATE EXCLUSIVE', parent), ...lock('ACCESS EXCLUSIVE', table.id, fallback?.id ?? null)], scans: [table.id, ...(fallback ? [fallback.id] : [])],
  }
}

/** They must be as they shall be before a table comes to stand under another one. */
const columnIds = (table: FactId, at: At) => at.here.children(table, 'column').map(({ id }) => id)

/** Checks of the tables above, which a table must have before it comes to stand under them. */
function missingChecks(before: Fact, after: Fact, at: At): ActionDraft[] {
  const checksOf = (snapshot: Snapshot, tables: readonly Fact[]) => tables.flatMap((table) => snapshot.children(table.id, 'constraint')).filter(({ data }) => data['type'] === 'check')
  const had = checksOf(at.there, [before, ...ancestorsOf(at.there, before.id)]).map(({ path }) => path[2])
  const wanted = checksOf(at.here, ancestorsOf(at.here, after.id)).filter(({ data, path }) => !String(data['definition']).endsWith(' NO INHERIT') && !had.includes(path[2]))
  return wanted.map((check) => ({ sql: `ALTER TABLE ${relationName(after.path)} ADD ${constraintText(check)}`, needs: columnIds(after.id, at), locks: lock('ACCESS EXCLUSIVE', after.id), scans: [after.id], why: 'the table above has it' }))
}

/** A column without a default gets that of the table above when it comes to follow it. */
function takeDefaults(after: Fact, at: At): ActionDraft[] {
  const columns = at.here.children(after.id, 'column').filter((column) => isInherited(column) && at.there.get(column.id)?.data['inherited'] === undefined && at.there.has(column.id))
  const bare = columns.filter((column) => !at.here.has(defaultId(column)) && !at.there.has(defaultId(column)) && defaultOf(at.here, column) !== null)
  return bare.map((column) => ({ sql: `ALTER TABLE ${relationName(after.path)} ALTER COLUMN ${ownName(column)} ${defaultClause(defaultOf(at.here, column))}`, locks: lock('ACCESS EXCLUSIVE', after.id) }))
}

function detachDraft(before: Fact, at: At): ActionDraft {
  const parent = String(before.data['partitionOf'])
  return { sql: `ALTER TABLE ${nameIn(at.there, parent)} DETACH PARTITION ${relationName(before.path)}`, locks: lock('ACCESS EXCLUSIVE', parent, before.id) }
}

/**
 * Detaching, attaching and new bounds. Partitions of one parent whose bounds change are all detached before the first is
 * attached again, so that no two overlap on the way; the first of them by id does it for all.
 */
export function changePlace(before: Fact, after: Fact, at: At): ActionDraft[] {
  const [from, to] = [before.data['partitionOf'], after.data['partitionOf']]
  if (from === undefined && to === undefined) return changeParents(before, after, at)
  if (from !== undefined && from === to) {
    if (before.data['bound'] === after.data['bound']) return []
    const group = [...rebound(String(from), at)].toSorted((a, b) => (a.id < b.id ? -1 : 1))
    if (group[0]?.id !== after.id) return []
    const detach = group.flatMap((table) => at.there.get(table.id) ?? []).map((table) => detachDraft(table, at))
    return [...detach, ...group.map((table) => attachDraft(table, at)).map((draft) => ({ ...draft, needs: draft.needs?.filter((id) => !group.some((one) => one.id === id)) ?? [] }))]
  }
  const leave = from === undefined ? [] : leaveBehind(detachDraft(before, at), before, after, at)
  return [...leave, ...(to === undefined ? [] : [...missingChecks(before, after, at), attachDraft(after, at), ...takeDefaults(after, at)])]
}

function rebound(parent: FactId, at: At): readonly Fact[] {
  return siblingsLeaving(parent, at).flatMap((id) => at.here.get(id) ?? []).filter((table) => table.data['partitionOf'] === parent && movesIn(table, at))
}

function changeParents(before: Fact, after: Fact, at: At): ActionDraft[] {
  const [old, now] = [parentsOf(before), parentsOf(after)]
  const gone = old.filter((id) => !now.includes(id))
  const fresh = now.filter((id) => !old.includes(id))
  const alter = `ALTER TABLE ${relationName(after.path)}`
  const leave = gone.map((id): ActionDraft => ({ sql: `${alter} NO INHERIT ${nameIn(at.there, id)}`, locks: [...lock('ACCESS EXCLUSIVE', after.id), ...lock('SHARE UPDATE EXCLUSIVE', id)] }))
  const join = fresh.map((id): ActionDraft => ({
    sql: `${alter} INHERIT ${nameIn(at.here, id)}`, needs: [id, ...columnIds(id, at), ...columnIds(after.id, at)],
    locks: [...lock('ACCESS EXCLUSIVE', after.id), ...lock('SHARE UPDATE EXCLUSIVE', id)],
  }))
  const last = leave.pop()
  return [...leave, ...(last ? leaveBehind(last, before, after, at) : []), ...(join.length > 0 ? missingChecks(before, after, at) : []), ...join, ...(join.length > 0 ? takeDefaults(after, at) : [])]
}

/** The statement with which a table leaves what was above it, and what it keeps of that: some is wanted and is a fact from now on, the rest is dropped. */
function leaveBehind(leave: ActionDraft, before: Fact, after: Fact, at: At): ActionDraft[] {
  const alter = `ALTER TABLE ${relationName(after.path)}`
  const { kept, unwanted } = leftConstraints(before, after, at)
  const { keptDefaults, lostDefaults } = leftDefaults(before, at)
  const indexes = at.there.children(before.id).filter((part) => typeof part.data['attachedTo'] === 'string' && !at.here.has(part.id))
  return [
    { ...leave, creates: [...kept, ...keptDefaults] },
    ...unwanted.map((above) => ({ sql: `${alter} DROP CONSTRAINT ${ownName(above)}` })),
    ...lostDefaults.map((column) => ({ sql: `${alter} ALTER COLUMN ${ownName(column)} ${defaultClause(defaultOf(at.here, column))}` })),
    ...indexes.map((part) => ({ sql: part.kind === 'index' ? `DROP INDEX ${relationName(part.path)}` : `${alter} DROP CONSTRAINT ${ownName(part)}`, destroys: [part.id] })),
  ]
}

const defaultClause = (expression: string | null) => (expression === null ? 'DROP DEFAULT' : `SET DEFAULT ${expression}`)

/** Checks and foreign keys from above stay as the table's own, under the same name. */
function leftConstraints(before: Fact, after: Fact, at: At): { kept: FactId[]; unwanted: Fact[] } {
  const above = (snapshot: Snapshot, id: FactId) => ancestorsOf(snapshot, id).flatMap((table) => snapshot.children(table.id, 'constraint'))
  const inherited = above(at.there, before.id).filter(({ data }) => data['type'] === 'check' || (isPartition(before) && data['type'] === 'foreign key'))
  const alike = (one: Fact) => (other: Fact) => one.path[2] === other.path[2] && one.data['definition'] === other.data['definition']
  const kept = at.here.children(after.id, 'constraint').filter((own) => !at.there.has(own.id) && inherited.some(alike(own)))
  const merged = above(at.here, after.id)
  const unwanted = inherited.filter((old) => !kept.some((own) => own.path[2] === old.path[2]) && !merged.some(alike(old)))
  return { kept: kept.map(({ id }) => id), unwanted }
}

/** Defaults from above stay as the table's own. */
function leftDefaults(before: Fact, at: At): { keptDefaults: FactId[]; lostDefaults: Fact[] } {
  const columns = at.there.children(before.id, 'column').filter((column) => isInherited(column) && !at.there.has(defaultId(column)) && defaultOf(at.there, column) !== null)
  const staying = columns.flatMap(({ id }) => at.here.get(id) ?? [])
  const old = (column: Fact) => defaultOf(at.there, at.there.get(column.id) ?? column)
  return {
    keptDefaults: staying.filter((column) => at.here.get(defaultId(column))?.data['expression'] === old(column)).map(defaultId),
    lostDefaults: staying.filter((column) => !at.here.has(defaultId(column)) && defaultOf(at.here, column) !== old(column)),
  }
}

/** Typed tables: OF and NOT OF. */
export function changeType(before: Fact, after: Fact): ActionDraft[] {
  if (before.data['ofType'] === after.data['ofType']) return []
  const alter = `ALTER TABLE ${relationName(after.path)}`
  return [{ sql: after.data['ofType'] === undefined ? `${alter} NOT OF` : `${alter} OF ${String(after.data['ofType'])}`, locks: lock('ACCESS EXCLUSIVE', after.id) }]
}

