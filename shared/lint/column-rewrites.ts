import type { TableCommand } from './table-commands.ts'
import { decide, rewrites } from './traced.ts'

/**
 * Whether a subcommand has the table written anew. The trace decides for a statement of one subcommand; with several, a
 * traced rewrite is that of the subcommand which the text suspects.
 */
export function rewriteBasis({ alone, statement, table }: TableCommand, suspected: boolean): 'trace' | 'text' | undefined {
  const traced = rewrites(statement, table)
  return decide(traced === true && !alone ? suspected : traced, suspected)
}
