import { AppError } from '#shared/contract/app-error.ts'

export type DumpLine =
  /** Data of a table begins; `table` is schema.name as pg_dump prints it, unquoted. */
  | { kind: 'table'; table: string }
  | { kind: 'phase'; text: string }
  | { kind: 'problem'; level: 'error' | 'warning'; text: string }
  /** Detail or hint of the problem before it. */
  | { kind: 'detail'; text: string }

/** One line that `pg_dump --verbose` writes to stderr under LC_ALL=C (versions 13 to 18). */
export function parseDumpLine(line: string): DumpLine {
  const text = line.replace(/^pg_dump: (?:\[[^\]]+\] )?/, '')
  if (text === line) return { kind: 'detail', text: line }
  const table = /^dumping contents of table "(.*)"$/.exec(text)?.[1]
  if (table !== undefined) return { kind: 'table', table }
  const [, level, rest = ''] = /^(error|fatal|warning|detail|hint): (.*)$/s.exec(text) ?? []
  if (level === 'detail' || level === 'hint') return { kind: 'detail', text: rest }
  return level === undefined ? { kind: 'phase', text } : { kind: 'problem', level: level === 'warning' ? 'warning' : 'error', text: rest }
}

export interface DumpFailure {
  /** What pg_dump said: lines of kind problem and detail, in order. */
  problems: readonly DumpLine[]
  /** How it ended, for the case that it said nothing. */
  ending: string
  user: string
  folder: string
  serverMajor: number
  installHint: string
}

/** What a backup that came to nothing leaves: nothing. */
export const noBackupState = 'No backup was kept. The database was only read.'

const diskFull = /No space left on device|File too large|Disk quota exceeded|not enough space on the disk/i
const connectionLost = /server closed the connection|terminating connection|no connection to the server|connection to server .* failed|SSL SYSCALL error|could not receive data from server/i

/** What a pg_dump that failed means, as the one error. */
export function dumpFailure({ problems, ending, user, folder, serverMajor, installHint }: DumpFailure): AppError {
  const said = problems.filter((line) => line.kind === 'detail' || (line.kind === 'problem' && line.level === 'error')).map(textOf)
  const all = said.join('\n')
  const problem = problemText(said) || ending
  if (diskFull.test(all)) return new AppError('disk_full', { what: `the backup in ${folder}` }, { state: noBackupState, cause: all })
  if (/server version mismatch/.test(all)) return new AppError('client_missing', { tool: 'pg_dump', major: serverMajor, install: installHint }, { state: noBackupState, cause: all })
  if (/permission denied|row-level security/.test(all)) return new AppError('permission_denied', { user, problem }, { state: noBackupState, cause: all })
  if (connectionLost.test(all)) return new AppError('connection_lost', {}, { state: noBackupState, cause: all })
  return new AppError('backup_failed', { problem }, { state: noBackupState, cause: all })
}

function textOf(line: DumpLine): string {
  return line.kind === 'table' ? line.table : line.text
}

/** The first error with its detail; queries that pg_dump quotes are cut, for they are its own. */
function problemText(said: readonly string[]): string {
  const first = said.slice(0, 3).filter((text) => !/^(Query|Command) was: /.test(text))
  return first.join(' ').replace(/^query failed: (?:ERROR:\s+)?/, '').slice(0, 500)
}
