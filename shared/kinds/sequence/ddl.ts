import type { Fact, FactId } from '../../schema/fact.ts'
import type { ActionDraft, At } from '../../schema/kind.ts'
import type { Snapshot } from '../../schema/snapshot.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import { continueBehind } from '../column/ddl-identity.ts'
import { fullData } from '../column/ddl-text.ts'
import { lock, ownName, relationName, same } from '../table/names.ts'
import { changedOptions, createOptions } from './options.ts'

const alterSequence = (sequence: Fact) => `ALTER SEQUENCE ${relationName(sequence.path)}`

/** `schema.table.column` of the column that owns a sequence. */
function ownerName(id: FactId, snapshot: Snapshot): string {
  const path = snapshot.get(id)?.path ?? []
  return `${relationName(path)}.${quoteIdentifier(path[2] ?? '')}`
}

const owner = (sequence: Fact): FactId | undefined => (typeof sequence.data['ownedBy'] === 'string' ? sequence.data['ownedBy'] : undefined)

/** The column that owns the sequence comes later, because its default needs the sequence. Numbers go on behind those of a column that is there. */
export function create(sequence: Fact, at: At): readonly ActionDraft[] {
  const unlogged = sequence.data['unlogged'] === true ? 'UNLOGGED ' : ''
  const owned = owner(sequence)
  const column = owned === undefined ? undefined : at.here.get(owned)
  const old = column && at.there.get(column.id)
  const counts = column && old && !at.rebuilt(column.id) && /^(smallint|integer|bigint)$/.test(String(fullData(old)['type'])) && !String(sequence.data['increment'] ?? '1').startsWith('-')
  return [
    { sql: [`CREATE ${unlogged}SEQUENCE ${relationName(sequence.path)}`, ...createOptions(sequence.data)].join(' '), needs: old && fullData(old)['identity'] !== undefined ? [old.id] : [] },
    ...(counts ? [continueBehind(old, relationName(sequence.path))] : []),
    ...(owned === undefined || !column ? [] : [{ sql: `${alterSequence(sequence)} OWNED BY ${ownerName(owned, at.here)}`, needs: [owned] }]),
  ]
}

/** It goes by itself with the column that owns it. */
export function drop(sequence: Fact, at: At): readonly ActionDraft[] {
  const owned = owner(sequence)
  if (owned !== undefined && at.here.has(owned) && !at.there.has(owned) && !at.rebuilt(sequence.id)) return []
  return [{ sql: `DROP SEQUENCE ${relationName(sequence.path)}`, loses: `Where the sequence ${relationName(sequence.path)} stands.`, locks: lock('ACCESS EXCLUSIVE', sequence.id) }]
}

/** ALTER SEQUENCE keeps the last value: SHARE ROW EXCLUSIVE on the sequence, ACCESS EXCLUSIVE for SET LOGGED (documentation of ALTER SEQUENCE). */
export function alter(before: Fact, after: Fact, at: At): readonly ActionDraft[] {
  const options = changedOptions(before.data, after.data, String(after.data['type'] ?? 'bigint'))
  const [oldOwner, newOwner] = [owner(before), owner(after)]
  const freed = oldOwner !== undefined && newOwner === undefined && !at.here.has(oldOwner)
  return [
    ...(options.length > 0 ? [{ sql: [alterSequence(after), ...options].join(' '), locks: lock('SHARE ROW EXCLUSIVE', after.id) }] : []),
    ...(same(before.data['unlogged'], after.data['unlogged']) ? [] : [{ sql: `${alterSequence(after)} SET ${after.data['unlogged'] === true ? 'UNLOGGED' : 'LOGGED'}`, locks: lock('ACCESS EXCLUSIVE', after.id) }]),
    ...(oldOwner === newOwner || freed ? [] : [{ sql: `${alterSequence(after)} OWNED BY ${newOwner === undefined ? 'NONE' : ownerName(newOwner, at.here)}`, needs: newOwner === undefined ? [] : [newOwner], locks: lock('SHARE ROW EXCLUSIVE', after.id) }]),
  ]
}

export function rename(before: Fact, after: Fact): readonly ActionDraft[] {
  const moved = before.path[0] !== after.path[0]
  return [
    ...(before.path[1] === after.path[1] ? [] : [{ sql: `${alterSequence(before)} RENAME TO ${ownName(after)}` }]),
    ...(moved ? [{ sql: `ALTER SEQUENCE ${relationName([before.path[0] ?? '', after.path[1] ?? ''])} SET SCHEMA ${quoteIdentifier(after.path[0] ?? '')}` }] : []),
  ]
}
