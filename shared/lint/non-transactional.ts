import type { Node } from '@pgsql/types'
import { nodeAs, nodesAs } from '../sql/parse-tree.ts'

/** The commands that people write into DO blocks in vain; the full rule, for statements of a file, is nonTransactionalReason(). */
export function nonTransactionalCommand(node: Node | undefined): string | undefined {
  if (nodeAs(node, 'IndexStmt')?.concurrent) return 'CREATE INDEX CONCURRENTLY'
  if (nodeAs(node, 'DropStmt')?.concurrent) return 'DROP INDEX CONCURRENTLY'
  if (nodesAs(nodeAs(node, 'ReindexStmt')?.params, 'DefElem').some(({ defname }) => defname === 'concurrently')) return 'REINDEX CONCURRENTLY'
  return nodeAs(node, 'VacuumStmt')?.is_vacuumcmd ? 'VACUUM' : undefined
}
