import { nodeAs, relationName } from '../sql/parse-tree.ts'
import type { LintContext, LintStatement } from './rule.ts'
import { tableCommands } from './table-commands.ts'
import { ran } from './traced.ts'

export interface Work {
  /** What it works on. */
  relation: string
  basis: 'trace' | 'text'
}

/** A statement that writes rows of tables which are there already: UPDATE, DELETE, MERGE, INSERT ... SELECT. */
export function backfillOf({ node }: LintStatement, context: LintContext): string | undefined {
  const insert = nodeAs(node, 'InsertStmt')
  const rows = nodeAs(insert?.selectStmt, 'SelectStmt')
  const relation = nodeAs(node, 'UpdateStmt')?.relation ?? nodeAs(node, 'DeleteStmt')?.relation ?? nodeAs(node, 'MergeStmt')?.relation ?? (rows?.fromClause ? insert?.relation : undefined)
  const name = relation && relationName(relation, context.schema)
  return name !== undefined && !context.madeInBatch(name) ? name : undefined
}

/** A change of the schema that takes longer the more rows there are: it builds an index, or reads or writes a table from end to end. */
export function heavyWorkOf(statement: LintStatement, context: LintContext): Work | undefined {
  const traced = ran(statement)
  if (traced) {
    const schemaWork = !/^(INSERT|UPDATE|DELETE|MERGE|SELECT|WITH|COPY|VALUES)/.test(statement.command)
    const [touched] = [...traced.rewrites, ...traced.scans, ...traced.indexes.filter(({ action }) => action !== 'dropped')].filter(({ relation }) => !context.madeInBatch(relation) && !/^(pg_catalog|pg_toast)\./.test(relation))
    return schemaWork && touched ? { relation: touched.relation, basis: 'trace' } : undefined
  }
  const relation = heavyByText(statement, context)
  return relation !== undefined && !context.madeInBatch(relation) ? { relation, basis: 'text' } : undefined
}

function heavyByText(statement: LintStatement, context: LintContext): string | undefined {
  const index = nodeAs(statement.node, 'IndexStmt')
  if (index) return relationName(index.relation, context.schema)
  const refresh = nodeAs(statement.node, 'RefreshMatViewStmt')
  if (refresh && !refresh.skipData) return relationName(refresh.relation, context.schema)
  return tableCommands(statement, context).find(({ subtype, constraint }) => subtype === 'AT_ValidateConstraint' || subtype === 'AT_SetNotNull' || (constraint && !constraint.skip_validation && !constraint.indexname))?.table
}
