import type { LintContext, LintStatement } from '../rule.ts'
import { nameOf, relationOf } from './relation.ts'
import { names, nodeAs } from './tree.ts'

/** Name of the relation or routine that a statement makes, or that a rename gives. */
export function made({ node }: LintStatement, context: LintContext): string | undefined {
  const range = nodeAs(node, 'CreateStmt')?.relation ?? nodeAs(node, 'ViewStmt')?.view ?? nodeAs(node, 'CreateTableAsStmt')?.into?.rel ?? nodeAs(node, 'CreateForeignTableStmt')?.base?.relation ?? nodeAs(node, 'CreateSeqStmt')?.sequence
  if (range) return relationOf(range, context).text
  const routine = nodeAs(node, 'CreateFunctionStmt')
  if (routine) return nameOf(names(routine.funcname), context).text
  const renamed = nodeAs(node, 'RenameStmt')
  if (renamed?.relation && renamed.subname === undefined && renamed.newname) return nameOf([renamed.relation.schemaname ?? '', renamed.newname], context).text
  return undefined
}
