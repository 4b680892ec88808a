import type { RenameStmt } from '@pgsql/types'
import type { LintContext, LintStatement, Rule } from '../rule.ts'
import { batchIndex, standsAfter } from '../support/batch-index.ts'
import { isAdded } from '../support/added-columns.ts'
import { done } from '../support/done.ts'
import { finding } from '../support/finding.ts'
import { isNew, nameOf, relationOf, type Name } from '../support/relation.ts'
import { names, nodeAs } from '../support/tree.ts'

export const rename: Rule = {
  id: 'S301',
  name: 'rename',
  severity: 'warning',
  summary: 'A table, view, column, function or schema gets another name or another schema.',
  danger: 'Programs that run while the migration does, and those that are deployed after it, still use the old name and fail.',
  safe: 'Put what has the new name beside the old one, let both work for a while (a view or a column that is written twice), and drop the old one when nothing uses it.',
  examples: {
    setup: 'CREATE TABLE clients (id bigint PRIMARY KEY, name text);',
    bad: 'ALTER TABLE clients RENAME TO customers;',
    good: 'ALTER TABLE clients RENAME TO customers;\nCREATE VIEW clients WITH (security_invoker = true) AS SELECT id, name FROM customers;',
  },
  statement(statement, context) {
    const moved = movedTo(statement, context)
    if (moved) return moved
    const one = nodeAs(statement.node, 'RenameStmt')
    const what = kinds[one?.renameType ?? '']
    if (!one || !what) return []
    if (one.renameType === 'OBJECT_COLUMN') return renamedColumn(one, statement, context)
    const name = one.relation ? relationOf(one.relation, context) : one.renameType === 'OBJECT_SCHEMA' ? undefined : nameOf(names(one.object), context)
    const old = name?.text ?? one.subname ?? ''
    if (name ? isNew(name, context) || isMadeAgain(name, statement, context) : context.madeInBatch(`${old}.x`)) return []
    return [report(`${what} ${old} is called ${one.newname ?? ''} from now on.`, old, statement, context)]
  },
}

const kinds: Readonly<Record<string, string>> = {
  OBJECT_TABLE: 'Table', OBJECT_VIEW: 'View', OBJECT_MATVIEW: 'Materialized view', OBJECT_FOREIGN_TABLE: 'Foreign table', OBJECT_SEQUENCE: 'Sequence', OBJECT_COLUMN: 'Column', OBJECT_SCHEMA: 'Schema', OBJECT_FUNCTION: 'Function', OBJECT_PROCEDURE: 'Procedure',
}

/** An undo gives the old name back. */
const report = (message: string, subject: string, statement: LintStatement, context: LintContext) => finding({ message, subject, basis: done(statement), severity: context.file.undo ? 'info' : undefined })

function renamedColumn({ relation, relationType, subname = '', newname = '' }: RenameStmt, statement: LintStatement, context: LintContext) {
  const table = relationOf(relation, context)
  if (relationType === 'OBJECT_TYPE' || isNew(table, context) || isAdded(table, subname, statement, context) || isAddedAgain(table, subname, statement, context)) return []
  return [report(`Column ${subname} of ${table.text} is called ${newname} from now on.`, table.text, statement, context)]
}

function isAddedAgain(table: Name, column: string, statement: LintStatement, context: LintContext): boolean {
  return standsAfter(batchIndex(context).addedColumns, `${table.text}.${column}`, statement, context)
}

/** Something of the old name is made after it: a compatibility view, or a new table that is swapped in. */
function isMadeAgain(name: Name, statement: LintStatement, context: LintContext): boolean {
  return standsAfter(batchIndex(context).made, name.text, statement, context)
}

function movedTo(statement: LintStatement, context: LintContext) {
  const move = nodeAs(statement.node, 'AlterObjectSchemaStmt')
  const what = kinds[move?.objectType ?? '']
  if (!move || !what) return undefined
  const name = move.relation ? relationOf(move.relation, context) : nameOf(names(move.object), context)
  if (isNew(name, context) || isMadeAgain(name, statement, context)) return []
  return [report(`${what} ${name.text} is in the schema ${move.newschema ?? ''} from now on.`, name.text, statement, context)]
}
