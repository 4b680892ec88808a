import { objectIn } from '../kinds/column/ddl-text.ts'
import { sequencesOf } from '../kinds/sequence/ddl-owner.ts'
import { generatedName } from '../kinds/table/names.ts'
import { factId } from '../schema/fact.ts'
import { nodeAs } from '../sql/parse-tree.ts'
import { qualified } from '../sql/quote.ts'
import { deletedParts, updatedParts } from './archive-row-parts.ts'
import { allRowsSql, sequenceSql, type Locks } from './archive.sql.ts'
import type { ArchiveNames } from './archive-name.ts'
import type { ArchivePart } from './archive-part.ts'
import type { Loss, LossContext } from './losses/loss.ts'
import { storedColumns, type ColumnNow, type Scene, type TableNow } from './scene.ts'
import { foreignKeys, keyOf } from './table-facts.ts'

export interface KeptParts {
  /** In the order in which they are copied; rows go back in the same order, values and sequences after them. */
  readonly parts: readonly ArchivePart[]
  readonly locks: readonly Locks[]
  /** Policies would hide rows of a table from its owner. */
  readonly unfiltered: boolean
}

/** What is to be copied before a statement runs. */
export function archiveParts(losses: readonly Loss[], context: LossContext, names: ArchiveNames): KeptParts {
  const { node } = context.statement
  const deleted = nodeAs(node, 'DeleteStmt')
  if (deleted) return deletedParts(deleted, context, names)
  const updated = nodeAs(node, 'UpdateStmt')
  if (updated) return updatedParts(updated, losses, context, names)
  const tables = inOrder(context.scene, tablesOf(losses, context))
  const parts = losses.some(({ kind }) => kind === 'drop_column' || kind === 'narrowing_type')
    ? losses.flatMap((loss) => valuesParts(loss, context, names))
    : tables.flatMap((table) => wholeParts(table, losses, context, names))
  const locked = [...new Set(tables.map(({ relation }) => relation))]
  return { parts, locks: [{ mode: 'ACCESS EXCLUSIVE', relations: locked }], unfiltered: tables.some(({ fact }) => fact.data['forceRowSecurity'] === true) }
}

/** Rows of partitions are copied with those of the table above them. */
function tablesOf(losses: readonly Loss[], { scene }: LossContext): TableNow[] {
  const all = losses.flatMap(({ kind, table, relation }) => (table ? [table] : kind === 'drop_schema' ? scene.tablesIn(schemaNamed(scene, relation)) : []))
  const ids = new Set(all.map(({ fact }) => fact.id))
  const isCovered = ({ fact }: TableNow): boolean => {
    const above = fact.data['partitionOf']
    const parent = typeof above === 'string' ? scene.before.get(above) : undefined
    return parent !== undefined && (ids.has(parent.id) || isCovered({ fact: parent } as TableNow))
  }
  return all.filter((table) => !isCovered(table))
}

export function schemaNamed({ before }: Scene, relation: string): string {
  return [...before.facts.values()].find(({ kind, id }) => kind === 'schema' && id === `schema:${relation}`)?.path[0] ?? relation
}

/** What others point to comes first. */
function inOrder(scene: Scene, tables: readonly TableNow[]): TableNow[] {
  const byId = new Map(tables.map((table) => [table.fact.id, table]))
  const done = new Set<string>()
  const order: TableNow[] = []
  const visit = (table: TableNow): void => {
    if (done.has(table.fact.id)) return
    done.add(table.fact.id)
    for (const key of foreignKeys(scene.before)) {
      const referenced = byId.get(factId('table', key.referenced))
      if (key.fact.parent === table.fact.id && referenced) visit(referenced)
    }
    order.push(table)
  }
  for (const table of tables) visit(table)
  return order
}

function valuesParts({ kind, table, columns }: Loss, { scene }: LossContext, names: ArchiveNames): ArchivePart[] {
  if (!table || (kind !== 'drop_column' && kind !== 'narrowing_type')) return []
  const key = keyOf(scene, table, columns)
  const values = table.columns.filter(({ name }) => columns.includes(name))
  const part: ArchivePart = { name: names.next([table.name, columns.join('_')]), kind, schema: table.schema, relation: table.name, table, key, columns: values, restore: 'update', query: allRowsSql(table, [...key, ...values]) }
  return [part, ...(kind === 'drop_column' ? sequenceParts(table, values, kind, scene, names) : [])]
}

function wholeParts(table: TableNow, losses: readonly Loss[], context: LossContext, names: ArchiveNames): ArchivePart[] {
  const kind = losses[0]?.kind === 'truncate' ? 'truncate' : 'drop_table'
  const columns = storedColumns(table)
  const key = keyOf(context.scene, table)
  const rows: ArchivePart = { name: names.next([table.name]), kind, schema: table.schema, relation: table.name, table, key, columns: columns.filter((column) => !key.includes(column)), restore: 'insert', query: allRowsSql(table, columns) }
  const counts = kind === 'drop_table' || nodeAs(context.statement.node, 'TruncateStmt')?.restart_seqs === true
  return [rows, ...(counts ? sequenceParts(table, table.columns, kind, context.scene, names) : [])]
}

/** Where the sequences of columns stand. */
function sequenceParts(table: TableNow, columns: readonly ColumnNow[], kind: ArchivePart['kind'], scene: Scene, names: ArchiveNames): ArchivePart[] {
  return columns.flatMap(({ fact }) => {
    const identity = objectIn(((fact.info?.['full'] ?? fact.data) as typeof fact.data)['identity'])
    const [, tableName = '', column = ''] = fact.path
    const own = identity && (Array.isArray(identity['sequence']) ? identity['sequence'].map(String) : [table.schema, generatedName(tableName, column, 'seq')])
    const sequences = [...(own ? [own] : []), ...sequencesOf(scene.before, fact.id).map(({ path }) => path)]
    return sequences.map(([schema = '', name = '']): ArchivePart => ({ name: names.next([name]), kind, schema, relation: name, table: null, key: [], columns: [], restore: 'sequence', query: sequenceSql(schema, name) }))
  })
}

export const partRelation = (part: ArchivePart) => part.table?.relation ?? qualified(part.schema, part.relation)
