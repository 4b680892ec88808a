import type { Fact } from '../../schema/fact.ts'
import type { ActionDraft, At } from '../../schema/kind.ts'
import { isDetached } from '../table/family.ts'
import { lock, ownName, relationName, same } from '../table/names.ts'
import { attachSelf } from './ddl-attach.ts'

/** Behind CREATE INDEX or ADD CONSTRAINT: the table is clustered by it, or it is the replica identity. `alter`: start of the table's ALTER. */
export function afterIndex(part: Fact, alter: string): ActionDraft[] {
  return [
    ...(part.data['clustered'] === true ? [{ sql: `${alter} CLUSTER ON ${ownName(part)}`, locks: lock('ACCESS EXCLUSIVE', part.parent) }] : []),
    ...(part.data['replicaIdentity'] === true ? [{ sql: `${alter} REPLICA IDENTITY USING INDEX ${ownName(part)}`, locks: lock('ACCESS EXCLUSIVE', part.parent) }] : []),
  ]
}

/** The replica identity falls back to the default before its index goes, or the table would be left without one. */
export function leavesReplicaIdentity(part: Fact, alter: string, at: At): ActionDraft[] {
  if (part.data['replicaIdentity'] !== true || part.parent === null || !at.there.has(part.parent)) return []
  return [{ sql: `${alter} REPLICA IDENTITY DEFAULT`, locks: lock('ACCESS EXCLUSIVE', part.parent), why: 'its index goes' }]
}

/** What the index of a constraint and an index of its own have in common; null: only a new one can be so. */
export function changeIndexState(before: Fact, after: Fact, at: At): ActionDraft[] | null {
  const [old, now] = [before.data, after.data]
  if (old['invalid'] === true && now['invalid'] !== true) return null
  const table = at.here.get(after.parent ?? '')
  const alter = `ALTER TABLE ${relationName(table?.path ?? [])}`
  const others = (state: string) => at.here.children(after.parent ?? '').some((part) => part.data[state] === true)
  const strong = lock('ACCESS EXCLUSIVE', after.parent)
  const drafts: ActionDraft[] = []
  if (!same(old['clustered'], now['clustered']) && now['clustered'] !== true && !others('clustered')) drafts.push({ sql: `${alter} SET WITHOUT CLUSTER`, locks: lock('SHARE UPDATE EXCLUSIVE', after.parent) })
  if (!same(old['clustered'], now['clustered']) && now['clustered'] === true) drafts.push({ sql: `${alter} CLUSTER ON ${ownName(after)}`, locks: lock('SHARE UPDATE EXCLUSIVE', after.parent) })
  if (!same(old['replicaIdentity'], now['replicaIdentity'])) {
    if (now['replicaIdentity'] === true) drafts.push({ sql: `${alter} REPLICA IDENTITY USING INDEX ${ownName(after)}`, locks: strong })
    else if (!others('replicaIdentity') && table?.data['replicaIdentity'] === undefined) drafts.push({ sql: `${alter} REPLICA IDENTITY DEFAULT`, locks: strong })
  }
  if (same(old['attachedTo'], now['attachedTo'])) return drafts
  return changeAttachment(before, after, at, drafts)
}

function changeAttachment(before: Fact, after: Fact, at: At, drafts: readonly ActionDraft[]): ActionDraft[] | null {
  const [old, now] = [before.data['attachedTo'], after.data['attachedTo']]
  const leaves = typeof old === 'string' && after.parent !== null && isDetached(after.parent, { from: at.there, to: at.here })
  if (typeof old === 'string' && !leaves) return null
  return [...drafts, ...(typeof now === 'string' ? attachSelf(after, at) : [])]
}
