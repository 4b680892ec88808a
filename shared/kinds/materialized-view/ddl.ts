import type { Fact, FactId, Json } from '../../schema/fact.ts'
import type { ActionDraft, At, LockMode } from '../../schema/kind.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import { dependOn } from '../extension/ddl-depends-on.ts'
import { changedNames, isList, isRecord, nameIn, optionChanges, optionList, optionName, recordIn, requiredText, textIn } from '../fact-data.ts'
import { renameRelation } from '../view/ddl.ts'

const lock = (fact: Fact, mode: LockMode = 'ACCESS EXCLUSIVE') => [{ mode, relation: fact.id }]

/** One that was filled before it was taken down is filled again. */
export function create(fact: Fact, at: At): readonly ActionDraft[] {
  const filled = fact.info?.populated !== false || at.there.get(fact.id)?.info?.populated === true
  const method = textIn(fact, 'method')
  const tablespace = textIn(fact, 'tablespace')
  const options = optionList(recordIn(fact, 'options'))
  const clauses = [method && ` USING ${quoteIdentifier(method)}`, options && ` WITH (${options})`, tablespace && ` TABLESPACE ${quoteIdentifier(tablespace)}`]
  const sql = `CREATE MATERIALIZED VIEW ${nameIn(fact)}${clauses.filter(Boolean).join('')} AS\n${requiredText(fact, 'definition')}\nWITH ${filled ? '' : 'NO '}DATA`
  const read = filled ? relationsRead(fact, at) : []
  const made = { sql, scans: read, locks: read.map((relation) => ({ mode: 'ACCESS SHARE' as const, relation })) }
  return [made, ...alterColumns(new Map(), columnsIn(fact), fact), ...depend(undefined, fact)]
}

function relationsRead(fact: Fact, at: At): readonly FactId[] {
  return at.here.uses(fact.id).filter((id) => /^(table|materialized-view|foreign-table):/.test(id))
}

export function drop(fact: Fact): readonly ActionDraft[] {
  return [{ sql: `DROP MATERIALIZED VIEW ${nameIn(fact)}`, locks: lock(fact) }]
}

/** The query of a materialized view cannot be replaced; the access method can from PostgreSQL 15 on. */
export function alter(before: Fact, after: Fact, at: At): readonly ActionDraft[] | null {
  const changed = changedNames(before, after)
  if (changed.includes('definition') || (changed.includes('method') && at.version < 150_000)) return null
  const word = `ALTER MATERIALIZED VIEW ${nameIn(after)}`
  const drafts: ActionDraft[] = []
  if (changed.includes('method'))
    drafts.push({ sql: `${word} SET ACCESS METHOD ${quoteIdentifier(textIn(after, 'method') ?? 'heap')}`, locks: lock(after), rewrites: [after.id] })
  if (changed.includes('tablespace'))
    drafts.push({ sql: `${word} SET TABLESPACE ${quoteIdentifier(textIn(after, 'tablespace') ?? 'pg_default')}`, locks: lock(after), rewrites: [after.id] })
  const { set, reset } = optionChanges(recordIn(before, 'options'), recordIn(after, 'options'))
  if (reset.length > 0) drafts.push({ sql: `${word} RESET (${reset.map(optionName).join(', ')})`, locks: lock(after, 'SHARE UPDATE EXCLUSIVE') })
  if (Object.keys(set).length > 0) drafts.push({ sql: `${word} SET (${optionList(set)})`, locks: lock(after, 'SHARE UPDATE EXCLUSIVE') })
  return [...drafts, ...alterColumns(columnsIn(before), columnsIn(after), after), ...depend(before, after)]
}

function depend(before: Fact | undefined, after: Fact): readonly ActionDraft[] {
  return dependOn(`MATERIALIZED VIEW ${nameIn(after)}`, before, after, lock(after))
}

type Settings = { readonly [name: string]: Json }

function columnsIn(fact: Fact): ReadonlyMap<string, Settings> {
  return new Map(Object.entries(isRecord(fact.data.columns) ? fact.data.columns : {}).map(([name, settings]) => [name, isRecord(settings) ? settings : {}]))
}

/** SET STATISTICS and the options take SHARE UPDATE EXCLUSIVE, SET STORAGE and SET COMPRESSION take ACCESS EXCLUSIVE (ALTER TABLE). */
function alterColumns(before: ReadonlyMap<string, Settings>, after: ReadonlyMap<string, Settings>, fact: Fact): readonly ActionDraft[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((column) => {
    const [was, is] = [before.get(column) ?? {}, after.get(column) ?? {}]
    const word = `ALTER MATERIALIZED VIEW ${nameIn(fact)} ALTER COLUMN ${quoteIdentifier(column)}`
    const differs = (name: string) => JSON.stringify(was[name]) !== JSON.stringify(is[name])
    const drafts: ActionDraft[] = []
    if (differs('statistics')) drafts.push({ sql: `${word} SET STATISTICS ${Number(is.statistics ?? -1)}`, locks: lock(fact, 'SHARE UPDATE EXCLUSIVE') })
    if (differs('storage')) drafts.push({ sql: `${word} SET STORAGE ${String(is.storage ?? usualStorage(fact, column))}`, locks: lock(fact) })
    if (differs('compression')) drafts.push({ sql: `${word} SET COMPRESSION ${String(is.compression ?? 'default')}`, locks: lock(fact) })
    if (differs('options')) drafts.push(...alterColumnOptions(word, was.options, is.options, fact))
    return drafts
  })
}

/** The storage that the column's type gives: SET STORAGE DEFAULT is there from PostgreSQL 16 on only. */
function usualStorage(fact: Fact, column: string): Json {
  const storage = fact.info?.storage
  return (isRecord(storage) ? storage[column] : undefined) ?? 'EXTENDED'
}

function alterColumnOptions(word: string, before: Json | undefined, after: Json | undefined, fact: Fact): readonly ActionDraft[] {
  const { set, reset } = optionChanges(asRecord(before), asRecord(after))
  const drafts: ActionDraft[] = []
  if (reset.length > 0) drafts.push({ sql: `${word} RESET (${reset.map(optionName).join(', ')})`, locks: lock(fact, 'SHARE UPDATE EXCLUSIVE') })
  if (Object.keys(set).length > 0) drafts.push({ sql: `${word} SET (${optionList(set)})`, locks: lock(fact, 'SHARE UPDATE EXCLUSIVE') })
  return drafts
}

/** attoptions: texts of the form `name=value`. */
function asRecord(options: Json | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries((isList(options) ? options.map(String) : []).map((one) => [one.slice(0, one.indexOf('=')), one.slice(one.indexOf('=') + 1)]))
}

export function rename(before: Fact, after: Fact): readonly ActionDraft[] {
  return renameRelation('MATERIALIZED VIEW', before, after)
}
