import type { AlterTableCmd, ColumnDef, Constraint, RangeVar } from '@pgsql/types'
import type { LintContext, LintStatement } from '../rule.ts'
import { isNew, isTemporary, relationOf, type Name } from './relation.ts'
import { names, nodeAs, nodesAs } from './tree.ts'

export interface AlterCommand {
  range: RangeVar
  table: Name
  command: AlterTableCmd
  kind: NonNullable<AlterTableCmd['subtype']>
  /** Made in this batch, or temporary. */
  isNew: boolean
}

/** What the ALTER TABLE does, part by part; nothing of views, indexes and sequences. */
export function alterCommands(statement: LintStatement, context: LintContext): AlterCommand[] {
  const alter = nodeAs(statement.node, 'AlterTableStmt')
  if (!alter || (alter.objtype !== 'OBJECT_TABLE' && alter.objtype !== 'OBJECT_FOREIGN_TABLE')) return []
  const { relation: range = {} } = alter
  const table = relationOf(range, context)
  return nodesAs(alter.cmds, 'AlterTableCmd').flatMap((command) => (command.subtype ? [{ range, table, command, kind: command.subtype, isNew: isNew(table, context) || isTemporary(range) }] : []))
}

export interface NewColumn {
  table: Name
  column: ColumnDef
  name: string
  constraints: readonly Constraint[]
  /** The table is made by this statement or an earlier one of the batch. */
  isNew: boolean
  /** create: with its table. add: to one that is there. type: of a column that is there. */
  by: 'create' | 'add' | 'type'
}

/** Columns that get a type: of CREATE TABLE, ADD COLUMN and ALTER COLUMN TYPE. Nothing of temporary tables. */
export function newColumns(statement: LintStatement, context: LintContext): NewColumn[] {
  const create = nodeAs(statement.node, 'CreateStmt')
  if (create) {
    if (isTemporary(create.relation)) return []
    const table = relationOf(create.relation, context)
    return nodesAs(create.tableElts, 'ColumnDef').map((column) => newColumn(table, column, column.colname, true, 'create'))
  }
  return alterCommands(statement, context).flatMap(({ table, command, kind, isNew: made, range }) => {
    const column = nodeAs(command.def, 'ColumnDef')
    if (!column || isTemporary(range) || (kind !== 'AT_AddColumn' && kind !== 'AT_AlterColumnType')) return []
    return [newColumn(table, column, column.colname ?? command.name, made, kind === 'AT_AddColumn' ? 'add' : 'type')]
  })
}

function newColumn(table: Name, column: ColumnDef, name: string | undefined, made: boolean, by: NewColumn['by']): NewColumn {
  return { table, column, name: name ?? '?', constraints: nodesAs(column.constraints, 'Constraint'), isNew: made, by }
}

export interface NewConstraint {
  table: Name
  constraint: Constraint
  columns: readonly string[]
  isNew: boolean
  /** In the definition of a column that is new itself. */
  ofColumn: ColumnDef | undefined
}

/** Constraints of CREATE TABLE, ADD COLUMN and ADD CONSTRAINT. Nothing of temporary tables. */
export function newConstraints(statement: LintStatement, context: LintContext): NewConstraint[] {
  const create = nodeAs(statement.node, 'CreateStmt')
  const ofColumns = newColumns(statement, context).flatMap(({ table, column, name, constraints, isNew: made }) => constraints.map((constraint) => ({ table, constraint, columns: [name], isNew: made, ofColumn: column })))
  if (create) {
    if (isTemporary(create.relation)) return []
    const table = relationOf(create.relation, context)
    return [...ofColumns, ...nodesAs([...(create.tableElts ?? []), ...(create.constraints ?? [])], 'Constraint').map((constraint) => ({ table, constraint, columns: columnsOf(constraint), isNew: true, ofColumn: undefined }))]
  }
  const added = alterCommands(statement, context).flatMap(({ table, command, kind, isNew: made, range }) => {
    const constraint = nodeAs(command.def, 'Constraint')
    return constraint && kind === 'AT_AddConstraint' && !isTemporary(range) ? [{ table, constraint, columns: columnsOf(constraint), isNew: made, ofColumn: undefined }] : []
  })
  return [...ofColumns, ...added]
}

function columnsOf(constraint: Constraint): string[] {
  return names(constraint.contype === 'CONSTR_FOREIGN' ? constraint.fk_attrs : constraint.keys)
}

export const has = (constraints: readonly Constraint[], ...kinds: readonly NonNullable<Constraint['contype']>[]) => constraints.some(({ contype }) => contype !== undefined && kinds.includes(contype))
