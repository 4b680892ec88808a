import { hasIndex, constraintText } from '../kinds/constraint/ddl-text.ts'
import { sequencesOf } from '../kinds/sequence/ddl-owner.ts'
import { generatedName } from '../kinds/table/names.ts'
import { fullData, objectIn } from '../kinds/column/ddl-text.ts'
import { satelliteId, type Fact } from '../schema/fact.ts'
import { commentTableSql, type Written } from './archive.sql.ts'
import { archiveSchemaName, type ArchiveComment } from './archive-comment.ts'
import type { ArchiveNames } from './archive-name.ts'
import type { Loss, LossContext } from './losses/loss.ts'
import { addConstraintSql, dropConstraintSql, moveTableSql, openAsideSql, renameObjectSql, renameTableSql } from './rename.sql.ts'
import type { Scene, TableNow } from './scene.ts'
import { byId, foreignKeys } from './table-facts.ts'

/** Statements that set something aside, and bring it back. */
export interface Aside {
  readonly up: readonly string[]
  readonly down: readonly string[]
  readonly notes: readonly string[]
}

interface Renamed {
  readonly kind: 'INDEX' | 'SEQUENCE'
  readonly schema: string
  readonly from: string
  readonly to: string
}

/** Tables go to the schema of the archive under dated names, with the names of their indexes and sequences. Foreign keys to others are dropped, so that they bind nobody meanwhile. */
export function tablesAside(losses: readonly Loss[], { scene }: LossContext, names: ArchiveNames, written: Written): Aside {
  const moves = losses.flatMap(({ table }) => (table ? [{ table, to: names.next([table.name]), parts: partsOf(scene, table, names), keys: outgoing(scene, table) }] : []))
  const up = moves.flatMap(({ table, to, parts }) => [
    renameTableSql([table.schema, table.name], to),
    ...parts.map(({ kind, schema, from, to: name }) => renameObjectSql(kind, [schema, from], name)),
    moveTableSql([table.schema, to], archiveSchemaName),
    commentTableSql([archiveSchemaName, to], JSON.stringify(commentOf(table, parts, formerComment(scene, table), written))),
  ])
  const down = moves.toReversed().flatMap(({ table, to, parts }) => [
    moveTableSql([archiveSchemaName, to], table.schema),
    renameTableSql([table.schema, to], table.name),
    ...parts.map(({ kind, schema, from, to: name }) => renameObjectSql(kind, [schema, name], from)),
    commentTableSql([table.schema, table.name], formerComment(scene, table)),
  ])
  const keys = moves.flatMap(({ table, keys: own }) => own.map((fact) => ({ table, fact })))
  return {
    up: [...openAsideSql(), ...keys.map(({ table, fact }) => dropConstraintSql(table.relation, fact.path.at(-1) ?? '')), ...up],
    down: [...down, ...keys.map(({ table, fact }) => addConstraintSql(table.relation, constraintText(fact)))],
    notes: keys.length > 0 ? ['The foreign keys of the table are dropped while it is set aside; rows that they point to can be deleted meanwhile, and then the undo stops.'] : [],
  }
}

function commentOf(table: TableNow, parts: readonly Renamed[], comment: string | null, { version, script }: Written): ArchiveComment {
  const renamed = parts.map(({ kind, from, to }) => ({ kind, from, to }))
  return { strata: 1, version, script, kind: 'renamed', relation: [table.schema, table.name], restore: 'rename', key: [], columns: [], renamed, comment }
}

function formerComment({ before }: Scene, table: TableNow): string | null {
  const text = before.get(satelliteId('comment', table.fact.id))?.data['text']
  return typeof text === 'string' ? text : null
}

/** Indexes and sequences move along and would occupy their names in the archive. */
function partsOf(scene: Scene, table: TableNow, names: ArchiveNames): Renamed[] {
  const indexes = [...scene.before.children(table.fact.id, 'constraint').filter(hasIndex), ...scene.before.children(table.fact.id, 'index')].toSorted(byId).map(({ path }) => ({ kind: 'INDEX' as const, schema: table.schema, from: path.at(-1) ?? '' }))
  const sequences = table.columns.flatMap(({ fact }) => [...identitySequence(table, fact), ...sequencesOf(scene.before, fact.id).map(({ path }) => ({ kind: 'SEQUENCE' as const, schema: path[0] ?? '', from: path[1] ?? '' }))])
  return [...indexes, ...sequences].map((part) => ({ ...part, to: names.next([part.from]) }))
}

function identitySequence(table: TableNow, fact: Fact): { kind: 'SEQUENCE'; schema: string; from: string }[] {
  const identity = objectIn(fullData(fact)['identity'])
  if (!identity) return []
  const [, tableName = '', column = ''] = fact.path
  const [schema = table.schema, from = generatedName(tableName, column, 'seq')] = Array.isArray(identity['sequence']) ? identity['sequence'].map(String) : []
  return [{ kind: 'SEQUENCE', schema, from }]
}

function outgoing({ before }: Scene, table: TableNow): Fact[] {
  return foreignKeys(before).filter(({ fact, referenced }) => fact.parent === table.fact.id && !(referenced[0] === table.fact.path[0] && referenced[1] === table.fact.path[1])).map(({ fact }) => fact)
}
