import type { Fact, FactId } from '../../schema/fact.ts'
import type { ActionDraft, At } from '../../schema/kind.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import { afterColumn, columnText, defaultId, defaultOf, fullData, isInherited, type ColumnData } from '../column/ddl-text.ts'
import { constraintText, hasIndex } from '../constraint/ddl-text.ts'
import { releasedSequences } from '../sequence/ddl-owner.ts'
import { ancestorsOf, broughtByAttaching, heirsOf, parentsOf } from './family.ts'
import { lock, optionText, optionsIn, ownName, relationName } from './names.ts'
import { attachDraft, mustComeFirst } from './ddl-partition.ts'

const nameOfId = (id: FactId, at: At) => relationName(at.here.get(id)?.path ?? [])

/** What follows the list of columns. */
function ending(table: Fact, at: At): string {
  const { inherits, partitionKey, accessMethod, options, tablespace } = table.data
  const parents = Array.isArray(inherits) ? inherits.map((id) => nameOfId(String(id), at)) : []
  return [
    ...(parents.length > 0 ? [`INHERITS (${parents.join(', ')})`] : []),
    ...(partitionKey === undefined ? [] : [`PARTITION BY ${String(partitionKey)}`]),
    ...(accessMethod === undefined ? [] : [`USING ${quoteIdentifier(String(accessMethod))}`]),
    ...(options === undefined ? [] : [`WITH (${optionText(optionsIn(options))})`]),
    ...(tablespace === undefined ? [] : [`TABLESPACE ${quoteIdentifier(String(tablespace))}`]),
  ].map((part) => ` ${part}`).join('')
}

const inPosition = (a: Fact, b: Fact) => Number(a.info?.['position'] ?? 0) - Number(b.info?.['position'] ?? 0)

const head = (table: Fact) => `CREATE ${table.data['unlogged'] === true ? 'UNLOGGED ' : ''}TABLE ${relationName(table.path)}`

/** Row security and replica identity, which CREATE TABLE does not take. */
function afterTable(table: Fact): ActionDraft[] {
  const alter = `ALTER TABLE ${relationName(table.path)}`
  const { rowSecurity, forceRowSecurity, replicaIdentity } = table.data
  return [
    ...(rowSecurity === true ? [{ sql: `${alter} ENABLE ROW LEVEL SECURITY` }] : []),
    ...(forceRowSecurity === true ? [{ sql: `${alter} FORCE ROW LEVEL SECURITY` }] : []),
    ...(replicaIdentity === undefined ? [] : [{ sql: `${alter} REPLICA IDENTITY ${String(replicaIdentity).toUpperCase()}` }]),
  ]
}

/** Constraints that CREATE TABLE can take in: those that need nothing done behind them and are not of a partitioned family. */
function inlineConstraints(table: Fact, at: At): readonly Fact[] {
  if (table.data['partitionKey'] !== undefined || parentsOf(table).length > 0) return []
  const plain = ({ data, id }: Fact) => data['type'] !== 'foreign key' && data['notValid'] !== true && data['clustered'] !== true && data['replicaIdentity'] !== true && data['invalid'] !== true && !at.apart.has(id)
  return at.here.children(table.id, 'constraint').filter(plain).toSorted((a, b) => Number(hasIndex(b)) - Number(hasIndex(a)))
}

/** Columns, and of them the defaults, that one CREATE TABLE makes. */
function columnsOf(table: Fact, at: At, which: (column: Fact) => boolean, dataOf: (column: Fact) => ColumnData = fullData): { texts: string[]; creates: FactId[]; behind: ActionDraft[] } {
  const columns = at.here.children(table.id, 'column').toSorted(inPosition)
  const own = columns.filter(which)
  const kept = (column: Fact) => !at.apart.has(defaultId(column))
  const texts = own.map((column) => columnText(column, kept(column) ? defaultOf(at.here, column) : null, at.version, dataOf(column)))
  const defaults = own.map(defaultId).filter((id) => at.here.has(id) && !at.apart.has(id))
  return { texts, creates: [...columns.map(({ id }) => id), ...defaults], behind: columns.flatMap((column) => afterColumn(column, at)) }
}

const list = (texts: readonly string[]) => (texts.length === 0 ? ' ()' : ` (\n  ${texts.join(',\n  ')}\n)`)

/**
 * CREATE TABLE with columns, defaults and plain constraints. A partition of a table that is new too is made as PARTITION OF; one
 * of a table that has indexes already is made for itself, with its indexes, and then attached, so that these keep their names.
 */
export function create(table: Fact, at: At): readonly ActionDraft[] {
  if (typeof table.data['partitionOf'] === 'string') return broughtByAttaching(table.id, at).length > 0 ? createAndAttach(table, at) : createPartition(table, table.data['partitionOf'], at)
  const typed = table.data['ofType'] !== undefined
  const { texts, creates, behind } = columnsOf(table, at, (column) => !isInherited(column))
  const constraints = inlineConstraints(table, at)
  const body = [...texts, ...constraints.map(constraintText)]
  const columns = typed ? ` OF ${String(table.data['ofType'])}${body.length > 0 ? list(body) : ''}` : list(body)
  const needs = parentsOf(table).flatMap((id) => at.here.children(id, 'column').map((column) => column.id))
  const inherited = at.here.children(table.id, 'column').filter(isInherited).flatMap((column) => deviations(column))
  return [{ sql: `${head(table)}${columns}${ending(table, at)}`, creates: [...creates, ...constraints.map(({ id }) => id)], needs }, ...behind, ...inherited, ...afterTable(table)]
}

/** NOT NULL of its own on a column that comes from above. */
function deviations(column: Fact): ActionDraft[] {
  return column.data['notNull'] === true ? [{ sql: `ALTER TABLE ONLY ${relationName(column.path)} ALTER COLUMN ${ownName(column)} SET NOT NULL` }] : []
}

function createPartition(table: Fact, parent: FactId, at: At): readonly ActionDraft[] {
  const columns = at.here.children(table.id, 'column')
  const needs = [...at.here.children(parent, 'column').map(({ id }) => id), ...mustComeFirst(table, at).needs]
  const sql = `${head(table)} PARTITION OF ${nameOfId(parent, at)} ${String(table.data['bound'])}${ending(table, at)}`
  const behind = columns.flatMap((column) => [...afterColumn(column, at), ...storageBehind(column, at), ...deviations(column)])
  return [{ sql, creates: columns.map(({ id }) => id), needs, after: mustComeFirst(table, at).after, locks: lock('ACCESS EXCLUSIVE', parent) }, ...behind, ...afterTable(table)]
}

/** PARTITION OF names no column, so what CREATE TABLE could say of one from PostgreSQL 16 on needs a statement here as well. */
function storageBehind(column: Fact, at: At): ActionDraft[] {
  const only = `ALTER TABLE ONLY ${relationName(column.path)} ALTER COLUMN ${ownName(column)}`
  const { storage, compression } = column.data
  return [
    ...(at.version >= 160_000 && storage !== undefined ? [{ sql: `${only} SET STORAGE ${String(storage).toUpperCase()}` }] : []),
    ...(compression === undefined ? [] : [{ sql: `${only} SET COMPRESSION ${String(compression)}` }]),
  ]
}

function createAndAttach(table: Fact, at: At): readonly ActionDraft[] {
  const { texts, creates, behind } = columnsOf(table, at, () => true, standalone)
  const checks = ancestorsOf(at.here, table.id).flatMap((above) => at.here.children(above.id, 'constraint')).filter(({ data }) => data['type'] === 'check' && !String(data['definition']).endsWith(' NO INHERIT'))
  const sql = `${head(table)}${list([...texts, ...checks.map(constraintText)])}${ending(table, at)}`
  return [{ sql, creates }, ...behind, ...afterTable(table), attachDraft(table, at)]
}

/** A table that is about to be attached may have no identity: it takes the parent's (PostgreSQL 17). */
function standalone(column: Fact): ColumnData {
  const { identity: _identity, ...rest } = fullData(column)
  return isInherited(column) && column.data['identity'] === undefined ? rest : fullData(column)
}

export function drop(table: Fact, at: At): readonly ActionDraft[] {
  const parent = table.data['partitionOf']
  const above = typeof parent === 'string' && at.there.has(parent) ? parent : null
  const empty = table.data['partitionKey'] !== undefined && heirsOf(at.here, table.id).length === 0
  const release = releasedSequences(at.here.children(table.id, 'column').map(({ id }) => id), at)
  return [...release, { sql: `DROP TABLE ${relationName(table.path)}`, locks: lock('ACCESS EXCLUSIVE', table.id, above), ...(empty ? {} : { loses: `All rows of the table ${relationName(table.path)}.` }) }]
}

export function rename(before: Fact, after: Fact): readonly ActionDraft[] {
  const moved = before.path[0] !== after.path[0]
  const name = relationName(before.path)
  const locks = lock('ACCESS EXCLUSIVE', before.id)
  return [
    ...(before.path[1] === after.path[1] ? [] : [{ sql: `ALTER TABLE ${name} RENAME TO ${ownName(after)}`, locks }]),
    ...(moved ? [{ sql: `ALTER TABLE ${relationName([before.path[0] ?? '', after.path[1] ?? ''])} SET SCHEMA ${quoteIdentifier(after.path[0] ?? '')}`, locks }] : []),
  ]
}
