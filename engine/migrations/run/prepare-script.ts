import { AppError } from '#shared/contract/app-error.ts'
import { caretSnippet } from '#shared/sql/caret.ts'
import { splitScript, type ScriptStatement, type SplitProblem } from '#shared/sql/split.ts'
import { nonTransactionalReason, transactionControl } from '#shared/sql/transaction.ts'

/** A script, taken apart and found fit to run. */
export interface PreparedScript {
  script: string
  text: string
  statements: ScriptStatement[]
  /** The command that cannot run in a transaction; undefined: all of it runs in one. */
  outside: string | undefined
}

export interface ScriptFindings {
  statements: ScriptStatement[]
  outside: string | undefined
  /** What keeps it from running; the first is the one to report. */
  errors: AppError[]
}

/** Takes a script apart. Throws file_unreadable, psql_command, transaction_control or mixed_transaction with the place. */
export async function prepareScript(script: string, text: string): Promise<PreparedScript> {
  const { statements, outside, errors } = await examineScript(script, text)
  const [first] = errors
  if (first) throw first
  return { script, text, statements, outside }
}

export async function examineScript(script: string, text: string): Promise<ScriptFindings> {
  const { statements, problems } = splitScript(text)
  const errors = problems.map((problem) => splitError(script, text, problem))
  let outside: { statement: ScriptStatement; reason: string } | undefined
  let inside = 0
  for (const statement of statements) {
    const control = await transactionControl(statement)
    if (control !== undefined) errors.push(new AppError('transaction_control', { file: script, statement: control }, { where: place(script, text, statement.start, statement.number) }))
    const reason = await nonTransactionalReason(statement)
    if (reason === undefined) inside += 1
    else outside ??= { statement, reason }
  }
  if (outside && inside > 0) {
    const where = place(script, text, outside.statement.start, outside.statement.number)
    errors.push(new AppError('mixed_transaction', { file: script, statement: outside.reason }, { where }))
  }
  return { statements, outside: outside?.reason, errors }
}

export function place(script: string, text: string, offset: number, statement?: number) {
  return { file: script, ...caretSnippet(text, offset), ...(statement !== undefined && { statement }) }
}

const openings: Partial<Record<SplitProblem['code'], string>> = {
  'unterminated-quote': 'a string opens here and never ends',
  'unterminated-identifier': 'a quoted name opens here and never ends',
  'unterminated-dollar-quote': 'a dollar-quoted string opens here and never ends',
  'unterminated-comment': 'a comment opens here and never ends',
  'unterminated-copy': 'the rows of this COPY do not end with a line \\.',
  'nul-character': 'it contains a NUL character, which PostgreSQL cannot store',
}

function splitError(script: string, text: string, { code, offset, line, text: found }: SplitProblem): AppError {
  const where = place(script, text, offset)
  if (code === 'psql-command') return new AppError('psql_command', { file: script, statement: found }, { where, help: psqlHelp(found) })
  if (code === 'psql-variable') return new AppError('psql_command', { file: script, statement: found }, { where, help: 'Write the value instead of the psql variable.' })
  return new AppError('file_unreadable', { file: script, problem: `line ${line}: ${openings[code] ?? code}` }, { where })
}

function psqlHelp(command: string): string | undefined {
  if (/^\\(un)?restrict/.test(command)) return 'Remove the line: newer versions of pg_dump write it for psql alone.'
  return undefined
}
