import { removeStatement } from '../edits.ts'
import type { Finding, LintContext, LintFile, LintStatement, Rule } from '../rule.ts'
import { commandsStart, tableCommands, type TableCommand } from '../table-commands.ts'

export const severalAltersSameTable: Rule = {
  id: 'S125',
  name: 'several-alters-same-table',
  severity: 'info',
  summary: 'Several ALTER TABLE statements change the same table.',
  danger: 'Each takes its locks anew, and each that reads or writes the table does so once more.',
  safe: 'One ALTER TABLE with all changes, divided by commas: the server then goes through the rows once.',
  examples: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY);',
    bad: 'ALTER TABLE orders ADD COLUMN note text;\nALTER TABLE orders ADD COLUMN total bigint;',
    good: 'ALTER TABLE orders ADD COLUMN note text, ADD COLUMN total bigint;',
  },
  file: check,
}

/** They take a weaker lock than the rest, or must stand by themselves, or rest on what the one before has done. */
const apart = new Set<string>(['AT_ValidateConstraint', 'AT_AttachPartition', 'AT_DetachPartition', 'AT_DetachPartitionFinalize', 'AT_SetNotNull', 'AT_DropConstraint', 'AT_SetStatistics', 'AT_SetTableSpace'])

function check(file: LintFile, context: LintContext): (Finding & { statement: LintStatement })[] {
  if (!file.transactional) return []
  const last = new Map<string, LintStatement>()
  return file.statements.flatMap((statement) => {
    const commands = tableCommands(statement, context)
    const [first] = commands
    if (!first || context.madeInBatch(first.table) || commands.some(({ subtype }) => apart.has(subtype))) return []
    const before = last.get(first.table)
    last.set(first.table, statement)
    if (!before) return []
    const fix = before.number === statement.number - 1 && !file.text.slice(before.end, statement.start).includes('--') ? mergeInto(before, first, file) : undefined
    return [{ statement, subject: first.table, message: `${first.table} is changed by the statement in line ${before.line} already; one ALTER TABLE can do both.`, ...(fix && { fix }) }]
  })
}

/** Names of columns that the first statement makes can be used by the second in the same ALTER TABLE only where the server's order of work allows it: the trace of the fix says so. */
function mergeInto(before: LintStatement, { statement, altered }: TableCommand, file: LintFile): Finding['fix'] {
  const text = statement.text.slice(commandsStart(statement, altered.relation.location)).trim()
  return { title: 'Join it to the ALTER TABLE before', edits: [{ start: before.end, end: before.end, text: `, ${text}` }, removeStatement(statement, file)] }
}
