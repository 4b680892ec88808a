import { stringsOf } from '../sql/parse-tree.ts'
import { quoteIdentifier } from '../sql/quote.ts'
import { lineBreak, removeStatement, replaceStatement, type RuleFix } from './edits.ts'
import type { TableCommand } from './table-commands.ts'
import { constraintName } from './validate-later.ts'

/** UNIQUE or PRIMARY KEY by an index that is built with CONCURRENTLY in a file of its own; only for an ALTER TABLE that does nothing else. */
export function indexFirst(command: TableCommand): RuleFix | undefined {
  const { constraint, statement, written, context, alone, altered } = command
  if (!alone || !constraint || altered.relation.inh === false) return undefined
  const name = quoteIdentifier(constraintName(command))
  const list = (names: readonly string[]) => names.map(quoteIdentifier).join(', ')
  const including = stringsOf(constraint.including)
  const index = `CREATE UNIQUE INDEX CONCURRENTLY ${name} ON ${written} (${list(stringsOf(constraint.keys))})${including.length > 0 ? ` INCLUDE (${list(including)})` : ''}${constraint.nulls_not_distinct ? ' NULLS NOT DISTINCT' : ''}`
  const states = `${constraint.deferrable ? ' DEFERRABLE' : ''}${constraint.initdeferred ? ' INITIALLY DEFERRED' : ''}`
  const kind = constraint.contype === 'CONSTR_PRIMARY' ? 'PRIMARY KEY' : 'UNIQUE'
  const br = lineBreak(context.file.text)
  const attach = { description: `attach ${constraintName(command)}`, text: `ALTER TABLE ${written} ADD CONSTRAINT ${name} ${kind} USING INDEX ${name}${states};${br}` }
  const title = 'Build the index with CONCURRENTLY, then attach it in a file of its own'
  if (context.file.statements.length === 1) return { title, edits: [replaceStatement(statement, index)], newFiles: [attach] }
  return { title, edits: [removeStatement(statement, context.file)], newFiles: [{ description: `index ${constraintName(command)}`, text: `${index};${br}` }, attach] }
}
