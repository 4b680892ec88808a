import { alteredTable, nodeAs, type AlterCommand, type AlteredTable } from '../sql/parse-tree.ts'
import { placeOf } from '../sql/parse.ts'
import { listRanges, skipName, type TextRange } from '../sql/parse-ranges.ts'
import type { Finding, LintContext, LintStatement } from './rule.ts'

/** One subcommand of an ALTER TABLE, as rules see it. */
export interface TableCommand extends AlterCommand {
  statement: LintStatement
  context: LintContext
  altered: AlteredTable
  /** `public.orders` */
  table: string
  /** The table's name as the statement writes it. */
  written: string
  /** Where it stands in the file, UTF-16. */
  range: TextRange
  /** The only one of its statement. */
  alone: boolean
}

const known = new WeakMap<LintStatement, TableCommand[]>()

/** The subcommands of an ALTER TABLE; none for other statements. */
export function tableCommands(statement: LintStatement, context: LintContext): readonly TableCommand[] {
  if (!nodeAs(statement.node, 'AlterTableStmt')) return []
  const found = known.get(statement)
  if (found && (found.length === 0 || found[0]?.context === context)) return found
  const commands = commandsOf(statement, context)
  known.set(statement, commands)
  return commands
}

function commandsOf(statement: LintStatement, context: LintContext): TableCommand[] {
  const altered = alteredTable(statement.node, context.schema)
  if (!altered || altered.statement.objtype !== 'OBJECT_TABLE') return []
  const ranges = rangesOf(statement, altered)
  const nameStart = placeOf(statement, altered.relation.location) - statement.start
  const written = statement.text.slice(nameStart, skipName(statement.text, nameStart))
  const whole = { start: statement.start, end: statement.end }
  return altered.commands.map((one, at) => ({ ...one, statement, context, altered, table: altered.table, written, range: ranges[at] ?? whole, alone: altered.commands.length === 1 }))
}

/** Findings of a rule that looks at each subcommand by itself; they stand where the subcommand stands and are about its table. */
export function checkCommands(statement: LintStatement, context: LintContext, check: (command: TableCommand) => Finding | undefined): Finding[] {
  return tableCommands(statement, context).flatMap((command) => {
    const finding = check(command)
    return finding ? [{ subject: command.table, ...(command.alone ? {} : { offset: command.range.start }), ...finding }] : []
  })
}

/** Of the subcommands in the file; empty where the text does not fall apart as the tree says. */
function rangesOf(statement: LintStatement, { relation, commands }: AlteredTable): TextRange[] {
  const from = commandsStart(statement, relation.location)
  const ranges = listRanges(statement.text, from).map(({ start, end }) => ({ start: statement.start + start, end: statement.start + end }))
  return ranges.length === commands.length ? ranges : []
}

/** Offset in the statement of the first subcommand of an ALTER TABLE. */
export function commandsStart(statement: LintStatement, location: number | undefined): number {
  const end = skipName(statement.text, placeOf(statement, location) - statement.start)
  return end + (/^\s*\*/.exec(statement.text.slice(end))?.[0].length ?? 0)
}
