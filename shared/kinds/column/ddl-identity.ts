import type { Fact, Json } from '../../schema/fact.ts'
import type { ActionDraft, At } from '../../schema/kind.ts'
import { qualified, quoteIdentifier, quoteLiteral } from '../../sql/quote.ts'
import { changedOptions } from '../sequence/options.ts'
import { sequencesOf } from '../sequence/ddl-owner.ts'
import { alterRelation, generatedName, lock, ownName, relationName, same } from '../table/names.ts'
import { defaultId, fullData, identityText, isInherited, objectIn } from './ddl-text.ts'

type Identity = Readonly<Record<string, Json>>

/** Schema and name of the sequence behind an identity column. */
function sequenceOf(identity: Identity, column: Fact): [string, string] {
  const named = identity['sequence']
  if (Array.isArray(named)) return [String(named[0]), String(named[1])]
  return [column.path[0] ?? '', generatedName(column.path[1] ?? '', column.path[2] ?? '', 'seq')]
}

/** Adds, drops or changes GENERATED ... AS IDENTITY; the sequence goes on where it is. */
export function changeIdentity(before: Fact, after: Fact, at: At): ActionDraft[] {
  const [old, now] = [objectIn(fullData(before)['identity']), objectIn(fullData(after)['identity'])]
  if (same(old, now) || (isInherited(after) && after.data['identity'] === undefined)) return []
  const phrase = `${alterRelation(after)} ALTER COLUMN ${ownName(after)}`
  const locks = lock('ACCESS EXCLUSIVE', after.parent)
  if (!now) return [{ sql: `${phrase} DROP IDENTITY`, locks }]
  if (!old) return addIdentity(after, now, at)
  return [...alterIdentity(before, after, old, now), ...moveSequence(before, after, old, now)]
}

/** Numbers go on behind the highest in the column; a serial's own sequence must have gone, because it may have the name. */
function addIdentity(column: Fact, identity: Identity, at: At): ActionDraft[] {
  const phrase = `${alterRelation(column)} ALTER COLUMN ${ownName(column)}`
  const after = [...sequencesOf(at.there, column.id).map(({ id }) => id), defaultId(column)].filter((id) => at.there.has(id) && !at.here.has(id))
  const locks = lock('ACCESS EXCLUSIVE', column.parent)
  const [schema, name] = sequenceOf(identity, column)
  const falls = String(identity['increment'] ?? '1').startsWith('-')
  return [{ sql: `${phrase} ADD ${identityText(identity)}`, after, locks }, ...(falls ? [] : [continueBehind(column, qualified(schema, name))])]
}

/** The next number of a sequence becomes the one behind the highest in a column, if that is higher than where it starts. */
export function continueBehind(column: Fact, sequence: string): ActionDraft {
  const name = ownName(column)
  return {
    sql: `SELECT pg_catalog.setval(${quoteLiteral(sequence)}, pg_catalog.max(${name}) + 1, false) FROM ${relationName(column.path)} HAVING pg_catalog.max(${name}) >= (SELECT last_value FROM ${sequence})`,
    scans: column.parent === null ? [] : [column.parent], why: 'its numbers go on behind those that are there',
  }
}

function alterIdentity(before: Fact, after: Fact, old: Identity, now: Identity): ActionDraft[] {
  const kept = (identity: Identity) => ({ ...identity, type: null })
  const type = String(fullData(after)['type'])
  const typed = !same(fullData(before)['type'], fullData(after)['type'])
  const options = changedOptions(kept(old), kept(now), type).filter(() => !typed || !same({ ...old, generation: '' }, { ...now, generation: '' }))
  const changes = [...(old['generation'] === now['generation'] ? [] : [`SET GENERATED ${now['generation'] === 'always' ? 'ALWAYS' : 'BY DEFAULT'}`]), ...options.map((option) => `SET ${option}`)]
  return changes.length === 0 ? [] : [{ sql: `${alterRelation(after)} ALTER COLUMN ${ownName(after)} ${changes.join(' ')}`, locks: lock('ACCESS EXCLUSIVE', after.parent) }]
}

function moveSequence(before: Fact, after: Fact, old: Identity, now: Identity): ActionDraft[] {
  const [[oldSchema, oldName], [, name]] = [sequenceOf(old, before), sequenceOf(now, after)]
  return [
    ...(oldName === name ? [] : [{ sql: `ALTER SEQUENCE ${qualified(oldSchema, oldName)} RENAME TO ${quoteIdentifier(name)}` }]),
    ...(same(old['unlogged'], now['unlogged']) ? [] : [{ sql: `ALTER SEQUENCE ${qualified(oldSchema, name)} SET ${now['unlogged'] === true ? 'UNLOGGED' : 'LOGGED'}` }]),
  ]
}
