import type { Fact, FactId, Json } from '../../schema/fact.ts'
import type { ActionDraft, At } from '../../schema/kind.ts'
import { AppError } from '../../contract/app-error.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import { columnAbove, columnsBelow } from '../table/family.ts'
import { alterRelation, lock, optionChanges, optionText, optionsIn, ownName, relationName, same } from '../table/names.ts'
import { changeIdentity } from './ddl-identity.ts'
import { defaultOf, fullData, isInherited, objectIn } from './ddl-text.ts'
import { areComparable, mayLose, rewritesTable, usingText } from './types.ts'

/**
 * Changes of a column by ALTER TABLE. All take ACCESS EXCLUSIVE but SET STATISTICS and SET (n_distinct), which take SHARE UPDATE
 * EXCLUSIVE; SET NOT NULL reads the table; a new type writes it anew unless the old values stay as they are (documentation of ALTER TABLE).
 */
export function alter(before: Fact, after: Fact, at: At): readonly ActionDraft[] | null {
  const [old, now] = [fullData(before), fullData(after)]
  const [wasDerived, isDerived] = [objectIn(old['generated']), objectIn(now['generated'])]
  if (isDerived && !wasDerived) return null
  if (wasDerived && isDerived && (wasDerived['virtual'] !== isDerived['virtual'] || (!same(wasDerived, isDerived) && at.version < 170_000))) return null
  if (wasDerived?.['virtual'] === true && !isDerived) return null
  return [
    ...(wasDerived && !isDerived ? [{ sql: `${phrase(after)} DROP EXPRESSION`, locks: strong(after) }] : []),
    // An identity column is an integer: another type only once it is none.
    ...(now['identity'] === undefined ? changeIdentity(before, after, at) : []),
    ...changeType(before, after, at),
    ...(wasDerived && isDerived && !same(wasDerived, isDerived) ? [{ sql: `${phrase(after)} SET EXPRESSION AS (${String(isDerived['expression'])})`, locks: strong(after), rewrites: isDerived['virtual'] === true ? [] : parent(after) }] : []),
    ...changeNotNull(before, after, at),
    ...(now['identity'] === undefined ? [] : changeIdentity(before, after, at)),
    ...changeStorage(old, now, after),
  ]
}

const phrase = (column: Fact, only = false) => `${alterRelation(column, only)} ALTER COLUMN ${ownName(column)}`
const strong = (column: Fact) => lock('ACCESS EXCLUSIVE', column.parent)
const parent = (column: Fact): FactId[] => (column.parent === null ? [] : [column.parent])

/** Whether the table above makes the same change to this column with its own statement. */
function comesFromAbove(before: Fact, after: Fact, at: At): boolean {
  return isInherited(before) && isInherited(after) && columnAbove(at.there, before)?.id === columnAbove(at.here, after)?.id
}

function changeType(before: Fact, after: Fact, at: At): ActionDraft[] {
  const [old, now] = [fullData(before), fullData(after)]
  if ((same(old['type'], now['type']) && same(old['collation'], now['collation'])) || comesFromAbove(before, after, at)) return []
  refusePartitionKey(after, at)
  const [from, to] = [String(old['type']), String(now['type'])]
  const using = usingText(ownName(after), from, to)
  const below = columnsBelow(at.there, before)
  const tables = [...parent(after), ...below.flatMap((id) => at.there.get(id)?.parent ?? [])]
  const collation = now['collation'] === undefined ? '' : ` COLLATE ${String(now['collation'])}`
  const rewrites = rewritesTable(from, to) || now['generated'] !== undefined
  return [
    ...dropDefault(before, after, at),
    {
      sql: `${phrase(after)} TYPE ${to}${collation}${using === null ? '' : ` USING ${using}`}`, disturbs: [before.id, ...below], rebuilds: [...partedKeys(before, after, at), ...targeted([before.id, ...below], at)],
      locks: lock('ACCESS EXCLUSIVE', ...tables), rewrites: rewrites ? tables : [], scans: !rewrites && mayLose(from, to) ? tables : [],
    },
  ]
}

function refusePartitionKey(column: Fact, at: At): void {
  const table = column.parent === null ? undefined : at.there.get(column.parent)
  const keys = table?.info?.['keyColumns']
  if (!Array.isArray(keys) || !keys.includes(column.path.at(-1) ?? '')) return
  throw new AppError('plan_impossible', { problem: `the column ${ownName(column)} of ${relationName(column.path)} is part of the partition key, and PostgreSQL cannot change the type of such a column. Create the table anew under another name and move its rows.` })
}

/** A default that differs goes first, because PostgreSQL converts it with the column and may not be able to; its own change sets the new one. */
function dropDefault(before: Fact, after: Fact, at: At): ActionDraft[] {
  const [old, now] = [defaultOf(at.there, before), defaultOf(at.here, after)]
  return old === null || old === now || now === null ? [] : [{ sql: `${phrase(after)} DROP DEFAULT`, locks: strong(after), why: 'its default is of the old type' }]
}

/** Foreign keys that cannot stand while only one of their columns has the new type. */
function partedKeys(before: Fact, after: Fact, at: At): FactId[] {
  if (areComparable(String(fullData(before)['type']), String(fullData(after)['type']))) return []
  const users = at.there.usedBy(before.id).flatMap((id) => at.there.get(id) ?? [])
  const own = before.parent === null ? [] : at.there.children(before.parent, 'constraint').filter(({ path, data }) => data['type'] === 'foreign key' && keyColumns(String(data['definition'])).includes(ownName(before)) && path.length === 3)
  return [...new Set([...users.filter(({ data }) => data['type'] === 'foreign key'), ...own].map(({ id }) => id))]
}

/** PostgreSQL makes indexes and statistics objects anew under a new type, but forgets their statistics targets. */
function targeted(columns: readonly FactId[], at: At): FactId[] {
  const tables = new Set(columns.map((id) => at.there.get(id)?.parent ?? ''))
  const parts = [...tables].flatMap((table) => at.there.children(table)).filter(({ data, kind }) => (kind === 'statistics' && data['target'] !== undefined) || (kind === 'index' && data['statistics'] !== undefined))
  return parts.filter(({ id }) => at.here.has(id)).map(({ id }) => id)
}

/** Columns in the first brackets of `FOREIGN KEY (a, b) REFERENCES ...`, quoted as they are there. A column is a part of the constraint's table, so no edge says it. */
function keyColumns(definition: string): string[] {
  return /^FOREIGN KEY \(((?:"(?:[^"]|"")*"|[^")])*)\)/.exec(definition)?.[1]?.match(/"(?:[^"]|"")*"|[^", ]+/g) ?? []
}

/** What a not-null constraint says beside its being there, PostgreSQL 18: `true` or an object. */
const notNullName = (value: Json | undefined, column: Fact) => String(objectIn(value)?.['name'] ?? `${column.path[1] ?? ''}_${column.path[2] ?? ''}_not_null`)

function changeNotNull(before: Fact, after: Fact, at: At): ActionDraft[] {
  const [old, now] = [stateBefore(before, after, at), fullData(after)['notNull']]
  const above = isInherited(after) ? columnAbove(at.here, after) : undefined
  // Of one that comes from above, the name and state are those of the table above.
  const follows = above !== undefined && after.data['notNull'] === undefined
  if (same(old, now) || (follows && (old === undefined) === (now === undefined))) return []
  const needs = above && at.there.has(above.id) ? [above.id] : []
  if (now === undefined) {
    const keys = at.there.children(before.parent ?? '', 'constraint').filter(({ data, id }) => data['type'] === 'primary key' && !at.here.has(id)).map(({ id }) => id)
    return [{ sql: `${phrase(after)} DROP NOT NULL`, locks: strong(after), after: keys, needs }]
  }
  const tables = [...parent(after), ...columnsBelow(at.here, after).flatMap((id) => at.here.get(id)?.parent ?? [])]
  if (old === undefined && (follows || objectIn(now) === undefined)) return [{ sql: `${phrase(after)} SET NOT NULL`, locks: lock('ACCESS EXCLUSIVE', ...tables), scans: tables, needs }]
  return changeNotNullConstraint(old, now, after, at)
}

function changeNotNullConstraint(old: Json | undefined, now: Json, column: Fact, at: At): ActionDraft[] {
  const [was, is] = [objectIn(old), objectIn(now)]
  const [oldName, name] = [notNullName(old, column), notNullName(now, column)]
  const add = `${alterRelation(column)} ADD CONSTRAINT ${quoteIdentifier(name)} NOT NULL ${ownName(column)}${is?.['noInherit'] === true ? ' NO INHERIT' : ''}${is?.['notValid'] === true ? ' NOT VALID' : ''}`
  const added = { sql: add, locks: strong(column), scans: is?.['notValid'] === true ? [] : parent(column) }
  if (old === undefined || at.version < 180_000) return [added]
  if (is?.['notValid'] === true && was?.['notValid'] !== true) return [{ sql: `${phrase(column)} DROP NOT NULL`, locks: strong(column) }, added]
  return [
    ...(oldName === name ? [] : [{ sql: `${alterRelation(column)} RENAME CONSTRAINT ${quoteIdentifier(oldName)} TO ${quoteIdentifier(name)}`, locks: strong(column) }]),
    ...(was?.['noInherit'] === is?.['noInherit'] ? [] : [{ sql: `${alterRelation(column)} ALTER CONSTRAINT ${quoteIdentifier(name)} ${is?.['noInherit'] === true ? 'NO INHERIT' : 'INHERIT'}`, locks: strong(column) }]),
    ...(was?.['notValid'] === true && is?.['notValid'] !== true ? [{ sql: `${alterRelation(column)} VALIDATE CONSTRAINT ${quoteIdentifier(name)}`, locks: lock('SHARE UPDATE EXCLUSIVE', column.parent), scans: parent(column) }] : []),
  ]
}

/** NOT NULL of a column as it is after the statement for the table above has run, which goes down to it. */
function stateBefore(before: Fact, after: Fact, at: At): Json | undefined {
  const old = fullData(before)['notNull']
  if (!comesFromAbove(before, after, at)) return old
  const [was, is] = [columnAbove(at.there, before), columnAbove(at.here, after)]
  const [oldAbove, above] = [was && fullData(was)['notNull'], is && fullData(is)['notNull']]
  return same(oldAbove, above) ? old : above
}

function changeStorage(old: Fact['data'], now: Fact['data'], column: Fact): ActionDraft[] {
  const only = phrase(column, true)
  const weak = lock('SHARE UPDATE EXCLUSIVE', column.parent)
  const storage = now['storage'] === undefined ? undefined : String(now['storage']).toUpperCase()
  return [
    ...(same(old['storage'], now['storage']) || (storage === undefined && !same(old['type'], now['type'])) ? [] : [{ sql: `${only} SET STORAGE ${storage ?? usualStorage(now)}`, locks: strong(column) }]),
    ...(same(old['compression'], now['compression']) ? [] : [{ sql: `${only} SET COMPRESSION ${String(now['compression'] ?? 'default')}`, locks: strong(column) }]),
    ...(same(old['statistics'], now['statistics']) ? [] : [{ sql: `${only} SET STATISTICS ${String(now['statistics'] ?? -1)}`, locks: weak }]),
    ...optionChanges(old['options'], now['options']).map((change) => ({ sql: `${only} ${change}`, locks: weak })),
    ...fdwChanges(old['fdwOptions'], now['fdwOptions']).map((change) => ({ sql: `${phrase(column)} OPTIONS (${change})`, locks: strong(column) })),
  ]
}

/** Storage that a type has by itself: fixed lengths are plain, numeric and network addresses main, all others extended (pg_type.typstorage). */
function usualStorage(now: Fact['data']): string {
  const type = String(now['type']).replace(/\(.*\)/, '')
  return type === 'numeric' || type === 'inet' || type === 'cidr' ? 'MAIN' : 'EXTENDED'
}

function fdwChanges(before: Json | undefined, after: Json | undefined): string[] {
  const [old, now] = [optionsIn(before), optionsIn(after)]
  const say = (word: string, names: readonly string[], values: boolean) => names.map((name) => `${word} ${values ? optionText({ [name]: now[name] ?? '' }).replace(' = ', ' ') : quoteIdentifier(name)}`)
  const changes = [
    ...say('ADD', Object.keys(now).filter((name) => old[name] === undefined), true),
    ...say('SET', Object.keys(now).filter((name) => old[name] !== undefined && old[name] !== now[name]), true),
    ...say('DROP', Object.keys(old).filter((name) => now[name] === undefined), false),
  ]
  return changes.length === 0 ? [] : [changes.join(', ')]
}

