import type { Fact } from '../../schema/fact.ts'
import type { ActionDraft, At } from '../../schema/kind.ts'
import { lock, ownName, parentName, relationName, same } from '../table/names.ts'

const target = (fact: Fact): ActionDraft => ({ sql: `ALTER STATISTICS ${relationName(fact.path)} SET STATISTICS ${String(fact.data['target'] ?? -1)}` })

/** SHARE UPDATE EXCLUSIVE on the table; it is ANALYZE that reads rows (documentation of CREATE STATISTICS). */
export function create(fact: Fact, at: At): readonly ActionDraft[] {
  const sql = `CREATE STATISTICS ${relationName(fact.path)} ${String(fact.data['definition'])} FROM ${parentName(fact, at.here)}`
  return [{ sql, locks: lock('SHARE UPDATE EXCLUSIVE', fact.parent) }, ...(fact.data['target'] === undefined ? [] : [target(fact)])]
}

export function drop(fact: Fact): readonly ActionDraft[] {
  return [{ sql: `DROP STATISTICS ${relationName(fact.path)}`, locks: lock('SHARE UPDATE EXCLUSIVE', fact.parent) }]
}

export function alter(before: Fact, after: Fact): readonly ActionDraft[] | null {
  return same(before.data['definition'], after.data['definition']) ? [target(after)] : null
}

export function rename(before: Fact, after: Fact): readonly ActionDraft[] {
  return [{ sql: `ALTER STATISTICS ${relationName(before.path)} RENAME TO ${ownName(after)}` }]
}
