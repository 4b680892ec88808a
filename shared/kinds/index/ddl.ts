import type { Fact, Json } from '../../schema/fact.ts'
import type { ActionDraft, At } from '../../schema/kind.ts'
import { kindOf } from '../../schema/fact.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import { heirsOf, isDetached } from '../table/family.ts'
import { lock, optionChanges, optionText, optionsIn, ownName, parentName, relationName, same } from '../table/names.ts'
import { attachedBelow, attachSelf } from './ddl-attach.ts'
import { afterIndex, changeIndexState, leavesReplicaIdentity } from './ddl-state.ts'

const isPartitioned = (index: Fact, at: At) => index.parent !== null && at.here.get(index.parent)?.data['partitionKey'] !== undefined

const alterParent = (index: Fact, snapshot: At['here']) => `ALTER ${index.parent !== null && kindOf(index.parent) === 'materialized-view' ? 'MATERIALIZED VIEW' : 'TABLE'} ${parentName(index, snapshot)}`

/**
 * CREATE INDEX takes SHARE on its table, which writers wait for, and reads all rows. On a partitioned table it is made on ONLY that;
 * the partitions' own indexes are attached, and make it valid (documentation of CREATE INDEX).
 */
export function create(index: Fact, at: At): readonly ActionDraft[] {
  const { definition, unique, where, options, tablespace } = index.data
  const only = isPartitioned(index, at)
  const sql = [
    `CREATE ${unique === true ? 'UNIQUE ' : ''}INDEX ${ownName(index)} ON ${only ? 'ONLY ' : ''}${parentName(index, at.here)} USING ${String(definition)}`,
    ...(options === undefined ? [] : [`WITH (${optionText(optionsIn(options))})`]),
    ...(tablespace === undefined ? [] : [`TABLESPACE ${quoteIdentifier(String(tablespace))}`]),
    ...(where === undefined ? [] : [`WHERE ${String(where)}`]),
  ].join(' ')
  const needs = only && index.parent !== null ? heirsOf(at.here, index.parent).map(({ id }) => id) : []
  const scans = only || index.parent === null ? [] : [index.parent]
  return [{ sql, needs, scans, locks: lock('SHARE', index.parent) }, ...statistics({}, index.data['statistics'], index), ...afterIndex(index, alterParent(index, at.here)), ...attachSelf(index, at)]
}

/** Statistics targets of columns that are expressions. */
function statistics(before: Json | undefined, after: Json | undefined, index: Fact): ActionDraft[] {
  const [old, now] = [(before ?? {}) as Record<string, Json>, (after ?? {}) as Record<string, Json>]
  const changed = [...new Set([...Object.keys(old), ...Object.keys(now)])].filter((column) => !same(old[column], now[column]))
  return changed.toSorted().map((column) => ({ sql: `ALTER INDEX ${relationName(index.path)} ALTER COLUMN ${column} SET STATISTICS ${String(now[column] ?? -1)}`, locks: lock('SHARE UPDATE EXCLUSIVE', index.id) }))
}

/** Of a partition nothing: it goes with the index that it is attached to. ACCESS EXCLUSIVE on the table (documentation of DROP INDEX). */
export function drop(index: Fact, at: At): readonly ActionDraft[] {
  const above = index.data['attachedTo']
  if (typeof above === 'string' && (!at.there.has(above) || at.rebuilt(above) || (index.parent !== null && isDetached(index.parent, { from: at.here, to: at.there })))) return []
  return [...leavesReplicaIdentity(index, alterParent(index, at.here), at), { sql: `DROP INDEX ${relationName(index.path)}`, destroys: attachedBelow(at.here, index).map(({ id }) => id), locks: lock('ACCESS EXCLUSIVE', index.parent) }]
}

export function alter(before: Fact, after: Fact, at: At): readonly ActionDraft[] | null {
  const [old, now] = [before.data, after.data]
  if (!same(old['definition'], now['definition']) || !same(old['unique'], now['unique']) || !same(old['where'], now['where'])) return null
  const state = changeIndexState(before, after, at)
  if (state === null) return null
  const name = `ALTER INDEX ${relationName(after.path)}`
  return [
    ...optionChanges(old['options'], now['options']).map((change) => ({ sql: `${name} ${change}`, locks: lock('SHARE UPDATE EXCLUSIVE', after.id) })),
    ...(same(old['tablespace'], now['tablespace']) ? [] : [{ sql: `${name} SET TABLESPACE ${quoteIdentifier(String(now['tablespace'] ?? 'pg_default'))}`, locks: lock('ACCESS EXCLUSIVE', after.id), rewrites: [after.id] }]),
    ...statistics(old['statistics'], now['statistics'], after), ...state,
  ]
}

export function rename(before: Fact, after: Fact): readonly ActionDraft[] {
  return [{ sql: `ALTER INDEX ${relationName(before.path)} RENAME TO ${ownName(after)}`, locks: lock('SHARE UPDATE EXCLUSIVE', before.id) }]
}
