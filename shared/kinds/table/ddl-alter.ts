import type { Fact, FactId } from '../../schema/fact.ts'
import type { ActionDraft, At } from '../../schema/kind.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import { changePlace, changeType } from './ddl-partition.ts'
import { lock, optionChanges, relationName, same } from './names.ts'

/** Options whose change needs ACCESS EXCLUSIVE; all others take SHARE UPDATE EXCLUSIVE (PostgreSQL's documentation of ALTER TABLE, SET). */
const strong = /\buser_catalog_table\b/

/**
 * Changes of a table itself, by ALTER TABLE. Lock modes and rewrites as PostgreSQL's documentation of ALTER TABLE has them: ACCESS
 * EXCLUSIVE unless it says otherwise; SET LOGGED, SET UNLOGGED, SET ACCESS METHOD and SET TABLESPACE write all rows anew.
 */
export function alter(before: Fact, after: Fact, at: At): readonly ActionDraft[] | null {
  if (!same(before.data['partitionKey'], after.data['partitionKey'])) return null
  if (!same(before.data['accessMethod'], after.data['accessMethod']) && at.version < 150_000) return null
  return [...changePlace(before, after, at), ...changeType(before, after), ...persistence(before, after, at), ...storage(before, after), ...security(before, after), ...identity(before, after, at)]
}

/** An unlogged table may reference logged ones, and none the other way round: the tables change in that order. */
function persistence(before: Fact, after: Fact, at: At): ActionDraft[] {
  if (same(before.data['unlogged'], after.data['unlogged'])) return []
  const unlogged = after.data['unlogged'] === true
  const needs = (unlogged ? referencingTables(after.id, at) : referencedTables(after.id, at)).filter((id) => id !== after.id && at.there.has(id))
  return [{ sql: `ALTER TABLE ${relationName(after.path)} SET ${unlogged ? 'UNLOGGED' : 'LOGGED'}`, needs, locks: lock('ACCESS EXCLUSIVE', after.id), rewrites: [after.id] }]
}

const isForeignKey = (fact: Fact | undefined): fact is Fact => fact?.data['type'] === 'foreign key'

function referencedTables(table: FactId, at: At): FactId[] {
  const used = at.here.children(table, 'constraint').filter(isForeignKey).flatMap(({ id }) => at.here.uses(id))
  return [...new Set(used.flatMap((id) => at.here.get(id)?.parent ?? []))]
}

function referencingTables(table: FactId, at: At): FactId[] {
  const parts = [table, ...at.here.children(table).map(({ id }) => id)]
  const users = parts.flatMap((id) => at.here.usedBy(id)).map((id) => at.here.get(id)).filter(isForeignKey)
  return [...new Set(users.flatMap(({ parent }) => parent ?? []))]
}

function storage(before: Fact, after: Fact): ActionDraft[] {
  const alterTable = `ALTER TABLE ${relationName(after.path)}`
  const rewrites = after.data['partitionKey'] === undefined ? [after.id] : []
  const drafts: ActionDraft[] = []
  if (!same(before.data['accessMethod'], after.data['accessMethod'])) drafts.push({ sql: `${alterTable} SET ACCESS METHOD ${quoteIdentifier(String(after.data['accessMethod'] ?? 'heap'))}`, rewrites, locks: lock('ACCESS EXCLUSIVE', after.id) })
  if (!same(before.data['tablespace'], after.data['tablespace'])) drafts.push({ sql: `${alterTable} SET TABLESPACE ${quoteIdentifier(String(after.data['tablespace'] ?? 'pg_default'))}`, rewrites, locks: lock('ACCESS EXCLUSIVE', after.id) })
  for (const change of optionChanges(before.data['options'], after.data['options'])) drafts.push({ sql: `${alterTable} ${change}`, locks: lock(strong.test(change) ? 'ACCESS EXCLUSIVE' : 'SHARE UPDATE EXCLUSIVE', after.id) })
  return drafts
}

function security(before: Fact, after: Fact): ActionDraft[] {
  const alterTable = `ALTER TABLE ${relationName(after.path)}`
  const locks = lock('ACCESS EXCLUSIVE', after.id)
  return [
    ...(same(before.data['rowSecurity'], after.data['rowSecurity']) ? [] : [{ sql: `${alterTable} ${after.data['rowSecurity'] === true ? 'ENABLE' : 'DISABLE'} ROW LEVEL SECURITY`, locks }]),
    ...(same(before.data['forceRowSecurity'], after.data['forceRowSecurity']) ? [] : [{ sql: `${alterTable} ${after.data['forceRowSecurity'] === true ? 'FORCE' : 'NO FORCE'} ROW LEVEL SECURITY`, locks }]),
  ]
}

/** An index that becomes the replica identity says so itself. */
function identity(before: Fact, after: Fact, at: At): ActionDraft[] {
  if (same(before.data['replicaIdentity'], after.data['replicaIdentity'])) return []
  const byIndex = at.here.children(after.id).some((part) => part.data['replicaIdentity'] === true)
  if (after.data['replicaIdentity'] === undefined && byIndex) return []
  const kept = String(after.data['replicaIdentity'] ?? 'default').toUpperCase()
  return [{ sql: `ALTER TABLE ${relationName(after.path)} REPLICA IDENTITY ${kept}`, locks: lock('ACCESS EXCLUSIVE', after.id) }]
}
